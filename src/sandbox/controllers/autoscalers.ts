/**
 * HorizontalPodAutoscalers (kubernetes pkg/controller/podautoscaler 1.36). Nothing runs, so that nothing is measured: the annotation
 * `sandbox.lade.dev/metrics: cpu=90,memory=40` of an autoscaler says what its pods need, in percent or in the unit of its target. Without it the
 * conditions are those of a cluster without a metrics server. Stabilization windows and scaling policies are left out.
 */
import { listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { quantityValue } from "../admit/quantity.ts";
import type { Again, Controller, World } from "./controller.ts";
import { tell } from "./events.ts";
import { change, setStatus, withConditions, type Condition } from "./writes.ts";

const METRICS = "sandbox.lade.dev/metrics";
const SAYS = "horizontal-pod-autoscaler";
const TOLERANCE = 0.1;
const SYNC_MS = 15_000;

export const autoscalerController: Controller = (scaler, world) => {
  if (textAt(scaler, "metadata", "deletionTimestamp") !== "") return undefined;
  const target = targetOf(scaler, world);
  if (target === undefined) return withoutTarget(scaler, world);
  const scaledMs = Date.parse(textAt(scaler, "status", "lastScaleTime"));
  // Looked at every so often, not at every change.
  if (scaledMs + SYNC_MS > world.nowMs) return { somedayMs: scaledMs + SYNC_MS - world.nowMs };
  const current = numberAt(target, "spec", "replicas") ?? 1;
  const wanted = recommend(scaler, current);
  const succeeded: Condition = {
    ...{ type: "AbleToScale", status: "True", reason: "SucceededGetScale" },
    message: "the HPA controller was able to get the target's current scale",
  };
  if ("problem" in wanted) {
    tellUnknown(scaler, wanted, world);
    const inactive: Condition = {
      ...{ type: "ScalingActive", status: "False", reason: wanted.reason },
      message: `the HPA was unable to compute the replica count: ${wanted.problem}`,
    };
    return report(scaler, { current, desired: 0, conditions: [succeeded, inactive], metrics: wanted.metrics, world });
  }
  return scale(scaler, { target, current, wanted, world });
};

function targetOf(scaler: JsonObject, { server }: World): JsonObject | undefined {
  const reference = objectAt(scaler, "spec", "scaleTargetRef");
  const kind = server.kinds.ofKind(textAt(reference, "apiVersion"), textAt(reference, "kind"));
  if (kind === undefined) return undefined;
  return server.store.get(kind.collection, `${textAt(scaler, "metadata", "namespace")}/${textAt(reference, "name")}`);
}

function withoutTarget(scaler: JsonObject, world: World): Again {
  const reference = objectAt(scaler, "spec", "scaleTargetRef");
  const kind = world.server.kinds.ofKind(textAt(reference, "apiVersion"), textAt(reference, "kind"));
  const { group = "", name = `${textAt(reference, "kind").toLowerCase()}s` } = kind?.resource ?? {};
  const why = `${name}${group === "" ? "" : `.${group}`} ${JSON.stringify(textAt(reference, "name"))} not found`;
  tell(scaler, { component: SAYS, reason: "FailedGetScale", message: why, type: "Warning" }, world);
  const message = `the HPA controller was unable to get the target's current scale: ${why}`;
  const condition: Condition = { type: "AbleToScale", status: "False", reason: "FailedGetScale", message };
  return report(scaler, { current: 0, desired: 0, conditions: [condition], metrics: [], world });
}

interface Recommended {
  readonly replicas: number;
  /** `cpu resource utilization (percentage of request)`. */
  readonly by: string;
  readonly metrics: readonly JsonValue[];
}

interface Unknown {
  readonly reason: string;
  readonly problem: string;
  /** How the first of the problems is introduced in the sum of them. */
  readonly of: string;
  readonly metrics: readonly JsonValue[];
}

function tellUnknown(scaler: JsonObject, { reason, problem, of }: Unknown, world: World): void {
  tell(scaler, { component: SAYS, reason, message: problem, type: "Warning" }, world);
  const count = metricsOf(scaler).length;
  const message = `invalid metrics (${count} invalid out of ${count}), first error is: ${of}: ${problem}`;
  tell(scaler, { component: SAYS, reason: "FailedComputeMetricsReplicas", message, type: "Warning" }, world);
}

/** The largest number that any metric asks for. */
function recommend(scaler: JsonObject, current: number): Recommended | Unknown {
  const said = measured(scaler);
  let best: Recommended | undefined;
  let unknown: Unknown | undefined;
  const metrics: JsonValue[] = [];
  for (const metric of metricsOf(scaler)) {
    const value = said.get(metric.name);
    if (value === undefined) {
      unknown ??= unmeasured(metric);
      continue;
    }
    const ratio = value / metric.target;
    const replicas = Math.abs(ratio - 1) <= TOLERANCE ? current : Math.ceil(ratio * current);
    metrics.push(currentMetric(metric, value));
    if (best === undefined || replicas > best.replicas) best = { replicas, by: metric.by, metrics: [] };
  }
  return best === undefined
    ? (unknown ?? { reason: "InvalidMetricSourceType", problem: "there is no metric", of: "no metric", metrics: [] })
    : { ...best, metrics };
}

function measured(scaler: JsonObject): Map<string, number> {
  const words = textAt(scaler, "metadata", "annotations", METRICS).split(",");
  const pairs = words.map((word) => word.split("=").map((part) => part.trim()));
  return new Map(
    pairs.flatMap(([name = "", value = ""]): [string, number][] => {
      const number = quantityValue(value.replace("%", ""));
      return number === undefined ? [] : [[name, number]];
    }),
  );
}

interface Metric {
  readonly name: string;
  readonly type: string;
  readonly isUtilization: boolean;
  readonly target: number;
  readonly by: string;
}

const SOURCES: Readonly<Record<string, string>> = {
  Resource: "resource",
  ContainerResource: "containerResource",
  Pods: "pods",
  Object: "object",
  External: "external",
};

function metricsOf(scaler: JsonObject): Metric[] {
  // The older version knows but one.
  const percent = numberAt(scaler, "spec", "targetCPUUtilizationPercentage");
  const target = { type: "Utilization", averageUtilization: percent ?? 0 };
  const old = percent === undefined ? [] : [{ type: "Resource", resource: { name: "cpu", target } }];
  return [...listAt(scaler, "spec", "metrics"), ...old].map((metric) => {
    const type = textAt(metric, "type");
    const source = objectAt(metric, SOURCES[type] ?? "");
    const name = textAt(source, "name") || textAt(source, "metric", "name");
    const goal = objectAt(source, "target");
    const isUtilization = textAt(goal, "type") === "Utilization";
    const amount = String(goal["averageUtilization"] ?? goal["averageValue"] ?? goal["value"] ?? "");
    const by = isUtilization
      ? `${name} resource utilization (percentage of request)`
      : type === "Resource"
        ? `${name} resource`
        : `${type.toLowerCase()} metric ${name}`;
    return { name, type, isUtilization, target: quantityValue(amount) || 1, by };
  });
}

/** A status without a value stands there all the same. */
const UNMEASURED: readonly JsonValue[] = [{ type: "" }];

function unmeasured({ name, type, isUtilization }: Metric): Unknown {
  const away = "the server could not find the requested resource";
  if (type === "Resource" || type === "ContainerResource") {
    const what = isUtilization ? "utilization" : "usage";
    const why = `unable to get metrics for resource ${name}: unable to fetch metrics from resource metrics API: ${away} (get pods.metrics.k8s.io)`;
    const of = `failed to get ${name} ${type === "Resource" ? "resource" : "container"} metric value`;
    const reason = `FailedGet${type}Metric`;
    return { reason, of, problem: `failed to get ${name} ${what}: ${why}`, metrics: UNMEASURED };
  }
  const what = type === "External" ? "external" : "custom";
  return {
    ...{
      reason: `FailedGet${type}Metric`,
      of: `failed to get ${type.toLowerCase()} metric value`,
      metrics: UNMEASURED,
    },
    problem: `unable to get metric ${name}: unable to fetch metrics from ${what} metrics API: no ${what} metrics API (${what}.metrics.k8s.io) registered`,
  };
}

function currentMetric({ name, type, isUtilization }: Metric, value: number): JsonValue {
  const current = isUtilization
    ? { averageUtilization: Math.round(value), averageValue: `${Math.round(value)}m` }
    : { averageValue: String(value) };
  const key = SOURCES[type] ?? "resource";
  return { type, [key]: { name, current } };
}

interface Scaling {
  readonly target: JsonObject;
  readonly current: number;
  readonly wanted: Recommended;
  readonly world: World;
}

function scale(scaler: JsonObject, { target, current, wanted, world }: Scaling): Again {
  const least = numberAt(scaler, "spec", "minReplicas") ?? 1;
  const most = numberAt(scaler, "spec", "maxReplicas") ?? least;
  const { metrics, by } = wanted;
  const active: Condition = {
    ...{ type: "ScalingActive", status: "True", reason: "ValidMetricFound" },
    message: `the HPA was able to successfully calculate a replica count from ${by}`,
  };
  if (current === 0) {
    const message = "scaling is disabled since the replica count of the target is zero";
    const off: Condition = { type: "ScalingActive", status: "False", reason: "ScalingDisabled", message };
    return report(scaler, { current, desired: 0, conditions: [ABLE, off], metrics, world });
  }
  const desired = Math.min(most, Math.max(least, wanted.replicas));
  const limited = limitOf(wanted.replicas, least, { most });
  if (desired === current) {
    return report(scaler, { current, desired, conditions: [READY, active, limited], metrics, world });
  }
  const reason =
    current < least
      ? "Current number of replicas below Spec.MinReplicas"
      : current > most
        ? "Current number of replicas above Spec.MaxReplicas"
        : desired > current
          ? `${by} above target`
          : "All metrics below target";
  change(target, { ...target, spec: { ...objectAt(target, "spec"), replicas: desired } }, world);
  tell(
    scaler,
    { component: SAYS, reason: "SuccessfulRescale", message: `New size: ${desired}; reason: ${reason}` },
    world,
  );
  const rescaled: Condition = {
    ...{ type: "AbleToScale", status: "True", reason: "SucceededRescale" },
    message: `the HPA controller was able to update the target scale to ${desired}`,
  };
  const conditions = [rescaled, active, limited];
  return report(scaler, { current, desired, conditions, metrics, world, lastScaleTime: world.now });
}

const ABLE: Condition = {
  ...{ type: "AbleToScale", status: "True", reason: "SucceededGetScale" },
  message: "the HPA controller was able to get the target's current scale",
};

const READY: Condition = {
  ...{ type: "AbleToScale", status: "True", reason: "ReadyForNewScale" },
  message: "recommended size matches current size",
};

function limitOf(wanted: number, least: number, { most }: { readonly most: number }): Condition {
  const type = "ScalingLimited";
  if (wanted > most)
    return {
      ...{ type, status: "True", reason: "TooManyReplicas" },
      message: "the desired replica count is more than the maximum replica count",
    };
  if (wanted < least)
    return {
      ...{ type, status: "True", reason: "TooFewReplicas" },
      message: "the desired replica count is less than the minimum replica count",
    };
  return {
    ...{ type, status: "False", reason: "DesiredWithinRange" },
    message: "the desired count is within the acceptable range",
  };
}

interface Report {
  readonly current: number;
  readonly desired: number;
  readonly conditions: readonly Condition[];
  readonly metrics: readonly JsonValue[];
  readonly world: World;
  readonly lastScaleTime?: string;
}

function report(scaler: JsonObject, told: Report): Again {
  const { current, desired, metrics, world } = told;
  const conditions = withConditions(listAt(scaler, "status", "conditions"), told.conditions, { now: world.now });
  const lastScaleTime = told.lastScaleTime ?? textAt(scaler, "status", "lastScaleTime");
  setStatus(
    scaler,
    {
      ...{ currentMetrics: [...metrics], desiredReplicas: desired, conditions },
      ...(current === 0 ? {} : { currentReplicas: current }),
      ...(lastScaleTime === "" ? {} : { lastScaleTime }),
    },
    world,
  );
  return { somedayMs: SYNC_MS };
}
