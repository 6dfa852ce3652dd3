/** Autoscalers (kubernetes pkg/apis/autoscaling/validation 1.36). */
import { isObject, listAt, textAt, type JsonObject } from "../../../kube/index.ts";
import { forbiddenField, invalidValue, notSupported, required, type FieldError } from "../../wire/refusal.ts";
import { pathErrors } from "../names.ts";
import { amountOf } from "../quantity.ts";
import { labelSelector } from "./formats.ts";
import { quantityNotNegative } from "./resources.ts";
import { all, by, fields, format, given, items, must, oneOf, on, type Rule, type Value } from "./rules.ts";

const SOURCES = ["ContainerResource", "External", "Object", "Pods", "Resource"];
const fieldOf = (type: string): string => type.charAt(0).toLowerCase() + type.slice(1);

// --- targets

const positiveAmount: Rule = given((value, at) =>
  amountOf(String(value)) > 0 ? [] : [invalidValue(at, value, "must be positive")],
);

const target: Rule = (value, at) => {
  const type = textAt(value ?? null, "type");
  return [
    ...(type === "" ? [required(`${at}.type`, "must specify a metric target type")] : []),
    ...(["Utilization", "Value", "AverageValue"].includes(type)
      ? []
      : [invalidValue(`${at}.type`, type, "must be either Utilization, Value, or AverageValue")]),
    ...fields({
      value: positiveAmount,
      averageValue: positiveAmount,
      averageUtilization: given((number, place) =>
        Number(number) > 0 ? [] : [invalidValue(place, number, "must be greater than 0")],
      ),
    })(value, at),
  ];
};

const has = (value: Value, key: string): boolean => isObject(value) && value[key] !== undefined;

const EITHER = "must set either a target raw value or a target utilization";
const BOTH = "may not set both a target raw value and a target utilization";

/** Of resources: a share of what was asked for, or an amount. */
const resourceTarget: Rule = (value, at) => {
  const [share, amount] = [has(value, "averageUtilization"), has(value, "averageValue")];
  return [
    ...target(value, at),
    ...(!share && !amount ? [required(`${at}.averageUtilization`, EITHER)] : []),
    ...(share && amount ? [forbiddenField(`${at}.averageValue`, BOTH)] : []),
  ];
};

const metricName = format(pathErrors);
const identifier = fields({ name: must(metricName, "must specify a metric name"), selector: labelSelector });

const externalTarget: Rule = (value, at) => {
  const [whole, each] = [has(value, "value"), has(value, "averageValue")];
  const why = "must set either a target value for metric or a per-pod target";
  return [
    ...target(value, at),
    ...(!whole && !each ? [required(`${at}.averageValue`, why)] : []),
    ...(whole && each
      ? [forbiddenField(`${at}.value`, "may not set both a target value for metric and a per-pod target")]
      : []),
  ];
};

const objectTarget: Rule = (value, at) => [
  ...target(value, at),
  ...(!has(value, "value") && !has(value, "averageValue")
    ? [required(`${at}.averageValue`, "must set either a target value or averageValue")]
    : []),
];

const podsTarget: Rule = (value, at) => [
  ...target(value, at),
  ...(has(value, "averageValue")
    ? []
    : [required(`${at}.averageValue`, "must specify a positive target averageValue")]),
];

const described = fields({ kind: must(format(pathErrors)), name: must(format(pathErrors)) });
const named = must(undefined, "must specify a resource name");

/** In the order in which they are looked for. */
const METRICS: Readonly<Record<string, Rule>> = {
  object: fields({ describedObject: described, metric: identifier, target: objectTarget }),
  external: fields({ metric: identifier, target: externalTarget }),
  pods: fields({ metric: identifier, target: podsTarget }),
  resource: fields({ name: named, target: resourceTarget }),
  containerResource: fields({
    name: named,
    container: must(undefined, "must specify a container"),
    target: resourceTarget,
  }),
};

