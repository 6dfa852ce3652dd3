/**
 * HorizontalPodAutoscalers as v1 has them, with one metric for the processor: all that it has no words for is kept in annotations
 * (kubernetes pkg/apis/autoscaling/v1/conversion.go 1.36).
 */
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";

const PREFIX = "autoscaling.alpha.kubernetes.io/";
const [METRICS, CURRENT, CONDITIONS, BEHAVIOR] = ["metrics", "current-metrics", "conditions", "behavior"].map(
  (name) => PREFIX + name,
) as [string, string, string, string];
const KEPT = new Set([METRICS, CURRENT, CONDITIONS, BEHAVIOR]);

const isCpu = (metric: JsonValue): boolean =>
  textAt(metric, "type") === "Resource" && textAt(metric, "resource", "name") === "cpu";

/** Without the fields that have no value. */
function given(object: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}

// --- v2 to v1

export function autoscalerToV1(object: JsonObject): JsonObject {
  const [spec, status] = [objectAt(object, "spec"), objectAt(object, "status")];
  const { metrics: _metrics, behavior, ...plainSpec } = spec;
  const { currentMetrics: _current, conditions: _conditions, ...plainStatus } = status;
  const isOwn = (metric: JsonValue): boolean =>
    isCpu(metric) && valueAt(metric, "resource", "target", "averageUtilization") !== undefined;
  const [metrics, current] = [listAt(spec, "metrics"), listAt(status, "currentMetrics")];
  const others = metrics.filter((metric) => !isOwn(metric)).map(metricToV1);
  const target = valueAt(metrics.find(isOwn) ?? null, "resource", "target", "averageUtilization");
  const utilization = valueAt(current.find(isCpu) ?? null, "resource", "current", "averageUtilization");
  return {
    ...object,
    metadata: annotated(object, {
      [METRICS]: others.length > 0 ? others : undefined,
      [CURRENT]: current.length > 0 ? current.map(statusToV1) : undefined,
      [BEHAVIOR]: isObject(behavior) ? behaviorToInternal(behavior) : undefined,
      [CONDITIONS]:
        listAt(status, "conditions").length > 0 ? listAt(status, "conditions").map(conditionToV1) : undefined,
    }),
    spec: { ...plainSpec, ...given({ targetCPUUtilizationPercentage: target }) },
    status: { ...plainStatus, ...given({ currentCPUUtilizationPercentage: utilization }) },
  };
}

function annotated(object: JsonObject, values: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const metadata = objectAt(object, "metadata");
  const before = Object.entries(objectAt(metadata, "annotations")).filter(([key]) => !KEPT.has(key));
  const texts = Object.entries(given(values)).map(([key, value]): [string, JsonValue] => [key, JSON.stringify(value)]);
  const annotations = Object.fromEntries([...before, ...texts]);
  const { annotations: _, ...rest } = metadata;
  return Object.keys(annotations).length === 0 ? rest : { ...rest, annotations };
}

const NAMES: Readonly<Record<string, string>> = {
  Object: "object",
  Pods: "pods",
  Resource: "resource",
  ContainerResource: "containerResource",
  External: "external",
};

function metricToV1(metric: JsonValue): JsonObject {
  const type = textAt(metric, "type");
  const key = NAMES[type] ?? "";
  const source = objectAt(metric, key);
  const target = objectAt(source, "target");
  const selected = { metricName: textAt(source, "metric", "name"), selector: valueAt(source, "metric", "selector") };
  const forms: Readonly<Record<string, Readonly<Record<string, JsonValue | undefined>>>> = {
    object: {
      target: described(source),
      ...{ metricName: selected.metricName, targetValue: target["value"] ?? "0" },
      ...{ selector: selected.selector, averageValue: target["averageValue"] },
    },
    pods: {
      ...{ metricName: selected.metricName, targetAverageValue: target["averageValue"] ?? "0" },
      selector: selected.selector,
    },
    resource: utilizationToV1(source, target),
    containerResource: { ...utilizationToV1(source, target), container: source["container"] },
    external: {
      ...{ metricName: selected.metricName, metricSelector: selected.selector },
      ...{ targetValue: target["value"], targetAverageValue: target["averageValue"] },
    },
  };
  return { type, [key]: given(forms[key] ?? {}) };
}

