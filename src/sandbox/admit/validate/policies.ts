/** Budgets, priorities, leases, quotas, limits, runtimes (kubernetes pkg/apis/{policy,scheduling,coordination,core,node}/validation 1.36). */
import { isObject, listAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { duplicateValue, forbiddenField, invalidValue, required, type FieldError } from "../../wire/refusal.ts";
import { qualifiedNameErrors } from "../names.ts";
import { amountOf } from "../quantity.ts";
import { label, labels, labelSelector } from "./formats.ts";
import { tolerations } from "./scheduling.ts";
import { anyResource, containerResource, podFixed, quantityNotNegative } from "./resources.ts";
import {
  all,
  atLeast,
  by,
  choice,
  entries,
  fields,
  given,
  items,
  must,
  NOT_NEGATIVE,
  on,
  oneOf,
  type Rule,
} from "./rules.ts";
import { atMostAll, countOrPercent } from "./share.ts";

// --- budgets

const share = given(all(countOrPercent, atMostAll));

const bothGiven: Rule = (spec, at) => {
  if (!isObject(spec) || spec["minAvailable"] === undefined || spec["maxUnavailable"] === undefined) return [];
  const shown = {
    MinAvailable: spec["minAvailable"],
    Selector: spec["selector"] ?? null,
    MaxUnavailable: spec["maxUnavailable"],
    UnhealthyPodEvictionPolicy: spec["unhealthyPodEvictionPolicy"] ?? null,
  };
  return [invalidValue(at, shown, "minAvailable and maxUnavailable cannot be both set")];
};

export const disruptionBudget: Rule = on(
  "spec",
  all(
    bothGiven,
    fields({
      minAvailable: share,
      maxUnavailable: share,
      selector: labelSelector,
      unhealthyPodEvictionPolicy: given(oneOf("AlwaysAllow", "IfHealthyBudget")),
    }),
  ),
);

// --- priorities

const USER_PRIORITY_MAX = 1_000_000_000;
/** Of one that is there it may not change at all. */
export const newPriorityClass: Rule = on("preemptionPolicy", given(must(choice(["PreemptLowerPriority", "Never"]))));

const SYSTEM = ["system-cluster-critical", "system-node-critical"];

export const priorityClass: Rule = by((object) => () => {
  const name = textAt(object, "metadata", "name");
  const value = Number(object["value"] ?? 0);
  const reserved =
    "priority class names with 'system-' prefix are reserved for system use only. error: " +
    `${name} is not a known system priority class`;
  const high = `maximum allowed value of a user defined priority is ${USER_PRIORITY_MAX}`;
  const isSystem = name.startsWith("system-");
  return [
    ...(isSystem && !SYSTEM.includes(name) ? [forbiddenField("metadata.name", reserved)] : []),
    ...(!isSystem && value > USER_PRIORITY_MAX ? [forbiddenField("value", high)] : []),
  ];
});

// --- leases

export const lease: Rule = on(
  "spec",
  fields({
    leaseDurationSeconds: given(atLeast(1, "must be greater than 0")),
    leaseTransitions: given(atLeast(0, NOT_NEGATIVE)),
  }),
);

// --- quotas

const QUOTA = new Set([
  ...["cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.storage"],
  ...[
    "requests.ephemeral-storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
    "pods",
    "resourcequotas",
  ],
  ...["services", "replicationcontrollers", "secrets", "persistentvolumeclaims", "configmaps", "services.nodeports"],
  ...["services.loadbalancers"],
]);
const COUNTED = new Set([
  "pods",
  "resourcequotas",
  "services",
  "replicationcontrollers",
  "secrets",
  "persistentvolumeclaims",
  "configmaps",
  "services.nodeports",
  "services.loadbalancers",
]);

const isQuota = (name: string): boolean => QUOTA.has(name) || /^(requests\.)?hugepages-/.test(name);

const quotaAmounts: Rule = entries((name, value, path) => {
  const at = `${path}[${name}]`;
  const problems = qualifiedNameErrors(name).map((why) => invalidValue(at, name, why));
  const isStandard = isQuota(name) || name.includes("/");
  return [
    ...problems,
    ...(isStandard || problems.length > 0
      ? []
      : [invalidValue(at, name, "must be a standard resource type or fully qualified")]),
    ...(isStandard ? [] : [invalidValue(at, name, "must be a standard resource for quota")]),
    ...quantityNotNegative(value, at),
    ...(COUNTED.has(name) && !Number.isInteger(amountOf(String(value)))
      ? [invalidValue(at, value, "must be an integer")]
      : []),
  ];
});

/** What each scope can be counted in; undefined for anything a pod has. */
const SCOPES: Readonly<Record<string, readonly string[] | undefined>> = {
  BestEffort: ["pods"],
  NotBestEffort: undefined,
  Terminating: undefined,
  NotTerminating: undefined,
  PriorityClass: undefined,
  CrossNamespacePodAffinity: undefined,
  VolumeAttributesClass: ["persistentvolumeclaims", "requests.storage"],
};
const OF_PODS = [...QUOTA].filter((name) =>
  /^(pods|cpu|memory|ephemeral-storage|(requests|limits)\.(cpu|memory|ephemeral-storage))$/.test(name),
);

const OPPOSITES = [
  ["BestEffort", "NotBestEffort"],
  ["Terminating", "NotTerminating"],
];

function scopeErrors(spec: JsonObject, at: string): FieldError[] {
  const scopes = listAt(spec, "scopes").map(String);
  const names = Object.keys(objectAt(spec, "hard"));
  const wrong = scopes.flatMap((scope) => {
    if (!Object.hasOwn(SCOPES, scope)) return ["unsupported scope"];
    const allowed = SCOPES[scope] ?? OF_PODS;
    return names.filter((name) => !allowed.includes(name)).map(() => "unsupported scope applied to resource");
  });
  const selected = selectorErrors(spec, at.replace(/\.scopes$/, ".scopeSelector.matchExpressions"));
  const isConflicting = OPPOSITES.some((pair) => pair.every((one) => scopes.includes(one)));
  return [
    ...wrong.map((why) => invalidValue(at, scopes, why)),
    ...(isConflicting ? [invalidValue(at, scopes, "conflicting scopes")] : []),
    ...selected,
  ];
}

const EXISTS_ONLY =
  "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, " +
  "ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

/** Which expression is wrong is not told of. */
function selectorErrors(spec: JsonObject, at: string): FieldError[] {
  const expressions = listAt(spec, "scopeSelector", "matchExpressions");
  const scopes = expressions.map((one) => textAt(one, "scopeName"));
  return [
    ...expressions.flatMap((one) => expressionErrors(one, at)),
    ...OPPOSITES.filter((pair) => pair.every((one) => scopes.includes(one))).map(() =>
      invalidValue(at, spec["scopes"] ?? null, "conflicting scopes"),
    ),
  ];
}

function expressionErrors(one: JsonValue, at: string): FieldError[] {
  const [scope, operator] = [textAt(one, "scopeName"), textAt(one, "operator")];
  const isKnown = Object.hasOwn(SCOPES, scope);
  const isPlain = isKnown && scope !== "PriorityClass" && scope !== "VolumeAttributesClass";
  return [
    ...(isKnown ? [] : [invalidValue(`${at}.scopeName`, scope, "unsupported scope")]),
    ...(isPlain && operator !== "Exists" ? [invalidValue(`${at}.operator`, operator, EXISTS_ONLY)] : []),
    ...operandErrors(operator, listAt(one, "values"), at),
  ];
}

function operandErrors(operator: string, values: readonly JsonValue[], at: string): FieldError[] {
  switch (operator) {
    case "In":
    case "NotIn": {
      const why = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
      return values.length === 0 ? [required(`${at}.values`, why)] : [];
    }
    case "Exists":
    case "DoesNotExist": {
      const why = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
      return values.length === 0 ? [] : [invalidValue(`${at}.values`, values, why)];
    }
    default:
      return [invalidValue(`${at}.operator`, operator, "not a valid selector operator")];
  }
}

export const resourceQuota: Rule = on(
  "spec",
  by((spec) => all(on("hard", quotaAmounts), (_value, at) => scopeErrors(spec, `${at}.scopes`))),
);

// --- limits

const RANGES = ["min", "max", "default", "defaultRequest", "maxLimitRequestRatio"] as const;

interface Limits {
  readonly name: string;
  readonly item: JsonObject;
  readonly at: string;
}

/** Of one resource: the smaller is not greater than the larger, and what is told of. */
const ORDERS: readonly (readonly [
  small: string,
  large: string,
  at: string,
  words: (s: string, l: string) => string,
])[] = [
  ["min", "max", "min", (s, l) => `min value ${s} is greater than max value ${l}`],
  ["min", "defaultRequest", "defaultRequest", (s, l) => `min value ${s} is greater than default request value ${l}`],
  ["defaultRequest", "max", "defaultRequest", (s, l) => `default request value ${s} is greater than max value ${l}`],
  [
    "defaultRequest",
    "default",
    "defaultRequest",
    (s, l) => `default request value ${s} is greater than default limit value ${l}`,
  ],
  ["min", "default", "default", (s, l) => `min value ${s} is greater than default value ${l}`],
  ["default", "max", "default", (s, l) => `default value ${s} is greater than max value ${l}`],
];

/** Which of the two a message shows: not always the one that its place names. */
const SHOWN: Readonly<Record<string, string>> = {
  "default-max": "max",
  "min-defaultRequest": "defaultRequest",
  "min-default": "min",
};

function orderErrors({ name, item, at }: Limits): FieldError[] {
  const amount = (key: string): string | undefined => {
    const value = objectAt(item, key)[name];
    return value === undefined ? undefined : String(value);
  };
  return ORDERS.flatMap(([small, large, place, words]) => {
    const [less, more] = [amount(small), amount(large)];
    if (less === undefined || more === undefined || amountOf(less) <= amountOf(more)) return [];
    const shown = amount(SHOWN[`${small}-${large}`] ?? place);
    return [invalidValue(`${at}.${place}[${name}]`, shown, words(less, more))];
  });
}

function ratioErrors({ name, item, at }: Limits): FieldError[] {
  const ratio = objectAt(item, "maxLimitRequestRatio")[name];
  if (ratio === undefined || amountOf(String(ratio)) >= 1) return [];
  return [invalidValue(`${at}.maxLimitRequestRatio[${name}]`, ratio, `ratio ${String(ratio)} is less than 1`)];
}

const LIMITED = ["Pod", "Container", "PersistentVolumeClaim"];

function typeErrors(type: string, at: string): FieldError[] {
  const problems = qualifiedNameErrors(type);
  if (problems.length > 0) return problems.map((why) => invalidValue(at, type, why));
  if (type.includes("/") || LIMITED.includes(type)) return [];
  return [invalidValue(at, type, "must be a standard limit type or fully qualified")];
}

function resourceErrors(type: string, name: string, at: string): readonly FieldError[] {
  return type === "Pod" || type === "Container" ? containerResource(name, at) : anyResource(name, at);
}

const limitItem: Rule = (value, at) => {
  const item = isObject(value) ? value : {};
  const type = textAt(item, "type");
  const names = [...new Set(RANGES.flatMap((key) => Object.keys(objectAt(item, key))))];
  const isVolume = type === "PersistentVolumeClaim";
  const bounds = ["min", "max"].some((key) => objectAt(item, key)["storage"] !== undefined);
  const why = "either minimum or maximum storage value is required, but neither was provided";
  return [
    ...typeErrors(type, `${at}.type`),
    ...RANGES.filter((key) => type !== "Pod" || !key.startsWith("default")).flatMap((key) =>
      Object.keys(objectAt(item, key)).flatMap((name) => resourceErrors(type, name, `${at}.${key}[${name}]`)),
    ),
    ...(type === "Pod"
      ? ["default", "defaultRequest"]
          .filter((key) => Object.keys(objectAt(item, key)).length > 0)
          .map((key) => forbiddenField(`${at}.${key}`, "may not be specified when `type` is 'Pod'"))
      : names.flatMap((name) => orderErrors({ name, item, at }))),
    ...names.flatMap((name) => ratioErrors({ name, item, at })),
    ...(isVolume && !bounds ? [required(`${at}.limits`, why)] : []),
  ];
};

const uniqueTypes: Rule = (value, at) => {
  const seen = new Set<string>();
  return listAt(value ?? null).flatMap((one: JsonValue, i) => {
    const type = textAt(one, "type");
    const isSecond = seen.has(type);
    seen.add(type);
    return isSecond ? [duplicateValue(`${at}[${i}].type`, type)] : [];
  });
};

export const limitRange: Rule = on("spec", on("limits", all(items(limitItem), uniqueTypes)));

// --- runtimes

/** Overhead is told of as limits of a container are. */
export const runtimeClass: Rule = fields({
  handler: must(label),
  overhead: (value, at) => podFixed(isObject(value) ? value["podFixed"] : undefined, at),
  scheduling: given(fields({ nodeSelector: labels, tolerations })),
});
