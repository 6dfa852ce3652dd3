/** What `helm diff upgrade` asks the cluster itself: for a three-way merge, and for owners. */
import type { ObjectIndex, OwnershipChange } from "../../../diff/index.ts";
import { ownedObjects, threeWayManifests, type ThreeWayManifests } from "../../../helm/plan/index.ts";
import { Int, type Value } from "../../../go/index.ts";
import { toValue } from "../../../kube/index.ts";
import { marshalDirectly } from "../../../yaml/index.ts";
import { CommandError, type CommandContext } from "../../context.ts";
import { openCluster, type OpenCluster } from "../release/open.ts";
import { failure } from "./ask-helm.ts";
import { readManifest } from "./show-diff.ts";

/** Throws `CommandError` where the cluster does not answer. */
export async function openForDiff(context: CommandContext): Promise<OpenCluster> {
  return await asFailure("", () => openCluster(context));
}

/** Both manifests as they are compared after a three-way merge. */
export async function mergedManifests(open: OpenCluster, manifests: ThreeWayManifests): Promise<ThreeWayManifests> {
  return await asFailure("unable to generate manifests: ", () => threeWayManifests(manifests, open));
}

async function asFailure<T>(framing: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    if (error instanceof CommandError && error.silent) throw error;
    throw failure(framing + error.message, error);
  }
}

export interface Takeover {
  readonly manifest: string;
  /** `NAMESPACE/NAME` of the release that takes over. */
  readonly release: string;
  readonly namespace: string;
  readonly old: ObjectIndex;
}

/** What belongs to others and changes its owner; the objects take their places among the old ones. */
export async function ownershipChanges(
  context: CommandContext,
  open: OpenCluster,
  { manifest, release, namespace, old }: Takeover,
): Promise<ReadonlyMap<string, OwnershipChange>> {
  const changes = new Map<string, OwnershipChange>();
  for (const owned of await asFailure("", () => ownedObjects(manifest, open))) {
    const text = marshalDirectly(asFloats(toValue(owned.object)));
    const [found, ...others] = readManifest(context, text, { namespace, normalize: true }).values();
    if (found === undefined || others.length > 0) {
      const metadata = owned.object["metadata"] as { readonly name?: string } | undefined;
      throw failure(`failed to parse content of Kubernetes resource ${metadata?.name ?? ""}`);
    }
    if (owned.release === release) continue;
    const content = found.content.replace(/\n$/, "");
    changes.set(found.name, { oldRelease: owned.release, newRelease: release });
    old.set(found.name, { ...found, content });
  }
  return changes;
}

/** The plugin reads the object's JSON without telling integers from floats, which shows in what YAML makes of them. */
function asFloats(value: Value): Value {
  if (value instanceof Int) return value.toNumber();
  if (Array.isArray(value)) return value.map(asFloats);
  return value instanceof Map ? new Map([...value].map(([key, child]) => [key, asFloats(child)])) : value;
}
