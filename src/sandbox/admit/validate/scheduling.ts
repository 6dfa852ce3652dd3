/** Where pods may run: tolerations, affinity, spread (kubernetes pkg/apis/core/validation 1.36). */
import { listAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import {
  duplicateValue,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
  type FieldError,
} from "../../wire/refusal.ts";
import { labelValue, label, labelSelector, qualifiedName } from "./formats.ts";
import { all, by, choice, fields, filled, given, items, must, oneOf, on, type Rule } from "./rules.ts";

// --- tolerations

const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
const EVERYTHING = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';

const toleration: Rule = by((object) => {
  const [key, operator, value] = [textAt(object, "key"), textAt(object, "operator"), textAt(object, "value")];
  return all(
    on("key", filled(qualifiedName)),
    on("operator", (_value, at) => [
      ...(key === "" && operator !== "Exists" ? [invalidValue(at, operator, EVERYTHING)] : []),
      ...operatorErrors(operator, value, at),
    ]),
    on("effect", filled(choice(EFFECTS))),
    on("effect", (effect, at) =>
      object["tolerationSeconds"] !== undefined && effect !== "NoExecute"
        ? [invalidValue(at, effect ?? "", "effect must be 'NoExecute' when `tolerationSeconds` is set")]
        : [],
    ),
  );
});

function operatorErrors(operator: string, value: string, at: string): readonly FieldError[] {
  switch (operator) {
    case "":
    case "Equal":
      return labelValue(value, at);
    case "Exists":
      return value === "" ? [] : [invalidValue(at, value, "value must be empty when `operator` is 'Exists'")];
    case "Lt":
    case "Gt":
      return [notSupported(at, operator, ["Equal", "Exists", "Lt", "Gt"])];
    default:
      return [notSupported(at, operator, ["Equal", "Exists"])];
  }
}

export const tolerations: Rule = items(toleration);

// --- node selectors

function expression(check: (one: JsonValue, at: string) => FieldError[]): Rule {
  return items((value, at) => check(value ?? null, at));
}

const ONE_FIELD = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";

function labelExpression(one: JsonValue, at: string): FieldError[] {
  const values = listAt(one, "values");
  return [...preferredExpression(one, at), ...values.flatMap((value, i) => labelValue(value, `${at}.values[${i}]`))];
}

/** What is only preferred may ask for values that no label has. */
function preferredExpression(one: JsonValue, at: string): FieldError[] {
  return [
    ...operandErrors(textAt(one, "operator"), listAt(one, "values").length, at),
    ...qualifiedName(textAt(one, "key"), `${at}.key`),
  ];
}

function operandErrors(operator: string, count: number, at: string): FieldError[] {
  switch (operator) {
    case "In":
    case "NotIn":
      return count > 0 ? [] : [required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
    case "Exists":
    case "DoesNotExist":
      if (count === 0) return [];
      return [forbiddenField(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    case "Gt":
    case "Lt":
      return count === 1
        ? []
        : [required(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
    default:
      return [invalidValue(`${at}.operator`, operator, "not a valid selector operator")];
  }
}

function fieldExpression(one: JsonValue, at: string): FieldError[] {
  const [key, operator] = [textAt(one, "key"), textAt(one, "operator")];
  const isOne = listAt(one, "values").length === 1;
  return [
    ...(operator === "In" || operator === "NotIn"
      ? isOne
        ? []
        : [required(`${at}.values`, ONE_FIELD)]
      : [invalidValue(`${at}.operator`, operator, "not a valid selector operator")]),
    ...(key === "metadata.name" ? [] : [invalidValue(`${at}.key`, key, "not a valid field selector key")]),
  ];
}

const matchFields = expression(fieldExpression);
const nodeTerm = fields({ matchExpressions: expression(labelExpression), matchFields });
const preferredTerm = fields({ matchExpressions: expression(preferredExpression), matchFields });

export const nodeSelector: Rule = on(
  "nodeSelectorTerms",
  must(items(nodeTerm), "must have at least one node selector term"),
);

// --- affinity

const WEIGHT = "must be in the range 1-100";

const weight: Rule = (value, at) =>
  Number(value ?? 0) >= 1 && Number(value) <= 100 ? [] : [invalidValue(at, value ?? 0, WEIGHT)];

/** Keys whose values are the pod's own: each by itself, and none twice. */
const ownKeys: Rule = by((term) => (_value, at) => {
  const lists = ["matchLabelKeys", "mismatchLabelKeys"];
  if (term["labelSelector"] === undefined)
    return lists
      .filter((key) => listAt(term, key).length > 0)
      .map((key) => forbiddenField(`${at}.${key}`, "must not be specified when labelSelector is not set"));
  const [match, mismatch] = lists.map((key) => listAt(term, key));
  return [
    ...lists.flatMap((list) => listAt(term, list).flatMap((key, i) => qualifiedName(key, `${at}.${list}[${i}]`))),
    ...selectedKeys(term, at),
    ...(match ?? []).flatMap((key, i) =>
      mismatch?.includes(key) === true
        ? [invalidValue(`${at}.matchLabelKeys[${i}]`, key, "exists in both matchLabelKeys and mismatchLabelKeys")]
        : [],
    ),
  ];
});

/** By now the selector has an expression of its own for each key: a second is the client's. */
function selectedKeys(term: JsonObject, at: string): FieldError[] {
  const keys = listAt(term, "matchLabelKeys");
  const seen = new Set(Object.keys(objectAt(term, "labelSelector", "matchLabels")));
  return listAt(term, "labelSelector", "matchExpressions").flatMap((one) => {
    const key = textAt(one, "key");
    const isAgain = seen.has(key) && keys.includes(key);
    seen.add(key);
    if (!isAgain) return [];
    return [invalidValue(`${at}[${keys.lastIndexOf(key)}]`, key, "exists in both matchLabelKeys and labelSelector")];
  });
}

const podTerm: Rule = all(
  fields({ labelSelector, namespaceSelector: labelSelector }),
  ownKeys,
  (value, at) => listAt(value, "namespaces").flatMap((one) => label(one, `${at}.namespace`)),
  on("topologyKey", (value, at) => [...must(undefined, "can not be empty")(value, at), ...qualifiedName(value, at)]),
);

const podTerms = fields({
  requiredDuringSchedulingIgnoredDuringExecution: items(podTerm),
  preferredDuringSchedulingIgnoredDuringExecution: items(fields({ weight, podAffinityTerm: podTerm })),
});

export const affinity: Rule = given(
  fields({
    nodeAffinity: given(
      fields({
        requiredDuringSchedulingIgnoredDuringExecution: given(nodeSelector),
        preferredDuringSchedulingIgnoredDuringExecution: items(fields({ weight, preference: preferredTerm })),
      }),
    ),
    podAffinity: given(podTerms),
    podAntiAffinity: given(podTerms),
  }),
);

// --- spread

const positive: Rule = (value, at) =>
  Number(value ?? 0) > 0 ? [] : [invalidValue(at, value ?? 0, "must be greater than zero")];

const constraint: Rule = by((object) => {
  const unsatisfiable = textAt(object, "whenUnsatisfiable");
  const only = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${unsatisfiable}`;
  return all(
    fields({
      maxSkew: positive,
      topologyKey: must(undefined, "can not be empty"),
      whenUnsatisfiable: oneOf("DoNotSchedule", "ScheduleAnyway"),
      minDomains: given(
        all(positive, (value, at) => (unsatisfiable === "DoNotSchedule" ? [] : [invalidValue(at, value, only)])),
      ),
      nodeAffinityPolicy: given(oneOf("Honor", "Ignore")),
      nodeTaintsPolicy: given(oneOf("Honor", "Ignore")),
      labelSelector,
      matchLabelKeys: items(qualifiedName),
    }),
    (_value, at) => sharedKeys(object, at),
  );
});

function sharedKeys(object: JsonObject, at: string): FieldError[] {
  const labels = objectAt(object, "labelSelector", "matchLabels");
  const keys = listAt(object, "labelSelector", "matchExpressions").map((one) => textAt(one, "key"));
  return listAt(object, "matchLabelKeys").flatMap((key, i) =>
    Object.hasOwn(labels, String(key)) || keys.includes(String(key))
      ? [invalidValue(`${at}[${i}]`, key, "exists in both matchLabelKeys and labelSelector")]
      : [],
  );
}

/** Told of at the first of the two. */
const uniqueConstraints: Rule = (value, at) => {
  const keys = listAt(value).map((one) => `{${textAt(one, "topologyKey")}, ${textAt(one, "whenUnsatisfiable")}}`);
  return keys.flatMap((key, i) =>
    keys.indexOf(key, i + 1) > i ? [duplicateValue(`${at}[${i}].{topologyKey, whenUnsatisfiable}`, key)] : [],
  );
};

export const topologySpread: Rule = all(items(constraint), uniqueConstraints);
