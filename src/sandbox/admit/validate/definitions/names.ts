/** What a kind is called, and of which group it is. */
import { listAt, objectAt, textAt, type JsonObject } from "../../../../kube/index.ts";
import { invalidValue, notSupported, required, type FieldError } from "../../../wire/refusal.ts";
import { subdomainErrors } from "../../names.ts";
import { dns1035 } from "../formats.ts";

/** A word as it stands in paths; where there is none, that is told of elsewhere. */
export function wordErrors(text: string, at: string, prefix = ""): FieldError[] {
  const problems = dns1035(prefix === "" ? text : text.toLowerCase());
  return problems.length === 0 ? [] : [invalidValue(at, text, prefix + problems.join(","))];
}

const MIXED = "may have mixed case, but should otherwise match: ";

export function namesErrors(spec: JsonObject): FieldError[] {
  const names = objectAt(spec, "names");
  const at = (key: string): string => `spec.names.${key}`;
  const named = (key: string, prefix = ""): FieldError[] => {
    const text = textAt(names, key);
    return text === "" ? [required(at(key))] : wordErrors(text, at(key), prefix);
  };
  const each = (key: string): FieldError[] =>
    listAt(names, key).flatMap((one, i) => wordErrors(String(one), `${at(key)}[${i}]`));
  const [kind, listKind] = [textAt(names, "kind"), textAt(names, "listKind")];
  return [
    ...[...named("plural"), ...named("singular"), ...named("kind", MIXED), ...named("listKind", MIXED)],
    ...(kind !== "" && kind === listKind
      ? [invalidValue(at("listKind"), listKind, "kind and listKind may not be the same")]
      : []),
    ...each("shortNames"),
    ...each("categories"),
  ];
}

export function groupErrors(spec: JsonObject): FieldError[] {
  const group = textAt(spec, "group");
  if (group === "") return [required("spec.group")];
  const problems = subdomainErrors(group);
  if (problems.length > 0) return [invalidValue("spec.group", group, problems.join(","))];
  return group.includes(".") ? [] : [invalidValue("spec.group", group, "should be a domain with at least one dot")];
}

export function scopeErrors(spec: JsonObject): FieldError[] {
  const scope = textAt(spec, "scope");
  if (scope === "") return [required("spec.scope")];
  const known = ["Cluster", "Namespaced"];
  return known.includes(scope) ? [] : [notSupported("spec.scope", scope, known)];
}

export const APPROVED = "api-approved.kubernetes.io";
const SEE = "see https://github.com/kubernetes/enhancements/pull/1111";

export const isProtectedGroup = (definition: JsonObject): boolean =>
  /(^|\.)(k8s|kubernetes)\.io$/.test(textAt(definition, "spec", "group"));

/** Groups of Kubernetes itself are not for everybody. */
export function approvalErrors(object: JsonObject): FieldError[] {
  if (!isProtectedGroup(object)) return [];
  const given = textAt(object, "metadata", "annotations", APPROVED);
  const [at, must] = [
    `metadata.annotations[${APPROVED}]`,
    `protected groups must have approval annotation "${APPROVED}"`,
  ];
  if (given === "") return [required(at, `${must}, ${SEE}`)];
  if (given.startsWith("unapproved") || /^[a-zA-Z][\w+.-]*:\/\/[^/?#]+/.test(given)) return [];
  return [invalidValue(at, given, `${must} with either a URL or a reason starting with "unapproved", ${SEE}`)];
}
