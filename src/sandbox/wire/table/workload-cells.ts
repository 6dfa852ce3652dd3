/** Workloads, autoscalers and budgets in a line. */
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
import { humanDuration } from "./duration.ts";
import { isTrue } from "../../schema/condition.ts";
import {
  ageOf,
  containerCells,
  count,
  isDeleted,
  labelText,
  nameOf,
  selectorText,
  shown,
  since,
  size,
  type Cells,
} from "./texts.ts";

const templateSpec = (object: JsonObject): JsonObject => objectAt(object, "spec", "template", "spec");
const readyOf = (object: JsonObject): string =>
  `${count(object, "status", "readyReplicas")}/${count(object, "spec", "replicas")}`;

export const deploymentCells: Cells = (object, now) => [
  ...[nameOf(object), readyOf(object), count(object, "status", "updatedReplicas")],
  ...[count(object, "status", "availableReplicas"), ageOf(object, now), ...containerCells(templateSpec(object))],
  selectorText(objectAt(object, "spec", "selector")),
];

const replicaCells = (object: JsonObject, now: number): JsonValue[] => [
  ...[nameOf(object), count(object, "spec", "replicas"), count(object, "status", "replicas")],
  ...[count(object, "status", "readyReplicas"), ageOf(object, now), ...containerCells(templateSpec(object))],
];

export const replicaSetCells: Cells = (object, now) => [
  ...replicaCells(object, now),
  selectorText(objectAt(object, "spec", "selector")),
];

export const replicationControllerCells: Cells = (object, now) => [
  ...replicaCells(object, now),
  labelText(objectAt(object, "spec", "selector")),
];

export const statefulSetCells: Cells = (object, now) => [
  ...[nameOf(object), readyOf(object), ageOf(object, now), ...containerCells(templateSpec(object))],
];

export const daemonSetCells: Cells = (object, now) => [
  nameOf(object),
  ...["desiredNumberScheduled", "currentNumberScheduled", "numberReady"].map((key) => count(object, "status", key)),
  ...["updatedNumberScheduled", "numberAvailable"].map((key) => count(object, "status", key)),
  labelText(objectAt(templateSpec(object), "nodeSelector")),
  ...[ageOf(object, now), ...containerCells(templateSpec(object))],
  selectorText(objectAt(object, "spec", "selector")),
];

export const jobCells: Cells = (job, now) => [
  ...[nameOf(job), jobStatus(job), completions(job), jobDuration(job, now), ageOf(job, now)],
  ...containerCells(templateSpec(job)),
  selectorText(objectAt(job, "spec", "selector")),
];

function jobStatus(job: JsonObject): string {
  const found = ["Complete", "Failed"].find((type) => isTrue(job, type));
  if (found !== undefined) return found;
  if (isDeleted(job)) return "Terminating";
  return ["Suspended", "FailureTarget", "SuccessCriteriaMet"].find((type) => isTrue(job, type)) ?? "Running";
}

function completions(job: JsonObject): string {
  const done = count(job, "status", "succeeded");
  const wanted = numberAt(job, "spec", "completions");
  if (wanted !== undefined) return `${done}/${wanted}`;
  const parallel = count(job, "spec", "parallelism");
  return parallel > 1 ? `${done}/1 of ${parallel}` : `${done}/1`;
}

function jobDuration(job: JsonObject, now: number): string {
  const [from, to] = [textAt(job, "status", "startTime"), textAt(job, "status", "completionTime")];
  return from === "" ? "" : humanDuration((to === "" ? now : Date.parse(to)) - Date.parse(from));
}

export const cronJobCells: Cells = (object, now) => {
  const [last, suspend] = [textAt(object, "status", "lastScheduleTime"), valueAt(object, "spec", "suspend")];
  const template = objectAt(object, "spec", "jobTemplate", "spec");
  return [
    ...[nameOf(object), textAt(object, "spec", "schedule"), shown(valueAt(object, "spec", "timeZone"))],
    suspend === undefined ? "<unset>" : suspend === true ? "True" : "False",
    ...[size(object, "status", "active"), last === "" ? "<none>" : since(last, now), ageOf(object, now)],
    ...containerCells(objectAt(template, "template", "spec")),
    selectorText(template["selector"]),
  ];
};

export const controllerRevisionCells: Cells = (object, now) => {
  const owner = listAt(object, "metadata", "ownerReferences").find((one) => valueAt(one, "controller") === true);
  const [apiVersion, kind] = [textAt(owner, "apiVersion"), textAt(owner, "kind")];
  const group = apiVersion.includes("/") ? `.${apiVersion.split("/")[0]}` : "";
  const controller = owner === undefined ? "<none>" : `${`${kind}${group}`.toLowerCase()}/${textAt(owner, "name")}`;
  return [nameOf(object), controller, count(object, "revision"), ageOf(object, now)];
};

export const budgetCells: Cells = (object, now) => [
  nameOf(object),
  shown(valueAt(object, "spec", "minAvailable"), "N/A"),
  shown(valueAt(object, "spec", "maxUnavailable"), "N/A"),
  ...[count(object, "status", "disruptionsAllowed"), ageOf(object, now)],
];

export const autoscalerCells: Cells = (object, now) => [
  nameOf(object),
  `${textAt(object, "spec", "scaleTargetRef", "kind")}/${textAt(object, "spec", "scaleTargetRef", "name")}`,
  metricsText(object),
  shown(valueAt(object, "spec", "minReplicas"), "<unset>"),
  ...[count(object, "spec", "maxReplicas"), count(object, "status", "currentReplicas"), ageOf(object, now)],
];

const METRICS_MAX = 2;

function metricsText(object: JsonObject): string {
  const current = listAt(object, "status", "currentMetrics");
  const all = listAt(object, "spec", "metrics").map((metric, i) => metricText(metric, current[i]));
  if (all.length === 0) return "<none>";
  const first = all.slice(0, METRICS_MAX).join(", ");
  return all.length > METRICS_MAX ? `${first} + ${all.length - METRICS_MAX} more...` : first;
}

const SOURCES: Readonly<Record<string, string>> = {
  External: "external",
  Pods: "pods",
  Object: "object",
  Resource: "resource",
  ContainerResource: "containerResource",
};

function metricText(metric: JsonValue, status: JsonValue | undefined): string {
  const source = SOURCES[textAt(metric, "type")];
  if (source === undefined) return "<unknown type>";
  const [target, current] = [objectAt(metric, source, "target"), valueAt(status, source, "current")];
  const now = (key: string): string => shown(isObject(current) ? current[key] : undefined, "<unknown>");
  const average = target["averageValue"];
  if (source === "resource" || source === "containerResource") {
    const name = textAt(metric, source, "name");
    if (average !== undefined) return `${name}: ${now("averageValue")}/${shown(average)}`;
    const utilization = isObject(current) && current["averageUtilization"] !== undefined;
    const wanted = target["averageUtilization"];
    return `${name}: ${utilization ? `${now("averageUtilization")}%` : "<unknown>"}/${wanted === undefined ? "<auto>" : `${shown(wanted)}%`}`;
  }
  if (source === "pods") return `${now("averageValue")}/${shown(average)}`;
  return average === undefined
    ? `${now("value")}/${shown(target["value"])}`
    : `${now("averageValue")}/${shown(average)} (avg)`;
}
