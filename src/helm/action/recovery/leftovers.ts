/** Objects of interrupted operations that no later revision would look after: an update deletes only what the revision before it had. */
import { build } from "../../cluster/build.ts";
import { KEEP, KEEP_ANNOTATION } from "../../cluster/change.ts";
import { findAll } from "../../cluster/find-all.ts";
import { messageOf } from "../../cluster/failure.ts";
import { ownershipFault } from "../../cluster/ownership.ts";
import { annotation, isSame, type Resource } from "../../cluster/resource.ts";
import type { Release } from "../../storage/index.ts";
import type { ActionPorts } from "../ports.ts";

/** Those in the cluster that are the release's own and not among `known`. Asks nothing unless an operation was interrupted. */
export async function leftovers(
  last: Release | undefined,
  known: readonly Resource[],
  ports: ActionPorts,
): Promise<Resource[]> {
  const found: Resource[] = [];
  if (last === undefined) return found;
  for (const revision of revisionsIn(last)) {
    for (const one of await ownedOf(last, revision, ports)) {
      if (![...known, ...found].some((other) => isSame(one, other))) found.push(one);
    }
  }
  return found;
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
      if (live === undefined || annotation(live, KEEP_ANNOTATION) === KEEP) return false;
      return ownershipFault(live, last) === undefined;
    });
  } catch (error) {
    const what = "failed to look for what an interrupted operation left";
    ports.log.warn(what, { name: last.name, revision, error: messageOf(error) });
    return [];
  }
}
