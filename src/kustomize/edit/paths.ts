/** Paths that commands are given: patterns, and what is not a file but can be built (kustomize 5.8, internal/util). */
import { KustomizeError, messageOf, within } from "../error.ts";
import { Loader } from "../load/loader.ts";
import { NeedsRemote, type Remotes } from "../load/remotes.ts";
import { glob } from "./glob.ts";
import type { Folder } from "./kustomization-file.ts";

export interface EditContext extends Folder {
  readonly remotes: Remotes;
  /** A line for Go's log. */
  readonly log: (line: string) => void;
}

/** All that the patterns match; a pattern without match is reported and left out. */
export function expandPatterns(context: EditContext, patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => {
    const found = glob(context, pattern);
    if (found.length === 0) context.log(`${pattern} has no match`);
    return found;
  });
}

/** All that the patterns match; one without match must be a directory or repository that can be built. */
export function expandTargets(context: EditContext, patterns: readonly string[]): string[] {
  const loader = Loader.open(".", { ...context, restriction: "root-only" });
  return patterns.flatMap((pattern) => {
    const found = within("error checking the filesystem", () => glob(context, pattern));
    if (found.length > 0) return found;
    try {
      loader.open(pattern);
    } catch (error) {
      if (error instanceof NeedsRemote) throw error;
      throw new KustomizeError(`${pattern} has no match: ${messageOf(error)}`, { cause: error });
    }
    return [pattern];
  });
}

/** `key:value` pairs; a key alone has no value. */
export function parsePairs(inputs: readonly string[], kind: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const input of inputs) {
    const colon = input.indexOf(":");
    if (colon === 0) throw new KustomizeError(`invalid ${kind}: '${input}' (need k:v pair where v may be quoted)`);
    if (colon < 0) pairs.set(input, "");
    else pairs.set(input.slice(0, colon), input.slice(colon + 1).replace(/^"([^]*)"$/, "$1"));
  }
  return pairs;
}

const BUILD_METADATA: readonly string[] = ["originAnnotations", "transformerAnnotations", "managedByLabel"];

/** One argument, options separated by commas. */
export function parseBuildMetadata(args: readonly string[]): string[] {
  const [text, ...more] = args;
  if (text === undefined) throw new KustomizeError("must specify a buildMetadata option");
  if (more.length > 0) {
    throw new KustomizeError(
      `too many arguments: [${args.join(" ")}]; to provide multiple buildMetadata options, please separate options by comma`,
    );
  }
  const options = text.split(",");
  const unknown = options.find((option) => !BUILD_METADATA.includes(option));
  if (unknown !== undefined) throw new KustomizeError(`invalid buildMetadata option: ${unknown}`);
  return options;
}

export function sameNamespace(a = "", b = ""): boolean {
  return (a || "default") === (b || "default");
}
