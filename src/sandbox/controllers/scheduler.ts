/**
 * Where a pod goes (kubernetes pkg/scheduler 1.36): to the fittest node with the fewest pods, or nowhere, with the reason of each node. Left out are
 * preemption, topology spread and affinity to other pods by other keys than the node's name.
 */
import { isObject, listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { quantityValue } from "../admit/quantity.ts";
import type { Server } from "../objects/server.ts";
import { selects } from "./selector.ts";

/** A node, or why there is none. */
export type Placement = { readonly node: string } | { readonly message: string };

export function placementOf(pod: JsonObject, server: Server): Placement {
  const nodes = server.store.list("/nodes");
  const unbound = unboundClaim(pod, server);
  if (unbound !== undefined) return { message: refusal(nodes.length, { before: unbound, reasons: [] }) };
  const residents = residentsOf(server);
  const reasons: string[] = [];
  const fitting = nodes.filter((node) => {
    const reason = obstacle(pod, node, residents.get(textAt(node, "metadata", "name")) ?? []);
    if (reason !== undefined) reasons.push(reason);
    return reason === undefined;
  });
  const count = (node: JsonObject): number => (residents.get(textAt(node, "metadata", "name")) ?? []).length;
  const [best] = fitting.sort((a, b) => count(a) - count(b));
  return best === undefined
    ? { message: refusal(nodes.length, { before: "", reasons }) }
    : { node: textAt(best, "metadata", "name") };
}

/** No pod need go: it would not help. */
const EVER = " (ever)";

function residentsOf({ store }: Server): Map<string, JsonObject[]> {
  const alive = store
    .list("/pods")
    .filter((pod) => !["Succeeded", "Failed"].includes(textAt(pod, "status", "phase")))
    .filter((pod) => textAt(pod, "spec", "nodeName") !== "");
  return Map.groupBy(alive, (pod) => textAt(pod, "spec", "nodeName"));
}

/** As the scheduler sums up what it tried. */
function refusal(
  nodes: number,
  { before, reasons }: { readonly before: string; readonly reasons: readonly string[] },
): string {
  const head = `0/${nodes} nodes are available:`;
  if (before !== "") return `${head} ${before}. not found`;
  const counted = [...Map.groupBy(reasons, (one) => one.replace(EVER, ""))]
    .map(([reason, all]) => `${all.length} ${reason}`)
    .sort();
  const victims = reasons.filter(
    (one) => /^(Insufficient|Too many|node\(s\) didn't match pod anti)/.test(one) && !one.endsWith(EVER),
  ).length;
  const after = [
    ...(victims > 0 ? [`${victims} No preemption victims found for incoming pod`] : []),
    ...(nodes - victims > 0 || nodes === 0 ? [`${nodes - victims} Preemption is not helpful for scheduling`] : []),
  ];
  const tail = `no new claims to deallocate, preemption: 0/${nodes} nodes are available: ${after.join(", ")}.`;
  return nodes === 0 ? "no nodes available to schedule pods" : `${head} ${counted.join(", ")}. ${tail}`;
}

/** What "unschedulable" is as a fault. */
export function noRoom(nodes: number): string {
  return refusal(nodes, { before: "", reasons: Array.from({ length: nodes }, () => "Insufficient cpu") });
}

/** The claims of a pod must be there, and be bound, unless they wait for it. */
function unboundClaim(pod: JsonObject, { store }: Server): string | undefined {
  const namespace = textAt(pod, "metadata", "namespace");
  for (const name of claimNames(pod)) {
    const claim = store.get("/persistentvolumeclaims", `${namespace}/${name}`);
    if (claim === undefined) return `persistentvolumeclaim ${JSON.stringify(name)} not found`;
    if (textAt(claim, "status", "phase") === "Bound") continue;
    if (!waitsForPod(claim, { store })) return "pod has unbound immediate PersistentVolumeClaims";
  }
  return undefined;
}

export function claimNames(pod: JsonObject): string[] {
  return listAt(pod, "spec", "volumes").flatMap((volume) => {
    const name = textAt(volume, "persistentVolumeClaim", "claimName");
    return name === "" ? [] : [name];
  });
}

export function waitsForPod(claim: JsonObject, { store }: Pick<Server, "store">): boolean {
  const found = store.get("storage.k8s.io/storageclasses", textAt(claim, "spec", "storageClassName"));
  return textAt(found, "volumeBindingMode") === "WaitForFirstConsumer";
}

/** In the order in which the scheduler's filters ask. */
function obstacle(pod: JsonObject, node: JsonObject, residents: readonly JsonObject[]): string | undefined {
  const spec = objectAt(pod, "spec");
  if (node["spec"] !== undefined && objectAt(node, "spec")["unschedulable"] === true && !toleratesCordon(spec))
    return "node(s) were unschedulable";
  if (!toleratesTaints(spec, node)) return "node(s) had untolerated taint(s)";
  if (!matchesAffinity(spec, node)) return "node(s) didn't match Pod's node affinity/selector";
  return (
    lackOf(pod, node, residents) ??
    (isRepelled(pod, residents) ? "node(s) didn't match pod anti-affinity rules" : undefined)
  );
}

const CORDON = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule", value: "" };

function toleratesCordon(spec: JsonObject): boolean {
  return tolerates(spec, CORDON);
}

export function toleratesTaints(spec: JsonObject, node: JsonObject, effects = ["NoSchedule", "NoExecute"]): boolean {
  return listAt(node, "spec", "taints")
    .map((taint) => ({ key: textAt(taint, "key"), value: textAt(taint, "value"), effect: textAt(taint, "effect") }))
    .filter(({ effect }) => effects.includes(effect))
    .every((taint) => tolerates(spec, taint));
}

function tolerates(
  spec: JsonObject,
  { key, value, effect }: { readonly key: string; readonly value: string; readonly effect: string },
): boolean {
  return listAt(spec, "tolerations").some((one) => {
    const [wantedKey, wantedEffect] = [textAt(one, "key"), textAt(one, "effect")];
    if (wantedEffect !== "" && wantedEffect !== effect) return false;
    const isAny = textAt(one, "operator") === "Exists";
    if (wantedKey === "") return isAny;
    return wantedKey === key && (isAny || textAt(one, "value") === value);
  });
}

export function matchesAffinity(spec: JsonObject, node: JsonObject): boolean {
  const labels = objectAt(node, "metadata", "labels");
  const exact = Object.entries(objectAt(spec, "nodeSelector")).every(([key, value]) => labels[key] === value);
  const required = objectAt(spec, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
  const terms = listAt(required, "nodeSelectorTerms");
  return exact && (terms.length === 0 || terms.some((term) => matchesTerm(term, node)));
}

function matchesTerm(term: JsonValue, node: JsonObject): boolean {
  const fields = listAt(term, "matchFields").every(
    (one) => textAt(one, "operator") === "In" && listAt(one, "values").includes(textAt(node, "metadata", "name")),
  );
  const expressions = listAt(term, "matchExpressions");
  const compared = expressions.filter((one) => ["Gt", "Lt"].includes(textAt(one, "operator")));
  const others = expressions.filter((one) => !compared.includes(one));
  const labels = objectAt(node, "metadata", "labels");
  const holds = compared.every((one) => {
    const [value, bound] = [Number(labels[textAt(one, "key")] ?? Number.NaN), Number(listAt(one, "values")[0])];
    return textAt(one, "operator") === "Gt" ? value > bound : value < bound;
  });
  return fields && holds && selects({ matchExpressions: others }, labels);
}

function lackOf(pod: JsonObject, node: JsonObject, residents: readonly JsonObject[]): string | undefined {
  const room = objectAt(node, "status", "allocatable");
  const podsMax = quantityValue(String(room["pods"] ?? "")) ?? Infinity;
  if (residents.length + 1 > podsMax) return "Too many pods";
  for (const [name, wanted] of Object.entries(requestsOf(pod))) {
    const all = room[name];
    const most = all === undefined ? 0 : (quantityValue(String(all)) ?? 0);
    if (wanted > most) return `Insufficient ${name}${EVER}`;
    const used = residents.reduce((sum, one) => sum + (requestsOf(one)[name] ?? 0), 0);
    if (wanted > 0 && used + wanted > most) return `Insufficient ${name}`;
  }
  return undefined;
}

function requestsOf(pod: JsonObject): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const container of listAt(pod, "spec", "containers")) {
    for (const [name, value] of Object.entries(objectAt(container, "resources", "requests")))
      sums[name] = (sums[name] ?? 0) + (quantityValue(String(value)) ?? 0);
  }
  return sums;
}

/** By what the pod itself asks for, node by node. */
function isRepelled(pod: JsonObject, residents: readonly JsonObject[]): boolean {
  const terms = listAt(
    objectAt(pod, "spec", "affinity", "podAntiAffinity"),
    "requiredDuringSchedulingIgnoredDuringExecution",
  );
  const namespace = textAt(pod, "metadata", "namespace");
  return terms
    .filter((term) => textAt(term, "topologyKey") === "kubernetes.io/hostname")
    .some((term) => {
      const namespaces = listAt(term, "namespaces").map(String);
      return residents.some(
        (other) =>
          (namespaces.length === 0 ? [namespace] : namespaces).includes(textAt(other, "metadata", "namespace")) &&
          selects(objectAt(term, "labelSelector"), objectAt(other, "metadata", "labels")),
      );
    });
}

/** Whether the node counts as one that a pod of every node belongs on. */
export function isForDaemons(spec: JsonObject, node: JsonObject): boolean {
  return matchesAffinity(spec, node) && toleratesTaints(spec, node);
}

export function isReadyNode(node: JsonObject): boolean {
  return listAt(node, "status", "conditions").some(
    (one) => isObject(one) && one["type"] === "Ready" && one["status"] === "True",
  );
}

export function restartsOf(pod: JsonObject): number {
  return numberAt(pod, "status", "containerStatuses", 0, "restartCount") ?? -1;
}
