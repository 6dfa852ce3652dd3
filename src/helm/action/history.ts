/** The revisions of one release (helm pkg/action/history.go). */
import { GoError } from "../../go/index.ts";
import type { Release, Storage } from "../storage/index.ts";
import { releaseNameFault } from "./release-name.ts";

/** The newest `max` revisions, oldest first. Throws `GoError` for a bad name, and what `Storage` throws. */
export async function releaseHistory(
  storage: Storage,
  { name, max = Infinity }: { readonly name: string; readonly max?: number },
): Promise<Release[]> {
  if (releaseNameFault(name) !== undefined) throw new GoError(`release name is invalid: ${name}`);
  const all = await storage.history(name);
  return max <= 0 ? [] : all.slice(-max);
}
