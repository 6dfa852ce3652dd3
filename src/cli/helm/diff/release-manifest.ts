/** Manifests of releases, as `helm get` prints them. */
import { atoi } from "../../../go/strconv/index.ts";
import type { CommandContext } from "../../context.ts";
import { askHelm, placeWords } from "./ask-helm.ts";

interface Wanted {
  /** The latest where none is given. */
  readonly revision?: number;
  /** That of the command where none is given. */
  readonly namespace?: string;
}

export async function releaseManifest(
  context: CommandContext,
  release: string,
  { revision, namespace }: Wanted = {},
): Promise<string> {
  const revisionWords = revision === undefined ? [] : ["--revision", String(revision)];
  return await askHelm(context, ["get", "manifest", release, ...revisionWords, ...placeWords(context, namespace)]);
}

/** A revision; what is no number is 0, the latest. */
export function revisionOf(text: string): number {
  try {
    return Number(atoi(text));
  } catch {
    return 0;
  }
}
