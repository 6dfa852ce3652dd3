import { formatPath, isSecretField } from "../../helm/why/index.ts";
import type { RunContext } from "../context.ts";

/** Whether `lade why` must not show what the field of an object of this kind holds. */
export function hidesValues(
  { flags }: Pick<RunContext, "flags">,
  kind: string,
  path: readonly (string | number)[],
): boolean {
  return !flags.bool("show-secrets") && isSecretField(kind, formatPath(path));
}
