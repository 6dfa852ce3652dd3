/** One revision of a release (helm pkg/action/action.go, releaseContent). */
import { GoError } from "../../go/index.ts";
import type { Release, Storage } from "../storage/index.ts";
import { releaseNameFault } from "./release-name.ts";

/** The revision asked for, or the newest for 0. Throws `GoError` for a bad name, and what `Storage` throws. */
export async function getRelease(storage: Storage, { name, revision }: ReleaseRef): Promise<Release> {
  if (releaseNameFault(name) !== undefined) throw new GoError(`releaseContent: Release name is invalid: ${name}`);
  return revision <= 0 ? await storage.last(name) : await storage.get(name, revision);
}

export interface ReleaseRef {
  readonly name: string;
  readonly revision: number;
}
