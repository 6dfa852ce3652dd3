/** StatefulSets (kubernetes pkg/controller/statefulset 1.36): pods with names that stay, one after the other unless told otherwise. */
import { listAt, numberAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import type { Controller, World } from "./controller.ts";
import { podFrom, templateHash } from "./pod-template.ts";
import { isPodReady } from "./pods.ts";
import { create, ownerReference, remove, setStatus } from "./writes.ts";

const REVISION = "controller-revision-hash";

export const statefulSetController: Controller = (set, world) => {
  if (textAt(set, "metadata", "deletionTimestamp") !== "") return undefined;
  const name = textAt(set, "metadata", "name");
  const wanted = numberAt(set, "spec", "replicas") ?? 1;
  const revision = `${name}-${templateHash(objectAt(set, "spec", "template"))}`;
  const pods = new Map(
    world.owners.controlled(textAt(set, "metadata", "uid"), "/pods").map((pod) => [ordinalOf(pod), pod]),
  );
  const first = numberAt(set, "spec", "ordinals", "start") ?? 0;
  step(set, { pods, range: [first, first + wanted], revision, world });
  report(set, { pods: [...pods.values()], revision, world });
  return undefined;
};

export function ordinalOf(pod: JsonObject): number {
  return Number(/-(\d+)$/.exec(textAt(pod, "metadata", "name"))?.[1] ?? -1);
}

interface Step {
  readonly pods: ReadonlyMap<number, JsonObject>;
  readonly range: readonly [from: number, to: number];
  readonly revision: string;
  readonly world: World;
}

/** The next thing to do; in order, everything waits for the one before it. */
function step(set: JsonObject, { pods, range: [from, to], revision, world }: Step): void {
  const isOrdered = textAt(set, "spec", "podManagementPolicy") !== "Parallel";
  for (let ordinal = from; ordinal < to; ordinal++) {
    const pod = pods.get(ordinal);
    if (pod === undefined) makePod(set, { ordinal, revision, world });
    else if (["Failed", "Succeeded"].includes(textAt(pod, "status", "phase"))) remove(pod, world.server);
    if (isOrdered && (pod === undefined || !isPodReady(pod))) return;
  }
  const last = [...pods.values()].sort((a, b) => ordinalOf(b) - ordinalOf(a));
  for (const pod of last.filter((one) => ordinalOf(one) >= to || ordinalOf(one) < from)) {
    if (textAt(pod, "metadata", "deletionTimestamp") === "") remove(pod, world.server);
    if (isOrdered) return;
  }
  if (textAt(set, "spec", "updateStrategy", "type") === "OnDelete") return;
  const partition = numberAt(set, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
  const stale = last.find(
    (pod) => ordinalOf(pod) >= partition && textAt(pod, "metadata", "labels", REVISION) !== revision,
  );
  const allReady = last.every(isPodReady);
  if (
    stale !== undefined &&
    (allReady || !isPodReady(stale)) &&
    textAt(stale, "metadata", "deletionTimestamp") === ""
  ) {
    remove(stale, world.server);
  }
}

function makePod(
  set: JsonObject,
  { ordinal, revision, world }: { readonly ordinal: number; readonly revision: string; readonly world: World },
): void {
  const name = `${textAt(set, "metadata", "name")}-${ordinal}`;
  const claims = listAt(set, "spec", "volumeClaimTemplates").map((claim) => textAt(claim, "metadata", "name"));
  makeClaims(set, name, world);
  const volumes = claims.map((claim) => ({ name: claim, persistentVolumeClaim: { claimName: `${claim}-${name}` } }));
  const template = objectAt(set, "spec", "template");
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
  create(podFrom({ ...template, spec: withVolumes }, set, { name, labels }), world.server);
}

function makeClaims(set: JsonObject, pod: string, { server }: World): void {
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
  }
}

function report(
  set: JsonObject,
  { pods, revision, world }: { readonly pods: readonly JsonObject[]; readonly revision: string; readonly world: World },
): void {
  // What was just made counts.
  const live = world.owners
    .controlled(textAt(set, "metadata", "uid"), "/pods")
    .filter((pod) => textAt(pod, "metadata", "deletionTimestamp") === "");
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
      ...{ currentRevision: current, updateRevision: revision, collisionCount: 0, availableReplicas: ready },
    },
    world,
  );
}