const metric: Rule = (value, at) => {
  const type = textAt(value ?? null, "type");
  const source = SOURCES.includes(type) ? fieldOf(type) : "";
  const present = Object.keys(METRICS).filter((key) => has(value, key));
  const [one = ""] = present;
  return [
    ...(type === "" ? [required(`${at}.type`, "must specify a metric source type")] : []),
    // Told of twice.
    ...(source === "" ? [1, 2].map(() => notSupported(`${at}.type`, type, SOURCES)) : []),
    ...(source !== "" && !has(value, source)
      ? [required(`${at}.${source}`, "must populate information for the given metric source")]
      : []),
    // Of several the first is looked into.
    ...(METRICS[one]?.(isObject(value) ? value[one] : {}, `${at}.${one}`) ?? []),
    ...(present.length === 1 ? [] : present)
      .filter((key) => key !== source)
      .map((key) => forbiddenField(`${at}.${key}`, "must populate the given metric source only")),
  ];
};

// --- behaviour

const WINDOW_MAX = 3600;
const PERIOD_MAX = 1800;

const window: Rule = given((value, at) => {
  if (Number(value) < 0) return [invalidValue(at, value, "must be greater than or equal to zero")];
  return Number(value) > WINDOW_MAX ? [invalidValue(at, value, `must be less than or equal to ${WINDOW_MAX}`)] : [];
});

const aboveZero: Rule = (value, at) =>
  Number(value ?? 0) > 0 ? [] : [invalidValue(at, value ?? 0, "must be greater than zero")];

const period: Rule = (value, at) =>
  Number(value ?? 0) > PERIOD_MAX
    ? [invalidValue(at, value, `must be less than or equal to ${PERIOD_MAX}`)]
    : aboveZero(value, at);

const scaling: Rule = given(
  fields({
    stabilizationWindowSeconds: window,
    tolerance: given(quantityNotNegative),
    selectPolicy: given(oneOf("Disabled", "Max", "Min")),
    policies: must(
      items(fields({ type: oneOf("Percent", "Pods"), value: aboveZero, periodSeconds: period })),
      "must specify at least one Policy",
    ),
  }),
);

// --- the whole

const apiVersion: Rule = (value, at) => {
  const text = String(value ?? "");
  if (text.split("/").length > 2) return [invalidValue(at, text, `unexpected GroupVersion string: ${text}`)];
  return text.includes("/") ? [] : [invalidValue(at, text, "apiVersion must specify API group")];
};

const reference: Rule = fields({
  kind: must(format(pathErrors)),
  name: must(format(pathErrors)),
  apiVersion,
});

function replicaErrors(spec: JsonObject, at: string): FieldError[] {
  const [least, most] = [spec["minReplicas"], Number(spec["maxReplicas"] ?? 0)];
  const isScaledByOthers = listAt(spec, "metrics").some((one) => ["Object", "External"].includes(textAt(one, "type")));
  const errors: FieldError[] = [];
  if (least !== undefined && Number(least) < 1) {
    errors.push(invalidValue(`${at}.minReplicas`, least, "must be greater than or equal to 1"));
  }
  if (most === 0) errors.push(required(`${at}.maxReplicas`, "must be set and greater than 0"));
  else if (most < 0) errors.push(invalidValue(`${at}.maxReplicas`, most, "must be greater than or equal to 1"));
  if (least !== undefined && most < Number(least)) {
    errors.push(invalidValue(`${at}.maxReplicas`, most, "must be greater than or equal to `minReplicas`"));
  }
  const toZero = "must specify at least one Object or External metric to support scaling to zero replicas";
  if (least === 0 && !isScaledByOthers) errors.push(forbiddenField(`${at}.metrics`, toZero));
  return errors;
}

export const autoscaler: Rule = on(
  "spec",
  by((spec) =>
    all(
      (_value, at) => replicaErrors(spec, at),
      fields({
        scaleTargetRef: reference,
        metrics: items(metric),
        behavior: given(fields({ scaleUp: scaling, scaleDown: scaling })),
      }),
    ),
  ),
);
