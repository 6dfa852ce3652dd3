/** Which files a pattern of a state file means (pkg/state/storage.go). */
import { peek } from "../../base/index.ts";
import { glob } from "../../go/glob/index.ts";
import { attempt, compareStrings, GoError, within } from "../../go/index.ts";
import { isAbsolute, join } from "../../go/path/index.ts";
import { isRemote, parseAddress } from "../remote/address.ts";
import type { World } from "../world.ts";

export interface FileQuery {
  /** What the file is: `values`, `environment values`, `secrets`. */
  readonly kind: string;
  readonly pattern: string;
  /** The folder of the state file, as it was given. */
  readonly folder: string;
  /** What becomes of a pattern without a file: `Error`, `Warn`, `Info`, `Debug`. */
  readonly ifMissing: string | undefined;
  /** For messages. */
  readonly stateFile: string;
  /** Whether a repository without the branch is like a missing file. */
  readonly ignoresMissingBranch?: boolean | undefined;
}

const HANDLERS = ["Error", "Info", "Warn", "Debug"];

/** The files, in order of names; none where that is allowed. Throws `GoError`. */
export function findFiles(world: World, query: FileQuery): string[] {
  const found = matches(world, query);
  return found.length > 0 ? found : missing(world, query);
}

function matches(world: World, query: FileQuery): string[] {
  const { pattern, folder } = query;
  if (!isRemote(pattern)) return expandPattern(world, folder, pattern);
  const fetched = fetchedValues(world, query);
  if (fetched === undefined) return [];
  if (peek(world.files, fetched)?.kind === "file") return [fetched];
  if (!/[*?[]/.test(parseAddress(pattern).file)) return [];
  const found = attempt(() => glob(world.files, fetched)) ?? [];
  return found.filter((path) => peek(world.files, path)?.kind === "file").sort(compareStrings);
}

/** `undefined` where the branch of a repository may be missing, and is. */
function fetchedValues(world: World, { pattern, ignoresMissingBranch = false }: FileQuery): string | undefined {
  try {
    return world.fetch(pattern, "values");
  } catch (error) {
    const isMissing = error instanceof GoError && error.message.includes("' did not match any file(s) known to git");
    if (isMissing && ignoresMissingBranch) return undefined;
    throw error;
  }
}

/** All that a pattern matches, beside the state file. */
export function expandPattern(world: World, folder: string, pattern: string): string[] {
  return within(`failed processing ${pattern}`, () => glob(world.files, placed(folder, pattern)).sort());
}

function missing(world: World, { kind, pattern, folder, ifMissing = "Error", stateFile }: FileQuery): [] {
  const skipping = `skipping missing ${kind} file matching "${pattern}"`;
  switch (ifMissing) {
    case "Error":
      throw new GoError(`${kind} file matching "${pattern}" does not exist in "${folder}"`);
    case "Warn":
      world.log.warn(skipping);
      return [];
    case "Info":
      world.log.info(skipping);
      return [];
    case "Debug":
      world.log.debug(skipping);
      return [];
    default:
      throw new GoError(
        `invalid missing file handler "${ifMissing}" while processing "${pattern}" in "${stateFile}": it must be one of [${HANDLERS.join(" ")}]`,
      );
  }
}

/** A path beside the state file; one that is there already is not placed again. */
export function placed(folder: string, path: string): string {
  if (isAbsolute(path) || /^[a-z][a-z0-9+.-]*:/i.test(path)) return path;
  if (folder !== "" && folder !== "." && path.startsWith(`${folder}/`)) return path;
  return join(folder, path);
}
