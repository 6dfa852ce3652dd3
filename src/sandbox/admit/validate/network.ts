/** Validation of Services and Ingresses (kubernetes pkg/apis/core/validation and networking/validation 1.36). */
import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../../kube/index.ts";
import { duplicateValue, invalidValue, notSupported, required, type FieldError } from "../../wire/refusal.ts";
import { portNumberErrors } from "./pod.ts";

const TYPES = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
const PROTOCOLS = ["SCTP", "TCP", "UDP"];

export function serviceErrors(object: JsonObject): FieldError[] {
  const spec = objectAt(object, "spec");
  const [type, ports] = [textAt(spec, "type"), listAt(spec, "ports")];
  const isHeadless = textAt(spec, "clusterIP") === "None";
  const needsPorts = type !== "ExternalName" && !isHeadless;
  return [
    ...(needsPorts && ports.length === 0 ? [required("spec.ports")] : []),
    ...ports.flatMap((port, i) => portErrors(port, { at: `spec.ports[${i}]`, isOnly: ports.length === 1 })),
    ...duplicateNames(ports),
    ...(TYPES.includes(type) ? [] : [notSupported("spec.type", type, TYPES)]),
    ...(type === "ExternalName" && textAt(spec, "externalName") === "" ? [required("spec.externalName")] : []),
  ];
}

function portErrors(port: JsonValue, { at, isOnly }: { readonly at: string; readonly isOnly: boolean }): FieldError[] {
  const [name, protocol, target] = [textAt(port, "name"), textAt(port, "protocol"), valueAt(port, "targetPort")];
  return [
    ...(name === "" && !isOnly ? [required(`${at}.name`)] : []),
    ...portNumberErrors(numberAt(port, "port"), `${at}.port`),
    ...(PROTOCOLS.includes(protocol) ? [] : [notSupported(`${at}.protocol`, protocol, PROTOCOLS)]),
    ...(typeof target === "number" ? portNumberErrors(target, `${at}.targetPort`) : []),
  ];
}

function duplicateNames(ports: readonly JsonValue[]): FieldError[] {
  const seen = new Set<string>();
  return ports.flatMap((port, i) => {
    const name = textAt(port, "name");
    const twice = name !== "" && seen.has(name);
    seen.add(name);
    return twice ? [duplicateValue(`spec.ports[${i}].name`, name)] : [];
  });
}

const PATH_TYPES = ["Exact", "ImplementationSpecific", "Prefix"];

export function ingressErrors(object: JsonObject): FieldError[] {
  const spec = objectAt(object, "spec");
  const rules = listAt(spec, "rules");
  if (rules.length === 0 && !isObject(spec["defaultBackend"])) {
    return [invalidValue("spec", spec["rules"], "either `defaultBackend` or `rules` must be specified")];
  }
  return rules.flatMap((rule, i) =>
    listAt(rule, "http", "paths").flatMap((path, j) => pathErrors(path, `spec.rules[${i}].http.paths[${j}]`)),
  );
}

function pathErrors(path: JsonValue, at: string): FieldError[] {
  const [type, text] = [textAt(path, "pathType"), textAt(path, "path")];
  return [
    ...(type === "" ? [required(`${at}.pathType`, "pathType must be specified")] : []),
    ...(type === "" || PATH_TYPES.includes(type) ? [] : [notSupported(`${at}.pathType`, type, PATH_TYPES)]),
    ...(type !== "ImplementationSpecific" && !text.startsWith("/")
      ? [invalidValue(`${at}.path`, text, "must be an absolute path")]
      : []),
  ];
}
