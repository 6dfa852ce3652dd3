/** Roles and their bindings (kubernetes pkg/apis/rbac/validation 1.36). */
import { isObject, listAt, textAt, type JsonObject } from "../../../kube/index.ts";
import { invalidValue, required, type FieldError } from "../../wire/refusal.ts";
import { pathErrors, subdomainErrors } from "../names.ts";
import { labelSelector } from "./formats.ts";
import { all, choice, fields, filled, format, items, must, nothing, on, type Rule } from "./rules.ts";

const GROUP = "rbac.authorization.k8s.io";

const policyRule =
  (isNamespaced: boolean): Rule =>
  (rule, at) => {
    const list = (key: string): boolean => listAt(rule ?? null, key).length > 0;
    const urls = isObject(rule) ? (rule["nonResourceURLs"] ?? []) : [];
    const errors: FieldError[] = [];
    if (!list("verbs")) errors.push(required(`${at}.verbs`, "verbs must contain at least one value"));
    if (list("nonResourceURLs")) {
      const place = `${at}.nonResourceURLs`;
      if (isNamespaced) errors.push(invalidValue(place, urls, "namespaced rules cannot apply to non-resource URLs"));
      if (["apiGroups", "resources", "resourceNames"].some(list)) {
        const why = "rules cannot apply to both regular resources and non-resource URLs";
        errors.push(invalidValue(place, urls, why));
      }
      return errors;
    }
    if (!list("apiGroups"))
      errors.push(required(`${at}.apiGroups`, "resource rules must supply at least one api group"));
    if (!list("resources"))
      errors.push(required(`${at}.resources`, "resource rules must supply at least one resource"));
    return errors;
  };

export const role: Rule = on("rules", items(policyRule(true)));

/** What is wrong in it is told of, and that it is none. */
const selector: Rule = (value, at) => {
  const problems = labelSelector(value, at);
  return problems.length === 0 ? [] : [...problems, invalidValue(at, null, "invalid label selector.")];
};

const selectors = on(
  "clusterRoleSelectors",
  must(items(selector), "at least one clusterRoleSelector required if aggregationRule is non-nil"),
);

export const clusterRole: Rule = all(on("rules", items(policyRule(false))), (object, at) =>
  isObject(object) && object["aggregationRule"] !== undefined ? on("aggregationRule", selectors)(object, at) : [],
);

const roleRef: Rule = (value, at) => {
  const ref: JsonObject = isObject(value) ? value : {};
  return fields({
    apiGroup: choice([GROUP]),
    kind: choice(["Role", "ClusterRole"]),
    name: must(format(pathErrors)),
  })(ref, at);
};

const clusterRoleRef: Rule = fields({
  apiGroup: choice([GROUP]),
  kind: choice(["ClusterRole"]),
  name: must(format(pathErrors)),
});

const SUBJECTS = ["ServiceAccount", "User", "Group"];

const subject =
  (isNamespaced: boolean): Rule =>
  (value, at) => {
    const object: JsonObject = isObject(value) ? value : {};
    const kind = textAt(object, "kind");
    const isAccount = kind === "ServiceAccount";
    return fields({
      name: must(isAccount ? format(subdomainErrors) : nothing),
      kind: choice(SUBJECTS),
      apiGroup: isAccount ? filled(choice([""])) : SUBJECTS.includes(kind) ? choice([GROUP]) : nothing,
      namespace: isAccount && !isNamespaced ? must() : nothing,
    })(object, at);
  };

export const roleBinding: Rule = fields({ roleRef, subjects: items(subject(true)) });

export const clusterRoleBinding: Rule = fields({ roleRef: clusterRoleRef, subjects: items(subject(false)) });
