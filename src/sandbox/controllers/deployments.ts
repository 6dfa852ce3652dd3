/** Deployments (kubernetes pkg/controller/deployment 1.36): a ReplicaSet a template, pods moved from the old to the new. */
import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import type { Again, Controller, World } from "./controller.ts";
import { tell } from "./events.ts";
import { templateHash } from "./pod-template.ts";
import { isSameTemplate } from "./same-template.ts";
import {
  change,
  changeWithStatus,
  create,
  ownerReference,
  remove,
  setStatus,
  withConditions,
  type Condition,
} from "./writes.ts";

const SETS = "apps/replicasets";
const REVISION = "deployment.kubernetes.io/revision";
const HASH = "pod-template-hash";

export const deploymentController: Controller = (deployment, world) => {
  if (textAt(deployment, "metadata", "deletionTimestamp") !== "") return undefined;
  const sets = world.owners
    .controlled(textAt(deployment, "metadata", "uid"), SETS)
    .filter((one) => textAt(one, "metadata", "deletionTimestamp") === "");
  const hash = templateHash(objectAt(deployment, "spec", "template"));
  // By what it holds, as upstream: a set that another control plane made has another hash.
  const template = objectAt(deployment, "spec", "template");
  const own = sets.find((one) => isSameTemplate(objectAt(one, "spec", "template"), template));
  const old = sets.filter((one) => one !== own);
  const revision = Math.max(0, ...old.map(revisionOf)) + 1;
  const isPaused = valueAt(deployment, "spec", "paused") === true;
  if (own === undefined && isPaused) return report(deployment, { own, sets }, world);
  if (own === undefined) {
    // A new template is a new beginning, also of its time to progress.
    makeSet(deployment, { hash, revision, replicas: firstReplicas(deployment, old) }, world);
  } else {
    roll(deployment, own, { old, world });
    if (revisionOf(own) < revision) change(own, withRevision(own, revision), world);
    withoutHistory(deployment, old, world);
  }
  if (textAt(deployment, "metadata", "annotations", REVISION) !== String(revision)) {
    changeWithStatus(deployment, withRevision(deployment, revision), world);
    return undefined;
  }
  return report(deployment, { own, sets }, world);
};

function revisionOf(set: JsonObject): number {
  return Number(textAt(set, "metadata", "annotations", REVISION)) || 0;
}

function withRevision(object: JsonObject, revision: number): JsonObject {
  const metadata = objectAt(object, "metadata");
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...objectAt(metadata, "annotations"), [REVISION]: String(revision) } },
  };
}

interface NewSet {
  readonly hash: string;
  readonly revision: number;
  readonly replicas: number;
}

function makeSet(deployment: JsonObject, wanted: NewSet, world: World): void {
  const made = create(newSet(deployment, wanted), world.server);
  if (wanted.replicas === 0) return;
  const message = `Scaled up replica set ${textAt(made, "metadata", "name")} from 0 to ${wanted.replicas}`;
  tell(deployment, { ...SAYS, message }, world);
}

const SAYS = { component: "deployment-controller", reason: "ScalingReplicaSet" } as const;

function newSet(deployment: JsonObject, { hash, revision, replicas }: NewSet): JsonObject {
  const [spec, template] = [objectAt(deployment, "spec"), objectAt(deployment, "spec", "template")];
  const labels = { ...objectAt(template, "metadata", "labels"), [HASH]: hash };
  const selector = objectAt(spec, "selector");
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `${textAt(deployment, "metadata", "name")}-${hash}`,
      namespace: textAt(deployment, "metadata", "namespace"),
      labels,
      annotations: {
        ...objectAt(deployment, "metadata", "annotations"),
        ...sizes(deployment),
        [REVISION]: String(revision),
      },
      ownerReferences: [ownerReference(deployment)],
    },
    spec: {
      replicas,
      ...(spec["minReadySeconds"] === undefined ? {} : { minReadySeconds: spec["minReadySeconds"] }),
      selector: { ...selector, matchLabels: { ...objectAt(selector, "matchLabels"), [HASH]: hash } },
      template: { ...template, metadata: { ...objectAt(template, "metadata"), labels } },
    },
  };
}

const replicasOf = (set: JsonObject): number => numberAt(set, "spec", "replicas") ?? 0;
const readyOf = (set: JsonObject): number => numberAt(set, "status", "availableReplicas") ?? 0;
const sum = (sets: readonly JsonObject[], count: (set: JsonObject) => number): number =>
  sets.reduce((all, one) => all + count(one), 0);

/** `25%`: of the surge rounded up, of what may be missing rounded down. */
export function share(value: JsonValue | undefined, of: number, round: (number: number) => number): number {
  if (typeof value === "number") return value;
  return round((Number(String(value ?? "0").replace("%", "")) / 100) * of);
}

