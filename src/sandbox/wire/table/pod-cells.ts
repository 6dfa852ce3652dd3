/** A pod in a line: what is wrong with it, where something is (printPod). */
import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../../kube/index.ts";
import { isTrue } from "../../schema/condition.ts";
import { ageOf, isDeleted, nameOf, shown, since, type Cells } from "./texts.ts";

export const podCells: Cells = (pod, now) => {
  const { total, ready, reason, restarts, restartedAt } = summary(pod);
  const restartText =
    restarts > 0 && restartedAt !== "" ? `${restarts} (${since(restartedAt, now)} ago)` : String(restarts);
  return [
    ...[nameOf(pod), `${ready}/${total}`, phaseText(pod, reason), restartText, ageOf(pod, now)],
    textAt(pod, "status", "podIPs", 0, "ip") || "<none>",
    textAt(pod, "spec", "nodeName") || "<none>",
    textAt(pod, "status", "nominatedNodeName") || "<none>",
    readinessGates(pod),
  ];
};

interface Summary {
  readonly total: number;
  readonly ready: number;
  readonly reason: string;
  readonly restarts: number;
  /** The last time; empty where none. */
  readonly restartedAt: string;
}

function summary(pod: JsonObject): Summary {
  const specs = listAt(pod, "spec", "initContainers");
  const sidecars = new Set(
    specs.filter((one) => textAt(one, "restartPolicy") === "Always").map((one) => textAt(one, "name")),
  );
  const total = listAt(pod, "spec", "containers").length + sidecars.size;
  const begun = initSummary(pod, sidecars);
  if (begun.problem !== "" && !isTrue(pod, "Initialized")) {
    return {
      total,
      ready: begun.ready,
      reason: begun.problem,
      restarts: begun.restarts,
      restartedAt: begun.restartedAt,
    };
  }
  const statuses = listAt(pod, "status", "containerStatuses");
  const own = statuses.filter((one) => valueAt(one, "ready") === true && isObject(valueAt(one, "state", "running")));
  const counted = [
    ...listAt(pod, "status", "initContainerStatuses").filter((one) => sidecars.has(textAt(one, "name"))),
    ...statuses,
  ];
  return {
    total,
    ready: begun.ready + own.length,
    reason: mainReason(pod, statuses, begun.problem || firstReason(pod)),
    restarts: restartsOf(counted),
    restartedAt: lastEnd(counted),
  };
}

const restartsOf = (statuses: readonly JsonValue[]): number =>
  statuses.reduce((sum: number, one) => sum + (numberAt(one, "restartCount") ?? 0), 0);
const lastEnd = (statuses: readonly JsonValue[]): string =>
  statuses
    .map((one) => textAt(one, "lastState", "terminated", "finishedAt"))
    .sort()
    .at(-1) ?? "";

function firstReason(pod: JsonObject): string {
  const isGated = listAt(pod, "status", "conditions").some(
    (one) => textAt(one, "type") === "PodScheduled" && textAt(one, "reason") === "SchedulingGated",
  );
  return isGated ? "SchedulingGated" : textAt(pod, "status", "reason") || textAt(pod, "status", "phase");
}

interface Begun {
  readonly problem: string;
  readonly ready: number;
  readonly restarts: number;
  readonly restartedAt: string;
}

/** Init containers up to the first that is not done. */
function initSummary(pod: JsonObject, sidecars: ReadonlySet<string>): Begun {
  const statuses = listAt(pod, "status", "initContainerStatuses");
  let ready = 0;
  for (const [i, status] of statuses.entries()) {
    const seen = statuses.slice(0, i + 1);
    const isSidecar = sidecars.has(textAt(status, "name"));
    if (numberAt(status, "state", "terminated", "exitCode") === 0) continue;
    if (isSidecar && valueAt(status, "started") === true) {
      if (valueAt(status, "ready") === true) ready++;
      continue;
    }
    const problem = initProblem(status) ?? `${i}/${listAt(pod, "spec", "initContainers").length}`;
    return { problem: `Init:${problem}`, ready, restarts: restartsOf(seen), restartedAt: lastEnd(seen) };
  }
  return { problem: "", ready, restarts: restartsOf(statuses), restartedAt: lastEnd(statuses) };
}

function initProblem(status: JsonValue): string | undefined {
  const ended = valueAt(status, "state", "terminated");
  if (isObject(ended)) return endText(ended);
  const waiting = textAt(status, "state", "waiting", "reason");
  return waiting === "" || waiting === "PodInitializing" ? undefined : waiting;
}

function endText(ended: JsonObject): string {
  const signal = numberAt(ended, "signal") ?? 0;
  return (
    textAt(ended, "reason") || (signal === 0 ? `ExitCode:${numberAt(ended, "exitCode") ?? 0}` : `Signal:${signal}`)
  );
}

/** The first container has the last word. */
function mainReason(pod: JsonObject, statuses: readonly JsonValue[], before: string): string {
  let [reason, errorReason, hasRunning] = [before, "", false];
  for (const status of [...statuses].reverse()) {
    const [waiting, ended] = [textAt(status, "state", "waiting", "reason"), valueAt(status, "state", "terminated")];
    if (waiting !== "") reason = waiting;
    else if (isObject(ended)) {
      reason = endText(ended);
      if ((numberAt(ended, "exitCode") ?? 0) !== 0) errorReason = reason;
    } else if (valueAt(status, "ready") === true && isObject(valueAt(status, "state", "running"))) hasRunning = true;
  }
  if (reason !== "Completed") return reason;
  if (hasRunning && isTrue(pod, "Ready")) return "Running";
  return errorReason || (hasRunning ? "NotReady" : reason);
}

function phaseText(pod: JsonObject, reason: string): string {
  if (!isDeleted(pod)) return reason;
  if (textAt(pod, "status", "reason") === "NodeLost") return "Unknown";
  return ["Succeeded", "Failed"].includes(textAt(pod, "status", "phase")) ? reason : "Terminating";
}

function readinessGates(pod: JsonObject): string {
  const gates = listAt(pod, "spec", "readinessGates").map((one) => textAt(one, "conditionType"));
  return gates.length === 0 ? "<none>" : `${gates.filter((gate) => isTrue(pod, gate)).length}/${gates.length}`;
}

/** Rows of pods that have ended say so. */
export function podConditions(pod: JsonObject): JsonValue[] {
  const phase = textAt(pod, "status", "phase");
  const message = phase === "Succeeded" ? "The pod has completed successfully." : "The pod failed.";
  if (phase !== "Succeeded" && phase !== "Failed") return [];
  return [{ type: "Completed", status: "True", reason: phase, message }];
}

export const podTemplateCells: Cells = (object) => {
  const template = objectAt(object, "template");
  const containers = listAt(template, "spec", "containers");
  const all = (what: string): string => containers.map((one) => textAt(one, what)).join(",");
  const labels = Object.entries(objectAt(template, "metadata", "labels")).map(
    ([key, value]) => `${key}=${shown(value)}`,
  );
  return [nameOf(object), all("name"), all("image"), labels.sort().join(",") || "<none>"];
};
