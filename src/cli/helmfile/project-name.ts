/** Which names `helmfile create` takes (Helmfile 1.8.0, pkg/config/create.go). */
import { quote } from "../../go/strconv/index.ts";
import type { RunContext } from "../context.ts";
import { usageError } from "./command-errors.ts";

/** Refuses names that would lead out of the folder. */
export function checkProjectName({ args: [name = ""] }: Pick<RunContext, "args">): void {
  if (/[/\\]/.test(name)) {
    throw usageError(`invalid project name ${quote(name)}: must not contain path separators`);
  }
  if (name === ".." || name === ".") throw usageError(`invalid project name ${quote(name)}`);
  if (name !== "" && name.trim() === "") throw usageError("project name must not be empty or whitespace only");
}