function limits(deployment: JsonObject): { readonly surge: number; readonly missing: number; readonly wanted: number } {
  const wanted = replicasOf(deployment);
  const rolling = objectAt(deployment, "spec", "strategy", "rollingUpdate");
  const surge = share(rolling["maxSurge"], wanted, Math.ceil);
  const missing = share(rolling["maxUnavailable"], wanted, Math.floor);
  return { surge, missing: surge === 0 && missing === 0 ? 1 : missing, wanted };
}

function firstReplicas(deployment: JsonObject, old: readonly JsonObject[]): number {
  const { surge, wanted } = limits(deployment);
  const isRecreate = textAt(deployment, "spec", "strategy", "type") === "Recreate";
  const running = sum(old, replicasOf);
  return isRecreate ? (running === 0 ? wanted : 0) : Math.max(0, Math.min(wanted, wanted + surge - running));
}

function roll(
  deployment: JsonObject,
  own: JsonObject,
  { old, world }: { readonly old: readonly JsonObject[]; readonly world: World },
): void {
  const { surge, missing, wanted } = limits(deployment);
  const running = sum(old, replicasOf);
  if (valueAt(deployment, "spec", "paused") === true) {
    // It still grows and shrinks, where nothing is under way.
    if (running === 0) scale(own, wanted, { deployment, world });
    return;
  }
  if (textAt(deployment, "spec", "strategy", "type") === "Recreate") {
    for (const set of old) scale(set, 0, { deployment, world });
    const left = sum(old, (set) => world.owners.controlled(textAt(set, "metadata", "uid"), "/pods").length);
    return scale(own, left === 0 && running === 0 ? wanted : replicasOf(own), { deployment, world });
  }
  const size = Math.max(Math.min(wanted, wanted + surge - running), Math.min(replicasOf(own), wanted));
  scale(own, size, { deployment, world });
  // Pods that are not available may always go; of the others as many as the new ones make up for.
  let spare = sum(old, readyOf) + readyOf(own) - (wanted - missing);
  for (const set of old) {
    const idle = replicasOf(set) - readyOf(set);
    const off = Math.min(replicasOf(set), idle + Math.max(0, Math.min(spare, readyOf(set))));
    spare -= Math.max(0, off - idle);
    scale(set, replicasOf(set) - off, { deployment, world });
  }
}

function scale(
  set: JsonObject,
  replicas: number,
  { deployment, world }: { readonly deployment: JsonObject; readonly world: World },
): void {
  const before = replicasOf(set);
  if (before === replicas) {
    // Sets that have pods know how many there are to be.
    if (before > 0) change(set, { ...set, metadata: sizeNoted(set, deployment) }, world);
    return;
  }
  const metadata = sizeNoted(set, deployment);
  change(set, { ...set, metadata, spec: { ...objectAt(set, "spec"), replicas } }, world);
  const direction = before < replicas ? "up" : "down";
  const name = textAt(set, "metadata", "name");
  tell(
    deployment,
    { ...SAYS, message: `Scaled ${direction} replica set ${name} from ${before} to ${replicas}` },
    world,
  );
}

function sizes(deployment: JsonObject): JsonObject {
  const { surge, wanted } = limits(deployment);
  return {
    "deployment.kubernetes.io/desired-replicas": String(wanted),
    "deployment.kubernetes.io/max-replicas": String(wanted + surge),
  };
}

function sizeNoted(set: JsonObject, deployment: JsonObject): JsonObject {
  const metadata = objectAt(set, "metadata");
  return { ...metadata, annotations: { ...objectAt(metadata, "annotations"), ...sizes(deployment) } };
}

function withoutHistory(deployment: JsonObject, old: readonly JsonObject[], { server }: World): void {
  const keep = numberAt(deployment, "spec", "revisionHistoryLimit") ?? 10;
  const empty = old.filter((set) => replicasOf(set) === 0 && numberAt(set, "status", "replicas") === 0);
  const ordered = empty.sort((a, b) => revisionOf(a) - revisionOf(b));
  for (const set of ordered.slice(0, Math.max(0, ordered.length - keep))) remove(set, server);
}

