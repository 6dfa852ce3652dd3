/** Shell patterns as `edit` and `create` take them: hidden files are passed over unless they are asked for. */
import { filesFrom } from "../../base/index.ts";
import { GoError } from "../../go/index.ts";
import { base } from "../../go/path/index.ts";
import * as patterns from "../../go/glob/index.ts";
import { KustomizeError } from "../error.ts";
import type { Folder } from "./kustomization-file.ts";

/** Whether the whole of `name` matches. Throws `KustomizeError` for a pattern that cannot be read. */
export function matchPattern(pattern: string, name: string): boolean {
  return readable(() => patterns.match(pattern, name));
}

/** The paths that a pattern matches, as the pattern writes them, in order of names. What cannot be read matches nothing. */
export function glob(folder: Folder, pattern: string): string[] {
  const found = readable(() => patterns.glob(filesFrom(folder), pattern));
  return base(pattern).startsWith(".") ? found : found.filter((path) => !base(path).startsWith("."));
}

function readable<Result>(match: () => Result): Result {
  try {
    return match();
  } catch (error) {
    throw error instanceof GoError ? new KustomizeError(error.message, { cause: error }) : error;
  }
}
