/** What admission policies and their bindings look at (kubernetes pkg/apis/admissionregistration/validation 1.36); expressions are read elsewhere. */
import { isObject, listAt, textAt, type JsonObject } from "../../../kube/index.ts";
import {
  duplicateValue,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
  type FieldError,
} from "../../wire/refusal.ts";
import { pathErrors, qualifiedNameErrors, subdomainErrors } from "../names.ts";
import { dns1035, labelSelector, subdomain } from "./formats.ts";
import { all, by, fields, format, given, items, must, on, oneOf, unique, type Rule } from "./rules.ts";
import { operationRule } from "./webhooks.ts";

// --- which objects

const resourceNames: Rule = all(
  items(format(pathErrors)),
  unique(
    (one) => String(one),
    (one, at) => duplicateValue(at, one),
  ),
);

const namedRules: Rule = items(all(on("resourceNames", resourceNames), operationRule));

const needed =
  (rule: Rule): Rule =>
  (value, at) =>
    value === undefined || value === null ? [required(at)] : rule(value, at);

const matchResources: Rule = fields({
  matchPolicy: needed(oneOf("Equivalent", "Exact")),
  namespaceSelector: needed(labelSelector),
  objectSelector: needed(labelSelector),
  resourceRules: namedRules,
  excludeResourceRules: namedRules,
});

// --- policies

const apiVersion: Rule = must((value, at) => {
  const text = String(value);
  const parts = text.split("/");
  if (parts.length > 2) return [invalidValue(at, text, `unexpected GroupVersion string: ${text}`)];
  const [group, version] = parts.length === 2 ? parts : ["", text];
  const [groupProblems, versionProblems] = [group ? subdomainErrors(group) : [], dns1035(version ?? "")];
  return [
    ...(groupProblems.length > 0 ? [invalidValue(at, group, groupProblems.join(","))] : []),
    ...(version === ""
      ? [invalidValue(at, text, "version must be specified")]
      : versionProblems.length > 0
        ? [invalidValue(at, version, versionProblems.join(","))]
        : []),
  ];
});

const kindName: Rule = must((value, at) => {
  const problems = dns1035(String(value).toLowerCase());
  const why = `may have mixed case, but should otherwise match: ${problems.join(",")}`;
  return problems.length === 0 ? [] : [invalidValue(at, value, why)];
});

/** Their keys are annotations below the name of the policy. */
function auditKeyErrors(object: JsonObject): FieldError[] {
  const name = textAt(object, "metadata", "name");
  const seen = new Set<string>();
  return listAt(object, "spec", "auditAnnotations").flatMap((one, i) => {
    const [key, at] = [textAt(one, "key"), `spec.auditAnnotations[${i}].key`];
    const whole = `${name}/${key}`;
    const isAgain = seen.has(key);
    seen.add(key);
    return [
      ...(name === ""
        ? [invalidValue(at, key, "requires metadata.name be non-empty")]
        : qualifiedNameErrors(whole).map((why) => invalidValue(at, whole, why))),
      ...(isAgain ? [duplicateValue(at, key)] : []),
    ];
  });
}

export const validatingPolicy: Rule = by((object) => (value, at) => [
  ...on(
    "spec",
    fields({
      failurePolicy: needed(oneOf("Fail", "Ignore")),
      paramKind: given(fields({ apiVersion, kind: kindName })),
      matchConstraints: given(matchResources),
    }),
  )(value, at),
  ...auditKeyErrors(object),
]);

// --- bindings

const EITHER = "name and selector are mutually exclusive";

const paramRef: Rule = by((reference) => {
  const [name, selector] = [textAt(reference, "name"), reference["selector"]];
  const isBoth = name !== "" && selector !== undefined;
  return all(
    fields({
      name: (value, at) => [
        ...pathErrors(textAt(reference, "name")).map((why) => invalidValue(at, value, why)),
        ...(isBoth ? [forbiddenField(at, EITHER)] : []),
      ],
      selector: (value, at) => [...labelSelector(value, at), ...(isBoth ? [forbiddenField(at, EITHER)] : [])],
      parameterNotFoundAction: must((value, at) =>
        ["Deny", "Allow"].includes(String(value)) ? [] : [notSupported(at, value, ["Deny", "Allow"])],
      ),
    }),
    (_value, at) =>
      name === "" && selector === undefined ? [required(at, "one of name or selector must be specified")] : [],
  );
});

const ACTIONS = ["Audit", "Deny", "Warn"];
const DENY_AND_WARN =
  "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)";

const actions: Rule = (value, at) => {
  const wanted = listAt(value ?? null).map(String);
  if (wanted.length === 0) return [required(at, "at least one validation action is required")];
  return [
    ...wanted.flatMap((one, i) => [
      ...(ACTIONS.includes(one) ? [] : [notSupported(`${at}[${i}]`, one, ACTIONS)]),
      ...(wanted.indexOf(one) < i ? [duplicateValue(`${at}[${i}]`, one)] : []),
    ]),
    ...(wanted.includes("Deny") && wanted.includes("Warn") ? [invalidValue(at, wanted, DENY_AND_WARN)] : []),
  ];
};

export const validatingBinding: Rule = on("spec", (value, at) =>
  fields({
    policyName: must(subdomain),
    paramRef: given(paramRef),
    matchResources: given(matchResources),
    validationActions: actions,
  })(isObject(value) ? value : {}, at),
);
