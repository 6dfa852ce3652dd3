/** Which objects a run may touch: those of the manifests and hooks of all revisions that take part. */
import { fromBytes } from "../../go/index.ts";
import type { JsonObject, ObjectRef } from "../../kube/index.ts";
import type { ClusterPorts } from "../cluster/ports.ts";
import { refOf } from "../cluster/resource.ts";
import { buildAll } from "../plan/build-all.ts";
import type { Release } from "../storage/index.ts";
import { referencesOf } from "./references.ts";

export interface Touched {
  /** And what they refer to. */
  readonly refs: readonly ObjectRef[];
  /** As the run would write them, with namespaces. */
  readonly wanted: readonly JsonObject[];
}

/** Kinds that are not served are passed over: the run itself says so. */
export async function touchedBy(
  release: Release,
  others: readonly Release[],
  ports: Pick<ClusterPorts, "objects" | "namespace">,
): Promise<Touched> {
  const read = async (texts: readonly string[]) => {
    const options = { promised: new Set<string>(), validate: false };
    const built = await Promise.all(texts.map((text) => buildAll(text, ports, options)));
    return built.flatMap(({ resources }) => resources);
  };
  const crds = release.chart.crds().map(({ file }) => fromBytes(file.data));
  const wanted = await read([...crds, ...textsOf(release)]);
  const before = await read(others.flatMap(textsOf));
  const objects = wanted.map(({ object }) => object);
  return { refs: [...[...wanted, ...before].map(refOf), ...objects.flatMap(referencesOf)], wanted: objects };
}

function textsOf({ manifest, hooks }: Release): string[] {
  return [manifest, ...hooks.map((hook) => hook.manifest)];
}
