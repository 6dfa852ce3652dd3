/** What of a manifest is there already, and which release it says that it belongs to (helm-diff 3.15.11, cmd/upgrade.go, `checkOwnership`). */
import type { JsonObject } from "../../kube/index.ts";
import { build } from "../cluster/build.ts";
import type { ClusterPorts } from "../cluster/ports.ts";
import { annotation, refOf } from "../cluster/resource.ts";
import { withoutServersFields } from "./three-way-manifests.ts";

export interface OwnedObject {
  /** `NAMESPACE/NAME` of its release, or what of it is known. */
  readonly release: string;
  readonly object: JsonObject;
}

/** Throws `GoError`. */
export async function ownedObjects(
  manifest: string,
  ports: Pick<ClusterPorts, "objects" | "namespace">,
): Promise<OwnedObject[]> {
  const found: OwnedObject[] = [];
  for (const resource of await build(manifest, ports, { validate: false })) {
    const live = await ports.objects.find(refOf(resource));
    if (live === undefined) continue;
    const namespace = annotation(live, "meta.helm.sh/release-namespace");
    const name = annotation(live, "meta.helm.sh/release-name") ?? "";
    found.push({
      release: namespace === undefined ? name : `${namespace}/${name}`,
      object: withoutServersFields(live),
    });
  }
  return found;
}
