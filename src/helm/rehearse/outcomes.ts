/** What became of each object between two states of a cluster. */
import { listAt, refOf, textAt, valueAt, type JsonObject, type ObjectRef } from "../../kube/index.ts";
import { differences, shown, type Difference } from "../plan/differences.ts";

export type Fate = "created" | "patched" | "recreated" | "deleted" | "unchanged";

export interface ObjectOutcome {
  readonly ref: ObjectRef;
  readonly fate: Fate;
  /** Without what is secret. */
  readonly differences: readonly Difference[];
}

/** Of one object, in whatever version it is read. */
export function objectKey({ apiVersion, kind, namespace, name }: ObjectRef): string {
  const group = apiVersion.includes("/") ? apiVersion.split("/", 1).join() : "";
  return [group, kind, namespace, name].join("\0");
}

export type State = ReadonlyMap<string, JsonObject>;

export function stateOf(objects: readonly JsonObject[]): State {
  return new Map(objects.filter(isTold).map((one) => [objectKey(refOf(one)), one]));
}

/** By kind and name; what did not change is left out. */
export function outcomesOf(before: State, after: State): ObjectOutcome[] {
  const found: ObjectOutcome[] = [];
  for (const [key, object] of after) {
    const old = before.get(key);
    // Objects on a stage are never changed in place.
    if (old === object) continue;
    const outcome = old === undefined ? made(object) : changed(old, object);
    if (outcome !== undefined) found.push(outcome);
  }
  for (const [key, object] of before) {
    if (!after.has(key)) found.push({ ref: refOf(object), fate: "deleted", differences: [] });
  }
  return found.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

function orderOf({ ref }: ObjectOutcome): string {
  return `${ref.kind}/${ref.namespace}/${ref.name}`;
}

function made(object: JsonObject): ObjectOutcome {
  return { ref: refOf(object), fate: "created", differences: [] };
}

function changed(old: JsonObject, object: JsonObject): ObjectOutcome | undefined {
  const ref = refOf(object);
  const found = shown(ref.kind, differences(old, object)).filter(({ path }) => !isCounter(path));
  if (textAt(old, "metadata", "uid") !== textAt(object, "metadata", "uid"))
    return { ref, fate: "recreated", differences: found };
  const isEnding = textAt(object, "metadata", "deletionTimestamp") !== "";
  if (isEnding && textAt(old, "metadata", "deletionTimestamp") === "") return { ref, fate: "deleted", differences: [] };
  return found.length === 0 ? undefined : { ref, fate: "patched", differences: found };
}

/** Controllers count there how often a template changed. */
const COUNTERS = ["deployment.kubernetes.io/revision", "deprecated.daemonset.template.generation"];

function isCounter(path: string): boolean {
  return COUNTERS.some((name) => path === `metadata.annotations[${JSON.stringify(name)}]`);
}

const UNTOLD = new Set(["Event", "Lease", "EndpointSlice", "Endpoints", "Node", "ControllerRevision"]);

/** Whether it is anybody's but the controllers'. */
function isTold(object: JsonObject): boolean {
  const [kind, name] = [textAt(object, "kind"), textAt(object, "metadata", "name")];
  if (UNTOLD.has(kind) || isRecord(object)) return false;
  if (listAt(object, "metadata", "ownerReferences").some((one) => valueAt(one, "controller") === true)) return false;
  if (kind === "ConfigMap" && name === "kube-root-ca.crt") return false;
  if (kind === "ServiceAccount" && name === "default") return false;
  return !(kind === "PersistentVolume" && textAt(object, "spec", "claimRef", "name") !== "");
}

/** Of a release, or a part of one. */
function isRecord(object: JsonObject): boolean {
  return (
    ["Secret", "ConfigMap"].includes(textAt(object, "kind")) &&
    textAt(object, "metadata", "name").startsWith("sh.helm.release.v1.")
  );
}