function utilizationToV1(source: JsonObject, target: JsonObject): Readonly<Record<string, JsonValue | undefined>> {
  return {
    name: source["name"],
    targetAverageUtilization: target["averageUtilization"],
    targetAverageValue: target["averageValue"],
  };
}

function described(source: JsonObject): JsonObject {
  const { kind, name, apiVersion } = objectAt(source, "describedObject");
  return given({ kind, name, apiVersion });
}

function statusToV1(status: JsonValue): JsonObject {
  const type = textAt(status, "type");
  const key = NAMES[type] ?? "";
  const source = objectAt(status, key);
  const current = objectAt(source, "current");
  const [metricName, selector] = [textAt(source, "metric", "name"), valueAt(source, "metric", "selector")];
  const utilization = {
    ...{ name: source["name"], currentAverageUtilization: current["averageUtilization"] },
    currentAverageValue: current["averageValue"] ?? "0",
  };
  const forms: Readonly<Record<string, Readonly<Record<string, JsonValue | undefined>>>> = {
    object: {
      ...{ target: described(source), metricName, currentValue: current["value"] ?? "0" },
      ...{ selector, averageValue: current["averageValue"] },
    },
    pods: { metricName, currentAverageValue: current["averageValue"] ?? "0", selector },
    resource: utilization,
    containerResource: { ...utilization, container: source["container"] },
    external: {
      ...{ metricName, metricSelector: selector, currentValue: current["value"] ?? "0" },
      currentAverageValue: current["averageValue"],
    },
  };
  return { type, [key]: given(forms[key] ?? {}) };
}

function conditionToV1(condition: JsonValue): JsonObject {
  const {
    type,
    status,
    lastTransitionTime = null,
    reason,
    message,
    observedGeneration,
  } = isObject(condition) ? condition : {};
  return given({ type, status, lastTransitionTime, reason, message, observedGeneration });
}

/** The internal type, whose fields have no names for JSON. */
function behaviorToInternal(behavior: JsonObject): JsonObject {
  const rules = (key: string): JsonValue => {
    const one = behavior[key];
    if (!isObject(one)) return null;
    const { stabilizationWindowSeconds = null, selectPolicy = null, tolerance = null } = one;
    const policies = listAt(one, "policies").map((policy) => {
      const { type = "", value = 0, periodSeconds = 0 } = isObject(policy) ? policy : {};
      return { Type: type, Value: value, PeriodSeconds: periodSeconds };
    });
    return {
      StabilizationWindowSeconds: stabilizationWindowSeconds,
      SelectPolicy: selectPolicy,
      Policies: one["policies"] === undefined ? null : policies,
      Tolerance: tolerance,
    };
  };
  return { ScaleUp: rules("scaleUp"), ScaleDown: rules("scaleDown") };
}

// --- v1 to v2

export function autoscalerFromV1(object: JsonObject): JsonObject {
  const annotations = objectAt(object, "metadata", "annotations");
  const kept = (key: string): JsonValue => parsed(annotations[key]);
  const { targetCPUUtilizationPercentage: target, ...spec } = objectAt(object, "spec");
  const { currentCPUUtilizationPercentage: utilization, ...status } = objectAt(object, "status");
  const metrics = [...listAt(kept(METRICS)).map(metricFromV1), ...(target === undefined ? [] : [cpuMetric(target)])];
  const current = listAt(kept(CURRENT)).map(statusFromV1);
  const used = current.length === 0 && utilization !== undefined ? [cpuStatus(utilization)] : current;
  const [behavior, conditions] = [kept(BEHAVIOR), kept(CONDITIONS)];
  return {
    ...object,
    metadata: annotated(object, {}),
    spec: {
      ...spec,
      ...(metrics.length > 0 ? { metrics } : {}),
      ...(isObject(behavior) ? { behavior: behaviorFromInternal(behavior) } : {}),
    },
    status: {
      ...status,
      ...(used.length > 0 ? { currentMetrics: used } : {}),
      ...(Array.isArray(conditions) ? { conditions } : {}),
    },
  };
}

