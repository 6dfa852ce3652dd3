/**
 * Kinds that definitions have just made. The server says that a definition is established a moment before it lists the kind: who looks
 * in that moment finds no such kind. Helm seldom does, because it asks every two seconds (helm 3.22.0 and 4.3.1, Install.installCRDs).
 */
import { listAt, textAt, valueAt, type JsonObject } from "../../kube/index.ts";
import type { ClusterPorts } from "../cluster/ports.ts";
import type { Resource } from "../cluster/resource.ts";
import { poll } from "../cluster/wait/poll.ts";

/** After this the build of the manifest says which kind is missing. */
const LISTED_MS_MAX = 10_000;

/** Until the server lists every kind that the definitions serve, and forgets what was known before. */
export async function untilListed(definitions: readonly Resource[], ports: ClusterPorts): Promise<void> {
  const kinds = definitions.flatMap(({ object }) => servedKinds(object));
  const { discovery } = ports.objects;
  await poll(ports, { timeoutMs: LISTED_MS_MAX }, async () => {
    discovery.invalidate();
    const found = await Promise.all(kinds.map(({ apiVersion, kind }) => discovery.find(apiVersion, kind)));
    return found.every((one) => one !== undefined);
  });
}

interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Nothing for other objects in `crds/`. */
function servedKinds(definition: JsonObject): Kind[] {
  if (textAt(definition, "kind") !== "CustomResourceDefinition") return [];
  const group = textAt(definition, "spec", "group");
  const kind = textAt(definition, "spec", "names", "kind");
  return listAt(definition, "spec", "versions")
    .filter((version) => valueAt(version, "served") === true)
    .map((version) => ({ apiVersion: `${group}/${textAt(version, "name")}`, kind }));
}
