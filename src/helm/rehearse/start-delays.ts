/** How long pods take to start, learnt from those that run: what the stage knows of real durations. */
import { podNames } from "./pod-names.ts";
import { listAt, numberAt, objectAt, refOf, textAt, valueAt, type JsonObject } from "../../kube/index.ts";

export interface StartDelay {
  readonly namespace: string;
  readonly names: RegExp;
  readonly ms: number;
}

/** What took longer was waiting for something else. */
const DELAY_MS_MAX = 1_800_000;

/** Of each workload that has ready pods the median. */
export function startDelays(objects: readonly JsonObject[]): StartDelay[] {
  const byUid = new Map(objects.map((one) => [textAt(one, "metadata", "uid"), one]));
  const found = new Map<string, number[]>();
  for (const pod of objects) {
    const ms = pod["kind"] === "Pod" ? delayOf(pod) : undefined;
    if (ms === undefined) continue;
    const { namespace, kind, name } = refOf(rootOf(pod, byUid));
    const key = `${namespace}/${kind}/${name}`;
    found.set(key, [...(found.get(key) ?? []), ms]);
  }
  return [...found].flatMap(([key, all]) => {
    const [namespace = "", kind = "", name = ""] = key.split("/");
    const names = podNames(kind, name);
    return names === undefined ? [] : [{ namespace, names, ms: all.sort((a, b) => a - b)[all.length >> 1] ?? 0 }];
  });
}

function delayOf(pod: JsonObject): number | undefined {
  const ready = listAt(pod, "status", "conditions").find(
    (one) => textAt(one, "type") === "Ready" && textAt(one, "status") === "True",
  );
  const restarts = listAt(pod, "status", "containerStatuses").some((one) => Number(objectAt(one)["restartCount"]) > 0);
  const ms = Date.parse(textAt(ready, "lastTransitionTime")) - Date.parse(textAt(pod, "metadata", "creationTimestamp"));
  return restarts || !(ms >= 0) || ms > DELAY_MS_MAX ? undefined : Math.max(0, ms - probedMs(pod));
}

/** What its probes wait for comes on top, here as there. */
function probedMs(pod: JsonObject): number {
  const delays = listAt(pod, "spec", "containers").map((container) =>
    ["startupProbe", "readinessProbe"].reduce((sum, probe) => {
      const found = valueAt(container, probe);
      return found === undefined ? sum : sum + ((numberAt(found, "initialDelaySeconds") ?? 0) + 1) * 1000;
    }, 0),
  );
  return Math.max(0, ...delays);
}

function rootOf(object: JsonObject, byUid: ReadonlyMap<string, JsonObject>): JsonObject {
  const owner = listAt(object, "metadata", "ownerReferences").find((one) => valueAt(one, "controller") === true);
  const above = byUid.get(textAt(owner, "uid"));
  return above === undefined ? object : rootOf(above, byUid);
}