function parsed(text: JsonValue | undefined): JsonValue {
  try {
    return typeof text === "string" ? (JSON.parse(text) as JsonValue) : null;
  } catch {
    // What someone else has written there is nobody's.
    return null;
  }
}

function cpuMetric(averageUtilization: JsonValue): JsonObject {
  return { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization } } };
}

function cpuStatus(averageUtilization: JsonValue): JsonObject {
  return { type: "Resource", resource: { name: "cpu", current: { averageUtilization } } };
}

function metricFromV1(metric: JsonValue): JsonObject {
  const type = textAt(metric, "type");
  const key = NAMES[type] ?? "";
  const source = objectAt(metric, key);
  const of = identifier(source);
  const { name, container, targetValue, targetAverageValue, targetAverageUtilization, averageValue } = source;
  const utilization = given({
    type: targetAverageUtilization === undefined ? "AverageValue" : "Utilization",
    averageValue: targetAverageValue,
    averageUtilization: targetAverageUtilization,
  });
  const forms: Readonly<Record<string, JsonObject>> = {
    object: {
      ...{ describedObject: objectAt(source, "target"), metric: of },
      target: given({
        type: averageValue === undefined ? "Value" : "AverageValue",
        value: averageValue !== undefined && targetValue === "0" ? undefined : targetValue,
        averageValue,
      }),
    },
    pods: { metric: of, target: given({ type: "AverageValue", averageValue: targetAverageValue }) },
    resource: given({ name, target: utilization }),
    containerResource: given({ name, container, target: utilization }),
    external: {
      metric: of,
      target: given({
        ...{ type: targetValue === undefined ? "AverageValue" : "Value", value: targetValue },
        averageValue: targetAverageValue,
      }),
    },
  };
  return { type, [key]: forms[key] ?? {} };
}

function identifier({ metricName = "", selector, metricSelector }: JsonObject): JsonObject {
  return given({ name: metricName, selector: selector ?? metricSelector });
}

function statusFromV1(status: JsonValue): JsonObject {
  const type = textAt(status, "type");
  const key = NAMES[type] ?? "";
  const source = objectAt(status, key);
  const { name, container, currentValue, currentAverageValue, currentAverageUtilization, averageValue } = source;
  const used = given({ averageValue: currentAverageValue, averageUtilization: currentAverageUtilization });
  const metric = identifier(source);
  const forms: Readonly<Record<string, JsonObject>> = {
    object: {
      ...{ describedObject: objectAt(source, "target"), metric },
      current: given({ value: currentValue, averageValue }),
    },
    pods: { metric, current: used },
    resource: given({ name, current: used }),
    containerResource: given({ name, container, current: used }),
    external: { metric, current: given({ value: currentValue, averageValue: currentAverageValue }) },
  };
  return { type, [key]: forms[key] ?? {} };
}

function behaviorFromInternal(behavior: JsonObject): JsonObject {
  const rules = (key: string): JsonValue | undefined => {
    const one = behavior[key];
    if (!isObject(one)) return undefined;
    const some = (name: string): JsonValue | undefined => one[name] ?? undefined;
    return given({
      stabilizationWindowSeconds: some("StabilizationWindowSeconds"),
      selectPolicy: some("SelectPolicy"),
      policies: some("Policies") === undefined ? undefined : listAt(one, "Policies").map(policyFromInternal),
      tolerance: some("Tolerance"),
    });
  };
  return given({ scaleUp: rules("ScaleUp"), scaleDown: rules("ScaleDown") });
}

function policyFromInternal(policy: JsonValue): JsonObject {
  const { Type = "", Value = 0, PeriodSeconds = 0 } = isObject(policy) ? policy : {};
  return { type: Type, value: Value, periodSeconds: PeriodSeconds };
}
