import type { FuncMap } from "../value.ts";
import type { Backend } from "./compile/backend.ts";
import type { MissingKey } from "./field.ts";

/** What templates may call, and how they are run: the same for a set and its clones. */
export interface Language {
  readonly functions: FuncMap;
  readonly missingKey: MissingKey;
  readonly backend: Backend;
}
