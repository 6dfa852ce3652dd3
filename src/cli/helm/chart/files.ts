/** Files as a command line names them: relative to the working directory, with errors in the words that were typed. */
import { FileError } from "../../../base/index.ts";
import { GoError } from "../../../go/index.ts";
import { join } from "../../../go/path/index.ts";
import type { CommandContext } from "../../context.ts";

type Surroundings = Pick<CommandContext, "cwd" | "files">;

export function absolute({ cwd }: Pick<Surroundings, "cwd">, path: string): string {
  return path.startsWith("/") ? join(path) : join(cwd, path);
}

/** Throws `GoError` in Go's words. */
export function readNamed(context: Surroundings, path: string): Uint8Array {
  if (path === "") throw named(new FileError("open", path, "ENOENT"), path);
  try {
    return context.files.read(absolute(context, path));
  } catch (error) {
    throw named(error, path);
  }
}

/** The error with the path as it was typed. */
export function named(error: unknown, path: string): unknown {
  if (!(error instanceof FileError)) return error;
  const operation = error.code === "EISDIR" && error.operation === "open" ? "read" : error.operation;
  return new GoError(new FileError(operation, path, error.code).message);
}
