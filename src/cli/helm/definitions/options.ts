import type { FileSystem } from "../../../base/index.ts";
import type { Dialect, Environment, Log } from "../../context.ts";

/** What the definitions of Helm's commands depend on: flags, defaults and texts differ between the dialects and by environment. */
export interface DefinitionOptions {
  readonly dialect: Dialect;
  readonly env: Environment;
  readonly files: FileSystem;
  readonly log: Log;
}
