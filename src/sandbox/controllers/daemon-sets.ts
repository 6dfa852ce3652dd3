/** DaemonSets (kubernetes pkg/controller/daemon 1.36): a pod on each node that suits it. */
import { listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { TEMPLATE_GENERATION } from "../admit/defaults.ts";
import type { Again, Controller, World } from "./controller.ts";
import { share } from "./deployments.ts";
import { createPod, REFUSED_AGAIN_MS, removePod, type Acting } from "./pod-control.ts";
import { podFrom } from "./pod-template.ts";
import { availableInMs, isPodReady } from "./pods.ts";
import { isAlive } from "./replica-sets.ts";
import { recordRevision, type Revisions } from "./revisions.ts";
import { isForDaemons } from "./scheduler.ts";
import { setStatus } from "./writes.ts";

const REVISION = "controller-revision-hash";

export const daemonSetController: Controller = (set, world) => {
  if (textAt(set, "metadata", "deletionTimestamp") !== "") return undefined;
  const acting = { owner: set, component: "daemonset-controller" };
  const name = textAt(set, "metadata", "name");
  const hashes = podsOf(set, world).map((pod) => `${name}-${textAt(pod, "metadata", "labels", REVISION)}`);
  const revisions = recordRevision(set, new Set(hashes), world);
  const nodes = suitable(set, world);
  for (const pod of podsOf(set, world)) {
    const isEnded = ["Failed", "Succeeded"].includes(textAt(pod, "status", "phase"));
    if (isEnded || !nodes.includes(nodeOf(pod))) removePod(pod, acting, world);
  }
  roll(set, revisions, { acting, world, nodes });
  const placed = new Set(podsOf(set, world).map(nodeOf));
  const refusals = nodes
    .filter((node) => !placed.has(node))
    .map((node) => createPod(podOn(node, set, revisions.hash), acting, world));
  const again = report(set, { nodes, revisions, world });
  return refusals.some((one) => one !== undefined) ? { somedayMs: REFUSED_AGAIN_MS } : again;
};

function podsOf(set: JsonObject, { owners }: World): JsonObject[] {
  return owners
    .controlled(textAt(set, "metadata", "uid"), "/pods")
    .filter((pod) => textAt(pod, "metadata", "deletionTimestamp") === "");
}

/** What the controller tolerates for its pods (AddOrUpdateDaemonPodTolerations). */
const TOLERATIONS: JsonValue[] = [
  ...["not-ready", "unreachable"].map((what) => ({
    key: `node.kubernetes.io/${what}`,
    operator: "Exists",
    effect: "NoExecute",
  })),
  ...["disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"].map((what) => ({
    key: `node.kubernetes.io/${what}`,
    operator: "Exists",
    effect: "NoSchedule",
  })),
];

function suitable(set: JsonObject, { server }: World): string[] {
  const spec = objectAt(set, "spec", "template", "spec");
  const tolerant = { ...spec, tolerations: [...listAt(spec, "tolerations"), ...TOLERATIONS] };
  return server.store.keys("/nodes").filter((name) => isForDaemons(tolerant, server.store.get("/nodes", name) ?? {}));
}

/** Where it is, or is bound to go. */
function nodeOf(pod: JsonObject): string {
  const required = objectAt(pod, "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
  return textAt(pod, "spec", "nodeName") || textAt(required, "nodeSelectorTerms", 0, "matchFields", 0, "values", 0);
}

interface Rolling {
  readonly acting: Acting;
  readonly world: World;
  readonly nodes: readonly string[];
}

/** As many as may be missing at a time; those that do not run anyway first. */
function roll(set: JsonObject, { hash }: Revisions, { acting, world, nodes }: Rolling): void {
  if (textAt(set, "spec", "updateStrategy", "type") === "OnDelete") return;
  const pods = podsOf(set, world);
  const stale = pods.filter((pod) => textAt(pod, "metadata", "labels", REVISION) !== hash);
  const most = objectAt(set, "spec", "updateStrategy", "rollingUpdate")["maxUnavailable"];
  const missing = Math.max(1, share(most ?? 1, nodes.length, Math.ceil));
  const idle = stale.filter((pod) => !isPodReady(pod));
  const unready = pods.filter((pod) => !isPodReady(pod)).length;
  const more = stale.filter(isPodReady).slice(0, Math.max(0, missing - unready));
  for (const pod of [...idle, ...more]) removePod(pod, acting, world);
}

function report(
  set: JsonObject,
  {
    nodes,
    revisions,
    world,
  }: { readonly nodes: readonly string[]; readonly revisions: Revisions; readonly world: World },
): Again {
  const live = podsOf(set, world).filter(isAlive);
  const seconds = numberAt(set, "spec", "minReadySeconds") ?? 0;
  const waits = live.map((pod) => availableInMs(pod, seconds, world.nowMs));
  const available = waits.filter((ms) => ms === 0).length;
  const updated = live.filter((pod) => textAt(pod, "metadata", "labels", REVISION) === revisions.hash).length;
  const counted = (key: string, count: number): JsonObject => (count === 0 ? {} : { [key]: count });
  setStatus(
    set,
    {
      ...{ currentNumberScheduled: live.length, numberMisscheduled: 0, desiredNumberScheduled: nodes.length },
      numberReady: live.filter(isPodReady).length,
      observedGeneration: numberAt(set, "metadata", "generation") ?? 1,
      ...counted("updatedNumberScheduled", updated),
      ...counted("numberAvailable", available),
      ...counted("numberUnavailable", nodes.length - available),
    },
    world,
  );
  const next = Math.min(Infinity, ...waits.filter((ms) => ms > 0 && ms !== Infinity));
  return next === Infinity ? undefined : next;
}

function podOn(node: string, set: JsonObject, hash: string): JsonObject {
  const template = objectAt(set, "spec", "template");
  const spec = objectAt(template, "spec");
  const affinity = objectAt(spec, "affinity");
  const required = { nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: [node] }] }] };
  const nodeAffinity = {
    ...objectAt(affinity, "nodeAffinity"),
    requiredDuringSchedulingIgnoredDuringExecution: required,
  };
  const bound = {
    ...spec,
    affinity: { ...affinity, nodeAffinity },
    tolerations: [...listAt(spec, "tolerations"), ...TOLERATIONS],
  };
  const generation = textAt(set, "metadata", "annotations", TEMPLATE_GENERATION) || "1";
  const labels = { [REVISION]: hash, "pod-template-generation": generation };
  return podFrom({ ...template, spec: bound }, set, { labels });
}
