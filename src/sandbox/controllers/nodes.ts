/** Nodes (kubernetes pkg/controller/nodelifecycle and tainteviction 1.36): cordons and lost nodes are taints, and pods that do not tolerate them go. */
import {
  listAt,
  numberAt,
  objectAt,
  sameJson,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import type { Again, Controller, World } from "./controller.ts";
import { tell } from "./events.ts";
import { toleratesTaints } from "./scheduler.ts";
import { change, remove } from "./writes.ts";

const CORDON = "node.kubernetes.io/unschedulable";
const NOT_READY = "node.kubernetes.io/not-ready";
const UNREACHABLE = "node.kubernetes.io/unreachable";

export const nodeController: Controller = (node, world) => {
  const taints = wantedTaints(node, world);
  if (!sameJson(taints, listAt(node, "spec", "taints"))) {
    const { taints: _, ...spec } = objectAt(node, "spec");
    change(node, { ...node, spec: { ...spec, ...(taints.length === 0 ? {} : { taints }) } }, world);
    return undefined;
  }
  return evictAll(node, world);
};

function wantedTaints(node: JsonObject, { now }: World): JsonValue[] {
  const ready = listAt(node, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
  const status = textAt(ready, "status");
  const wanted = [
    ...(valueAt(node, "spec", "unschedulable") === true ? [[CORDON, "NoSchedule"]] : []),
    ...(status === "False" ? bothEffects(NOT_READY) : []),
    ...(status === "Unknown" ? bothEffects(UNREACHABLE) : []),
  ];
  const own = listAt(node, "spec", "taints");
  const isOurs = (taint: JsonValue): boolean => [CORDON, NOT_READY, UNREACHABLE].includes(textAt(taint, "key"));
  const isWanted = (taint: JsonValue): boolean =>
    wanted.some(([key, effect]) => key === textAt(taint, "key") && effect === textAt(taint, "effect"));
  const kept = own.filter((taint) => !isOurs(taint) || isWanted(taint));
  const missing = wanted.filter(
    ([key, effect]) => !kept.some((one) => textAt(one, "key") === key && textAt(one, "effect") === effect),
  );
  return [...kept, ...missing.map(([key = "", effect = ""]) => ({ key, effect, timeAdded: now }))];
}

function bothEffects(key: string): string[][] {
  return ["NoSchedule", "NoExecute"].map((effect) => [key, effect]);
}

/** Pods that do not tolerate what drives them away, or not for longer than they said. */
function evictAll(node: JsonObject, world: World): Again {
  const isDriving = listAt(node, "spec", "taints").some((one) => textAt(one, "effect") === "NoExecute");
  if (!isDriving) return undefined;
  const name = textAt(node, "metadata", "name");
  const pods = world.server.store.list("/pods").filter((pod) => textAt(pod, "spec", "nodeName") === name);
  const waits = pods
    .filter((pod) => textAt(pod, "metadata", "deletionTimestamp") === "")
    .map((pod) => {
      const left = toleratedMs(pod, node, world);
      if (left <= 0) evictOne(pod, world);
      return left;
    });
  const next = Math.min(Infinity, ...waits.filter((left) => left > 0));
  return next === Infinity ? undefined : { somedayMs: next };
}

function toleratedMs(pod: JsonObject, node: JsonObject, { nowMs }: World): number {
  const spec = objectAt(pod, "spec");
  if (!toleratesTaints(spec, node, ["NoExecute"])) return 0;
  const limits = listAt(node, "spec", "taints")
    .filter((taint) => textAt(taint, "effect") === "NoExecute")
    .map((taint) => {
      const tolerations = listAt(spec, "tolerations").filter((one) => textAt(one, "key") === textAt(taint, "key"));
      const seconds = tolerations.flatMap((one) => numberAt(one, "tolerationSeconds") ?? []);
      const since = Date.parse(textAt(taint, "timeAdded")) || nowMs;
      return seconds.length === 0 ? Infinity : since + Math.min(...seconds) * 1000 - nowMs;
    });
  return Math.min(Infinity, ...limits);
}

function evictOne(pod: JsonObject, world: World): void {
  const place = `${textAt(pod, "metadata", "namespace")}/${textAt(pod, "metadata", "name")}`;
  const message = `Marking for deletion Pod ${place}`;
  tell(pod, { component: "taint-eviction-controller", reason: "TaintManagerEviction", message }, world);
  remove(pod, world.server);
}
