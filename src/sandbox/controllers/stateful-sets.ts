/** StatefulSets (kubernetes pkg/controller/statefulset 1.36): pods with names that stay, one after the other unless told otherwise. */
import { listAt, numberAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import { Refusal } from "../wire/refusal.ts";
import type { Controller, World } from "./controller.ts";
import { tell } from "./events.ts";
import { REFUSED_AGAIN_MS } from "./pod-control.ts";
import { podFrom } from "./pod-template.ts";
import { availableInMs, isPodReady } from "./pods.ts";
import { recordRevision, type Revisions } from "./revisions.ts";
import { create, ownerReference, remove, setStatus } from "./writes.ts";

const REVISION = "controller-revision-hash";

export const statefulSetController: Controller = (set, world) => {
  if (textAt(set, "metadata", "deletionTimestamp") !== "") return undefined;
  const wanted = numberAt(set, "spec", "replicas") ?? 1;
  const owned = world.owners.controlled(textAt(set, "metadata", "uid"), "/pods");
  const live = new Set([...owned.map(revisionOf), textAt(set, "status", "currentRevision")]);
  const revisions = recordRevision(set, live, world);
  const pods = new Map(owned.map((pod) => [ordinalOf(pod), pod]));
  const first = numberAt(set, "spec", "ordinals", "start") ?? 0;
  const refusal = step(set, { pods, range: [first, first + wanted], revisions, world });
  const waitMs = report(set, { pods: [...pods.values()], revision: revisions.name, world });
  if (refusal !== undefined) return { somedayMs: REFUSED_AGAIN_MS };
  return waitMs === Infinity ? undefined : waitMs;
};

function revisionOf(pod: JsonObject): string {
  return textAt(pod, "metadata", "labels", REVISION);
}

export function ordinalOf(pod: JsonObject): number {
  return Number(/-(\d+)$/.exec(textAt(pod, "metadata", "name"))?.[1] ?? -1);
}

interface Step {
  readonly pods: ReadonlyMap<number, JsonObject>;
  readonly range: readonly [from: number, to: number];
  readonly revisions: Revisions;
  readonly world: World;
}

/** The next thing to do; in order, everything waits for the one before it. */
function step(set: JsonObject, { pods, range: [from, to], revisions, world }: Step): Refusal | undefined {
  const isOrdered = textAt(set, "spec", "podManagementPolicy") !== "Parallel";
  for (let ordinal = from; ordinal < to; ordinal++) {
    const pod = pods.get(ordinal);
    const refusal = pod === undefined ? makePod(set, { ordinal, revisions, world }) : undefined;
    if (refusal !== undefined) return refusal;
    if (pod !== undefined && ["Failed", "Succeeded"].includes(textAt(pod, "status", "phase")))
      removePod(pod, set, world);
    if (isOrdered && (pod === undefined || !isAvailable(pod, set, world))) return undefined;
  }
  const last = [...pods.values()].sort((a, b) => ordinalOf(b) - ordinalOf(a));
  for (const pod of last.filter((one) => ordinalOf(one) >= to || ordinalOf(one) < from)) {
    if (textAt(pod, "metadata", "deletionTimestamp") === "") removePod(pod, set, world);
    if (isOrdered) return undefined;
  }
  if (textAt(set, "spec", "updateStrategy", "type") === "OnDelete") return undefined;
  const partition = numberAt(set, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
  const stale = last.find((pod) => ordinalOf(pod) >= partition && revisionOf(pod) !== revisions.name);
  const allReady = last.every((pod) => isAvailable(pod, set, world));
  if (
    stale !== undefined &&
    (allReady || !isPodReady(stale)) &&
    textAt(stale, "metadata", "deletionTimestamp") === ""
  ) {
    removePod(stale, set, world);
  }
  return undefined;
}

function isAvailable(pod: JsonObject, set: JsonObject, { nowMs }: World): boolean {
  return availableInMs(pod, numberAt(set, "spec", "minReadySeconds") ?? 0, nowMs) === 0;
}

const SAYS = "statefulset-controller";

function removePod(pod: JsonObject, set: JsonObject, world: World): void {
  remove(pod, world.server);
  const [name, of] = [textAt(pod, "metadata", "name"), textAt(set, "metadata", "name")];
  const message = `Delete Pod ${name} in StatefulSet ${of} successful`;
  tell(set, { component: SAYS, reason: "SuccessfulDelete", message }, world);
}

/** Below the partition pods stay as they were before the update. */
function revisionFor(set: JsonObject, ordinal: number, { name, templateOf }: Revisions): [string, JsonObject] {
  const partition = numberAt(set, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
  const current = textAt(set, "status", "currentRevision");
  const template = ordinal < partition && current !== "" ? templateOf(current) : undefined;
  return template === undefined ? [name, objectAt(set, "spec", "template")] : [current, template];
}

function makePod(
  set: JsonObject,
  { ordinal, revisions, world }: { readonly ordinal: number; readonly revisions: Revisions; readonly world: World },
): Refusal | undefined {
  const name = `${textAt(set, "metadata", "name")}-${ordinal}`;
  const claims = listAt(set, "spec", "volumeClaimTemplates").map((claim) => textAt(claim, "metadata", "name"));
  const [revision, template] = revisionFor(set, ordinal, revisions);
  const of = textAt(set, "metadata", "name");
  const volumes = claims.map((claim) => ({ name: claim, persistentVolumeClaim: { claimName: `${claim}-${name}` } }));
  const spec = objectAt(template, "spec");
  const own = listAt(spec, "volumes").filter((one) => !claims.includes(textAt(one, "name")));
  const withVolumes = {
    ...spec,
    hostname: name,
    subdomain: textAt(set, "spec", "serviceName"),
    volumes: [...own, ...volumes],
  };
  const labels = {
    [REVISION]: revision,
    "statefulset.kubernetes.io/pod-name": name,
    "apps.kubernetes.io/pod-index": String(ordinal),
  };
  try {
    makeClaims(set, name, world);
    create(podFrom({ ...template, spec: withVolumes }, set, { name, labels }), world.server);
    const message = `Create Pod ${name} in StatefulSet ${of} successful`;
    tell(set, { component: SAYS, reason: "SuccessfulCreate", message }, world);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = `Create Pod ${name} in StatefulSet ${of} failed error: ${error.message}`;
    tell(set, { component: SAYS, reason: "FailedCreate", message, type: "Warning" }, world);
    return error;
  }
}

function makeClaims(set: JsonObject, pod: string, world: World): void {
  const { server } = world;
  const namespace = textAt(set, "metadata", "namespace");
  for (const claim of listAt(set, "spec", "volumeClaimTemplates")) {
    const name = `${textAt(claim, "metadata", "name")}-${pod}`;
    if (server.store.get("/persistentvolumeclaims", `${namespace}/${name}`) !== undefined) continue;
    const labels = { ...objectAt(claim, "metadata", "labels"), ...objectAt(set, "spec", "selector", "matchLabels") };
    const isOwned = textAt(set, "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted") === "Delete";
    const owners = isOwned
      ? { ownerReferences: [{ ...ownerReference(set), controller: false, blockOwnerDeletion: false }] }
      : {};
    create(
      {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        metadata: { name, namespace, labels, ...owners },
        spec: objectAt(claim, "spec"),
      },
      server,
    );
    const message = `Create Claim ${name} Pod ${pod} in StatefulSet ${textAt(set, "metadata", "name")} success`;
    tell(set, { component: SAYS, reason: "SuccessfulCreate", message }, world);
  }
}

function report(
  set: JsonObject,
  { pods, revision, world }: { readonly pods: readonly JsonObject[]; readonly revision: string; readonly world: World },
): number {
  // What was just made counts.
  const live = world.owners
    .controlled(textAt(set, "metadata", "uid"), "/pods")
    .filter((pod) => textAt(pod, "metadata", "deletionTimestamp") === "");
  const seconds = numberAt(set, "spec", "minReadySeconds") ?? 0;
  const waits = live.map((pod) => availableInMs(pod, seconds, world.nowMs));
  const available = waits.filter((ms) => ms === 0).length;
  const [ready, updated] = [
    live.filter(isPodReady).length,
    live.filter((pod) => textAt(pod, "metadata", "labels", REVISION) === revision).length,
  ];
  const before = textAt(set, "status", "currentRevision") || revision;
  const isDone = pods.length > 0 && live.length === updated && ready === (numberAt(set, "spec", "replicas") ?? 1);
  const counted = (key: string, count: number): JsonObject => (count === 0 ? {} : { [key]: count });
  const current = isDone ? revision : before;
  setStatus(
    set,
    {
      observedGeneration: numberAt(set, "metadata", "generation") ?? 1,
      replicas: live.length,
      ...counted("readyReplicas", ready),
      ...counted(
        "currentReplicas",
        live.filter((pod) => textAt(pod, "metadata", "labels", REVISION) === current).length,
      ),
      ...counted("updatedReplicas", updated),
      ...{ currentRevision: current, updateRevision: revision, collisionCount: 0, availableReplicas: available },
    },
    world,
  );
  return Math.min(Infinity, ...waits.filter((ms) => ms > 0 && ms !== Infinity));
}
