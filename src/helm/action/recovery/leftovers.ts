/**
 * What interrupted operations may have left: objects that no later revision would look after, because an update deletes only what the
 * revision before it had, and fields that a merge on the client would not see.
 */
import { build } from "../../cluster/build.ts";
import { findAll } from "../../cluster/find-all.ts";
import { messageOf } from "../../cluster/failure.ts";
import { ownershipFault } from "../../cluster/ownership.ts";
import type { Resource } from "../../cluster/resource.ts";
import type { Release } from "../../storage/index.ts";
import type { ActionPorts } from "../ports.ts";

/**
 * The release's own objects in the cluster, as interrupted revisions, and the one before them, have them. Asks nothing unless an operation was
 * interrupted. `basis` is the revision whose objects are known anyway.
 */
export async function leftovers(
  last: Release | undefined,
  { basis }: { readonly basis: number },
  ports: ActionPorts,
): Promise<Resource[]> {
  if (last === undefined) return [];
  const found: Resource[] = [];
  for (const revision of revisionsIn(last)) {
    if (revision !== basis) found.push(...(await ownedOf(last, revision, ports)));
  }
  return found.map((one) => ({ ...one, isLeft: true }));
}

function revisionsIn({ journal }: Release): number[] {
  if (journal === undefined || journal.owes.length === 0) return [];
  const { base, owes } = journal;
  return [...new Set([...owes, ...(base === undefined ? [] : [base.revision])])];
}

async function ownedOf(last: Release, revision: number, ports: ActionPorts): Promise<Resource[]> {
  try {
    const { manifest } = revision === last.version ? last : await ports.storage.get(last.name, revision);
    const all = await build(manifest, ports, { validate: false });
    const found = await findAll(all, ports);
    return all.filter((_, i) => {
      const outcome = found[i];
      const live = outcome?.status === "fulfilled" ? outcome.value : undefined;
      return live !== undefined && ownershipFault(live, last) === undefined;
    });
  } catch (error) {
    const what = "failed to look for what an interrupted operation left";
    ports.log.warn(what, { name: last.name, revision, error: messageOf(error) });
    return [];
  }
}
