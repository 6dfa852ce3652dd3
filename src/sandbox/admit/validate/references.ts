/** What environment variables and files take from the pod itself (kubernetes pkg/apis/core/validation 1.36). */
import { isObject, textAt } from "../../../kube/index.ts";
import { invalidValue, notSupported, required, type FieldError } from "../../wire/refusal.ts";
import { qualifiedNameErrors } from "../names.ts";
import type { Rule } from "./rules.ts";

const RESOURCES = ["cpu", "ephemeral-storage", "memory"]
  .flatMap((name) => [`limits.${name}`, `requests.${name}`])
  .sort();

/** Divisors that make sense of each. */
const DIVISORS: Readonly<Record<string, readonly string[]>> = {
  cpu: ["1m", "1"],
  memory: ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"],
};

export function resourceFieldRef({ isVolume }: { readonly isVolume: boolean }): Rule {
  return (value, at) => {
    const resource = textAt(value, "resource");
    if (isVolume && textAt(value, "containerName") === "") return [required(`${at}.containerName`)];
    if (resource === "") return [required(`${at}.resource`)];
    if (!isKnown(resource)) return [notSupported(`${at}.resource`, resource, RESOURCES)];
    return divisorErrors(resource, isObject(value) ? String(value["divisor"] ?? "0") : "0", `${at}.divisor`);
  };
}

const isKnown = (resource: string): boolean =>
  RESOURCES.includes(resource) || /^(limits|requests)\.hugepages-/.test(resource);

function divisorErrors(resource: string, divisor: string, at: string): FieldError[] {
  if (divisor === "0") return [];
  if (resource.endsWith(".cpu")) {
    if (DIVISORS["cpu"]?.includes(divisor) === true) return [];
    return [invalidValue(at, resource, "only divisor's values 1m and 1 are supported with the cpu resource")];
  }
  if (DIVISORS["memory"]?.includes(divisor) === true) return [];
  const what = resource.endsWith(".memory") ? "memory" : "local ephemeral storage";
  const all = "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei";
  return [invalidValue(at, resource, `only divisor's values ${all} are supported with the ${what} resource`)];
}

const POD_FIELDS = [
  ...["metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName"],
  ...["status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"],
];

/** Labels that pods can be found by, but that no variable takes its value from. */
const CONVERTED = [
  "metadata.labels",
  "metadata.annotations",
  "spec.restartPolicy",
  "spec.schedulerName",
  "status.phase",
];

export const environmentFieldRef: Rule = (value, at) => {
  const [path, version] = [textAt(value, "fieldPath"), textAt(value, "apiVersion")];
  if (version === "") return [required(`${at}.apiVersion`)];
  if (path === "") return [required(`${at}.fieldPath`)];
  const [, map, key = ""] = /^metadata\.(labels|annotations)\['(.*)'\]$/s.exec(path) ?? [];
  if (map !== undefined) {
    const name = map === "annotations" ? key.toLowerCase() : key;
    return qualifiedNameErrors(name).map((why) => invalidValue(at, key, why));
  }
  const why = version === "v1" ? `field label not supported: ${path}` : `unsupported pod version: ${version}`;
  if (version !== "v1" || ![...POD_FIELDS, ...CONVERTED].includes(path)) {
    return [invalidValue(`${at}.fieldPath`, path, `error converting fieldPath: ${why}`)];
  }
  return POD_FIELDS.includes(path) ? [] : [notSupported(`${at}.fieldPath`, path, POD_FIELDS)];
};