function report(
  deployment: JsonObject,
  { own, sets }: { readonly own: JsonObject | undefined; readonly sets: readonly JsonObject[] },
  world: World,
): Again {
  const { wanted, missing } = limits(deployment);
  const current = (set: JsonObject): number => numberAt(set, "status", "replicas") ?? 0;
  const [replicas, available] = [sum(sets, current), sum(sets, readyOf)];
  const ready = sum(sets, (set) => numberAt(set, "status", "readyReplicas") ?? 0);
  const updated = own === undefined ? 0 : current(own);
  const old = objectAt(deployment, "status");
  const isComplete = updated === wanted && replicas === wanted && available === wanted;
  const progress = progressOf(deployment, { own, isComplete, counts: [replicas, updated, available], world });
  const counted = (key: string, count: number): JsonObject => (count === 0 ? {} : { [key]: count });
  const availability: Condition =
    available >= wanted - missing
      ? {
          type: "Available",
          status: "True",
          reason: "MinimumReplicasAvailable",
          message: "Deployment has minimum availability.",
        }
      : {
          type: "Available",
          status: "False",
          reason: "MinimumReplicasUnavailable",
          message: "Deployment does not have minimum availability.",
        };
  setStatus(
    deployment,
    {
      observedGeneration: numberAt(deployment, "metadata", "generation") ?? 1,
      ...counted("replicas", replicas),
      ...counted("updatedReplicas", updated),
      ...counted("readyReplicas", ready),
      ...counted("availableReplicas", available),
      ...counted("unavailableReplicas", Math.max(0, sum(sets, replicasOf) - available)),
      terminatingReplicas: 0,
      conditions: withConditions(listAt(old, "conditions"), [availability, progress.condition, ...failureOf(own)], {
        now: world.now,
        updates: true,
      }),
    },
    world,
  );
  return progress.again;
}

/** What keeps its set from making pods. */
function failureOf(own: JsonObject | undefined): Condition[] {
  return listAt(own, "status", "conditions")
    .filter((one) => textAt(one, "type") === "ReplicaFailure" && textAt(one, "status") === "True")
    .map((one) => ({
      ...{ type: "ReplicaFailure", status: "True", reason: textAt(one, "reason"), message: textAt(one, "message") },
    }));
}

interface Progress {
  readonly own: JsonObject | undefined;
  readonly isComplete: boolean;
  readonly counts: readonly number[];
  readonly world: World;
}

function progressOf(
  deployment: JsonObject,
  { own, isComplete, counts, world }: Progress,
): { condition: Condition; again?: Again } {
  const name = `ReplicaSet ${JSON.stringify(textAt(own, "metadata", "name"))}`;
  const progressing = { type: "Progressing", status: "True" } as const;
  if (valueAt(deployment, "spec", "paused") === true)
    return {
      condition: {
        type: "Progressing",
        status: "Unknown",
        reason: "DeploymentPaused",
        message: "Deployment is paused",
      },
    };
  if (isComplete)
    return {
      condition: { ...progressing, reason: "NewReplicaSetAvailable", message: `${name} has successfully progressed.` },
    };
  const old = listAt(deployment, "status", "conditions").find((one) => textAt(one, "type") === "Progressing");
  if (isSettled(old, { name, counts })) return { condition: { ...progressing, ...wordsOf(old) } };
  const status = objectAt(deployment, "status");
  const isStill = counts.every(
    (count, i) => count === (numberAt(status, ["replicas", "updatedReplicas", "availableReplicas"][i] ?? "") ?? 0),
  );
  const deadlineMs = (numberAt(deployment, "spec", "progressDeadlineSeconds") ?? 600) * 1000;
  const since = isObject(old) && isStill ? Date.parse(textAt(old, "lastUpdateTime")) : world.nowMs;
  const isNew = numberAt(status, "observedGeneration") !== numberAt(deployment, "metadata", "generation");
  // Once it has been said it holds, until something moves.
  const isOver = textAt(old, "reason") === "ProgressDeadlineExceeded" || world.nowMs - since >= deadlineMs;
  if (isStill && !isNew && textAt(old, "reason") !== "NewReplicaSetAvailable" && isOver) {
    return {
      condition: {
        type: "Progressing",
        status: "False",
        reason: "ProgressDeadlineExceeded",
        message: `${name} has timed out progressing.`,
      },
    };
  }
  const condition = { ...progressing, reason: "ReplicaSetUpdated", message: `${name} is progressing.` };
  return { condition, again: { somedayMs: Math.max(1000, since + deadlineMs - world.nowMs) } };
}

/** Once a rollout has ended, more or fewer pods of it are no progress (kubernetes deployment/progress.go, isCompleteDeployment). */
function isSettled(
  progressing: JsonValue | undefined,
  { name, counts: [replicas, updated] }: { name: string; counts: readonly number[] },
): boolean {
  const { reason, message } = wordsOf(progressing);
  return reason === "NewReplicaSetAvailable" && message.startsWith(`${name} `) && replicas === updated;
}

function wordsOf(condition: JsonValue | undefined): { reason: string; message: string } {
  return { reason: textAt(condition, "reason"), message: textAt(condition, "message") };
}
