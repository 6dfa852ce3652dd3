/** What keeps pods running (kubernetes pkg/apis/apps/validation 1.36). */
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { selects } from "../../controllers/selector.ts";
import { forbiddenField, invalidValue, notSupported, required, type FieldError } from "../../wire/refusal.ts";
import { claim } from "./claims.ts";
import { label, labelSelector } from "./formats.ts";
import { podTemplate, templateMetadata } from "./pod.ts";
import { absent, all, choice, fields, filled, given, items, notNegative, on, when, type Rule } from "./rules.ts";
import { atMostAll, countOrPercent, isNone } from "./share.ts";

// --- selectors and templates

interface Selecting {
  /** As the message about an empty selector calls the kind. */
  readonly kind: "deployment" | "statefulset" | "daemonset";
  /** What is told of a selector that is none, besides what is wrong in it; undefined for nothing. */
  readonly broken: string | undefined;
  readonly isRequired: boolean;
}

function isEmptySelector(selector: JsonObject): boolean {
  return Object.keys(objectAt(selector, "matchLabels")).length + listAt(selector, "matchExpressions").length === 0;
}

/** As Go writes its maps. */
export function sortedKeys(map: JsonValue | undefined): JsonObject | null {
  if (!isObject(map)) return null;
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const MISMATCH = "`selector` does not match template `labels`";

/** The selector is one, and finds the pods that are made. */
function selectorErrors(spec: JsonObject, at: string, { kind, broken, isRequired }: Selecting): FieldError[] {
  const selector = spec["selector"];
  const labels = sortedKeys(valueAt(spec, "template", "metadata", "labels"));
  const mismatch = invalidValue(`${at}.template.metadata.labels`, labels, MISMATCH);
  if (!isObject(selector)) return [...(isRequired ? [required(`${at}.selector`)] : []), mismatch];
  const problems = labelSelector(selector, `${at}.selector`);
  if (problems.length > 0) {
    return [...problems, ...(broken === undefined ? [] : [invalidValue(`${at}.selector`, selector, broken)])];
  }
  if (isEmptySelector(selector)) {
    return [invalidValue(`${at}.selector`, selector, `empty selector is invalid for ${kind}`)];
  }
  return selects(selector, isObject(labels) ? labels : {}) ? [] : [mismatch];
}

const selecting =
  (options: Selecting): Rule =>
  (spec, at) =>
    selectorErrors(isObject(spec) ? spec : {}, at, options);

/** Pods that are kept running never end by themselves. */
const forever = (kind: string): Rule =>
  all(
    (template, at) => podTemplate(template ?? {}, at),
    on(
      "spec",
      fields({
        restartPolicy: alwaysOnly,
        activeDeadlineSeconds: absent(`activeDeadlineSeconds in ${kind} is not Supported`),
      }),
    ),
  );

const alwaysOnly: Rule = (value, at) =>
  value === undefined || value === "Always" ? [] : [notSupported(at, value, ["Always"])];

// --- kinds

/** As Go's own struct is written, which has no names for JSON. */
function goStrategy(strategy: JsonObject, keys: readonly string[]): JsonObject {
  const update = strategy["rollingUpdate"];
  const capital = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);
  const shown = isObject(update) ? Object.fromEntries(keys.map((key) => [capital(key), update[key] ?? null])) : null;
  return { Type: strategy["type"] ?? "", RollingUpdate: shown };
}

const rolling: Rule = (strategy, at) => {
  if (!isObject(strategy)) return [];
  const update = strategy["rollingUpdate"];
  switch (strategy["type"]) {
    case "Recreate":
      if (update === undefined) return [];
      return [forbiddenField(`${at}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")];
    case "RollingUpdate":
      return isObject(update) ? rollingErrors(update, `${at}.rollingUpdate`) : [required(`${at}.rollingUpdate`)];
    default: {
      const shown = goStrategy(strategy, ["maxUnavailable", "maxSurge"]);
      return [notSupported(at, shown, ["Recreate", "RollingUpdate"])];
    }
  }
};

function rollingErrors(update: JsonObject, at: string): readonly FieldError[] {
  const [unavailable = null, surge = null] = [update["maxUnavailable"], update["maxSurge"]];
  return [
    ...countOrPercent(unavailable, `${at}.maxUnavailable`),
    ...countOrPercent(surge, `${at}.maxSurge`),
    ...(countsNone(unavailable) && countsNone(surge)
      ? [invalidValue(`${at}.maxUnavailable`, unavailable, "may not be 0 when `maxSurge` is 0")]
      : []),
    ...atMostAll(unavailable, `${at}.maxUnavailable`),
  ];
}

const deadline: Rule = (spec, at) => {
  if (!isObject(spec) || spec["progressDeadlineSeconds"] === undefined) return [];
  const [seconds, ready] = [Number(spec["progressDeadlineSeconds"]), Number(spec["minReadySeconds"] ?? 0)];
  if (seconds > ready) return [];
  return [invalidValue(`${at}.progressDeadlineSeconds`, seconds, "must be greater than minReadySeconds")];
};

const inSpec = (...rules: readonly Rule[]): Rule => on("spec", (spec, at) => all(...rules)(spec ?? {}, at));

/** Where the selector is none the template is not looked at. */
const ofTemplate = (rule: Rule): Rule =>
  when((spec) => labelSelector(isObject(spec) ? spec["selector"] : {}, "").length === 0, rule);

const BROKEN = "invalid label selector";

export const deployment = inSpec(
  fields({
    replicas: notNegative,
    minReadySeconds: notNegative,
    revisionHistoryLimit: notNegative,
    progressDeadlineSeconds: notNegative,
    strategy: rolling,
  }),
  ofTemplate(on("template", forever("ReplicaSet"))),
  selecting({ kind: "deployment", broken: BROKEN, isRequired: true }),
  deadline,
);

export const replicaSet = inSpec(
  fields({ replicas: notNegative, minReadySeconds: notNegative }),
  ofTemplate(on("template", forever("ReplicaSet"))),
  selecting({ kind: "deployment", broken: BROKEN, isRequired: true }),
);

const daemonStrategy: Rule = (strategy, at) => {
  if (!isObject(strategy)) return [];
  const update = strategy["rollingUpdate"];
  switch (strategy["type"]) {
    case "OnDelete":
      return [];
    case "RollingUpdate":
      return isObject(update) ? daemonRolling(update, `${at}.rollingUpdate`) : [required(`${at}.rollingUpdate`)];
    default: {
      const shown = goStrategy(strategy, ["maxUnavailable", "maxSurge"]);
      return [notSupported(at, shown, ["RollingUpdate", "OnDelete"])];
    }
  }
};

function daemonRolling(update: JsonObject, at: string): readonly FieldError[] {
  const [unavailable = null, surge = null] = [update["maxUnavailable"], update["maxSurge"]];
  const [noneDown, noneUp] = [countsNone(unavailable), countsNone(surge)];
  return [
    ...countOrPercent(unavailable, `${at}.maxUnavailable`),
    ...atMostAll(unavailable, `${at}.maxUnavailable`),
    ...countOrPercent(surge, `${at}.maxSurge`),
    ...atMostAll(surge, `${at}.maxSurge`),
    ...(noneDown && noneUp ? [required(`${at}.maxUnavailable`, "cannot be 0 when maxSurge is 0")] : []),
    ...(!noneDown && !noneUp
      ? [invalidValue(`${at}.maxSurge`, surge, "may not be set when maxUnavailable is non-zero")]
      : []),
  ];
}

/** What is no count is none. */
const countsNone = (value: JsonValue): boolean => isNone(value) || !isCount(value);
const isCount = (value: JsonValue): boolean => typeof value === "number" || /^\d+%$/.test(String(value));

export const daemonSet = inSpec(
  fields({
    minReadySeconds: notNegative,
    revisionHistoryLimit: notNegative,
    updateStrategy: daemonStrategy,
    template: forever("DaemonSet"),
  }),
  selecting({ kind: "daemonset", broken: undefined, isRequired: false }),
);

const statefulStrategy: Rule = (strategy, at) => {
  if (!isObject(strategy)) return [];
  const update = strategy["rollingUpdate"];
  switch (strategy["type"]) {
    case "OnDelete": {
      if (!isObject(update)) return [];
      const shown = { Partition: update["partition"] ?? 0, MaxUnavailable: update["maxUnavailable"] ?? null };
      return [invalidValue(`${at}.rollingUpdate`, shown, "only allowed for updateStrategy 'RollingUpdate'")];
    }
    case "RollingUpdate":
      return fields({ partition: notNegative })(update, `${at}.rollingUpdate`);
    default: {
      const shown = goStrategy(strategy, ["partition", "maxUnavailable"]);
      return [invalidValue(at, shown, "must be 'RollingUpdate' or 'OnDelete'")];
    }
  }
};

const management: Rule = (value, at) =>
  value === "OrderedReady" || value === "Parallel"
    ? []
    : [invalidValue(at, value ?? "", "must be 'OrderedReady' or 'Parallel'")];

const KEPT = ["Retain", "Delete"];

/** The template as its pods will have it: with a volume for each claim. */
const statefulTemplate: Rule = (spec, at) => {
  if (!isObject(spec)) return [];
  const claims = listAt(spec, "volumeClaimTemplates").map((one) => textAt(one, "metadata", "name"));
  const added = claims.map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  const template = objectAt(spec, "template");
  const own = listAt(template, "spec", "volumes").filter((one) => !claims.includes(textAt(one, "name")));
  // Its pods are called otherwise: hostname and subdomain are not looked at.
  const { hostname: _, subdomain: _subdomain, ...named } = objectAt(template, "spec");
  const volumes = added.length === 0 ? {} : { volumes: [...added, ...own] };
  const whole = isObject(template["spec"]) ? { ...template, spec: { ...named, ...volumes } } : template;
  return [
    // What is wrong with its labels and annotations is told of twice.
    ...templateMetadata(template, `${at}.template`),
    ...forever("StatefulSet")(whole, `${at}.template`),
  ];
};

export const statefulSet = inSpec(
  fields({
    podManagementPolicy: management,
    updateStrategy: statefulStrategy,
    persistentVolumeClaimRetentionPolicy: given(fields({ whenDeleted: choice(KEPT), whenScaled: choice(KEPT) })),
    replicas: notNegative,
    minReadySeconds: notNegative,
    ordinals: fields({ start: notNegative }),
  }),
  selecting({ kind: "statefulset", broken: "", isRequired: true }),
  ofTemplate(statefulTemplate),
);

/** They cannot be changed, so that they are looked at once. */
export const newStatefulSet = inSpec(fields({ serviceName: filled(label), volumeClaimTemplates: items(claim) }));

const countsAll: Rule = on("spec", fields({ replicas: notNegative, minReadySeconds: notNegative }));

/** Selects by labels alone. */
export const replicationController: Rule = all(
  countsAll,
  inSpec((spec, at) => {
    const selector = objectAt(spec ?? null, "selector");
    const template = isObject(spec) ? spec["template"] : undefined;
    const labels = valueAt(template, "metadata", "labels") ?? null;
    const isFound =
      Object.keys(selector).length === 0 ||
      Object.entries(selector).every(([key, value]) => isObject(labels) && labels[key] === value);
    return [
      ...(Object.keys(selector).length === 0 ? [required(`${at}.selector`)] : []),
      ...(template === undefined ? [required(`${at}.template`)] : []),
      ...(isFound || template === undefined ? [] : [invalidValue(`${at}.template.metadata.labels`, labels, MISMATCH)]),
      ...(template === undefined ? [] : forever("ReplicationController")(template, `${at}.template`)),
    ];
  }),
);
