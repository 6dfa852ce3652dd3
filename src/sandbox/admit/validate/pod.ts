/** Validation of pods and their templates (kubernetes pkg/apis/core/validation 1.36, with its texts), as far as charts get it wrong. */
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
import { labelErrors } from "../names.ts";

const RESTART_POLICIES = ["Always", "OnFailure", "Never"];

/** `only` names the restart policies that its owner allows. */
export function podSpecErrors(spec: JsonObject, at: string): FieldError[] {
  const containers = listAt(spec, "containers");
  const volumes = new Set(listAt(spec, "volumes").map((one) => textAt(one, "name")));
  const policy = textAt(spec, "restartPolicy");
  return [
    ...volumeErrors(listAt(spec, "volumes"), `${at}.volumes`),
    ...(containers.length === 0 ? [required(`${at}.containers`)] : []),
    ...listErrors(containers, { at: `${at}.containers`, volumes }),
    ...listErrors(listAt(spec, "initContainers"), { at: `${at}.initContainers`, volumes }),
    ...(RESTART_POLICIES.includes(policy) ? [] : [notSupported(`${at}.restartPolicy`, policy, RESTART_POLICIES)]),
  ];
}

interface Context {
  readonly at: string;
  readonly volumes: ReadonlySet<string>;
}

function listErrors(containers: readonly JsonValue[], context: Context): FieldError[] {
  const seen = new Set<string>();
  return containers.flatMap((container, i) => {
    const name = textAt(container, "name");
    const place = `${context.at}[${i}]`;
    const twice = seen.has(name) ? [duplicateValue(`${place}.name`, name)] : [];
    seen.add(name);
    return [...nameErrors(name, `${place}.name`), ...twice, ...containerErrors(container, { ...context, at: place })];
  });
}

function nameErrors(name: string, at: string): FieldError[] {
  if (name === "") return [required(at)];
  return labelErrors(name).map((why) => invalidValue(at, name, why));
}

const PULL_POLICIES = ["Always", "IfNotPresent", "Never"];
const PROTOCOLS = ["SCTP", "TCP", "UDP"];

function containerErrors(container: JsonValue, { at, volumes }: Context): FieldError[] {
  const [image, policy] = [textAt(container, "image"), textAt(container, "imagePullPolicy")];
  return [
    ...(image === "" ? [required(`${at}.image`)] : []),
    ...(PULL_POLICIES.includes(policy) ? [] : [notSupported(`${at}.imagePullPolicy`, policy, PULL_POLICIES)]),
    ...listAt(container, "ports").flatMap((port, i) => portErrors(port, `${at}.ports[${i}]`)),
    ...listAt(container, "env").flatMap((one, i) => environmentErrors(one, `${at}.env[${i}]`)),
    ...listAt(container, "volumeMounts").flatMap((one, i) =>
      mountErrors(one, { at: `${at}.volumeMounts[${i}]`, volumes }),
    ),
    ...resourceErrors(objectAt(container, "resources"), `${at}.resources`),
  ];
}

export function portNumberErrors(value: number | undefined, at: string): FieldError[] {
  if (value !== undefined && value >= 1 && value <= 65_535) return [];
  return [invalidValue(at, value ?? 0, "must be between 1 and 65535, inclusive")];
}

function portErrors(port: JsonValue, at: string): FieldError[] {
  const [number, protocol] = [numberAt(port, "containerPort") ?? 0, textAt(port, "protocol")];
  return [
    ...(number === 0 ? [required(`${at}.containerPort`)] : portNumberErrors(number, `${at}.containerPort`)),
    ...(PROTOCOLS.includes(protocol) ? [] : [notSupported(`${at}.protocol`, protocol, PROTOCOLS)]),
  ];
}

function environmentErrors(variable: JsonValue, at: string): FieldError[] {
  const source = valueAt(variable, "valueFrom");
  const both = isObject(source) && textAt(variable, "value") !== "";
  return [
    ...(textAt(variable, "name") === "" ? [required(`${at}.name`)] : []),
    ...(both ? [invalidValue(`${at}.valueFrom`, "", "may not be specified when `value` is not empty")] : []),
  ];
}

function mountErrors(mount: JsonValue, { at, volumes }: Context): FieldError[] {
  const [name, path] = [textAt(mount, "name"), textAt(mount, "mountPath")];
  const unknown: FieldError = {
    field: `${at}.name`,
    type: "FieldValueNotFound",
    text: `Not found: ${JSON.stringify(name)}`,
  };
  return [
    ...(name === "" ? [required(`${at}.name`)] : volumes.has(name) ? [] : [unknown]),
    ...(path === "" ? [required(`${at}.mountPath`)] : []),
  ];
}

function resourceErrors(resources: JsonObject, at: string): FieldError[] {
  const [limits, requests] = [objectAt(resources, "limits"), objectAt(resources, "requests")];
  return Object.entries(requests).flatMap(([name, value]) => {
    const limit = limits[name];
    if (limit === undefined || amountOf(value) <= amountOf(limit)) return [];
    return [invalidValue(`${at}.requests`, value, `must be less than or equal to ${name} limit of ${String(limit)}`)];
  });
}

const UNITS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

function amountOf(value: JsonValue): number {
  const [, number = "0", unit = ""] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(String(value)) ?? [];
  return Number(number) * (UNITS[unit] ?? 1);
}

function volumeErrors(volumes: readonly JsonValue[], at: string): FieldError[] {
  const seen = new Set<string>();
  return volumes.flatMap((volume, i) => {
    const name = textAt(volume, "name");
    const twice = seen.has(name) ? [duplicateValue(`${at}[${i}].name`, name)] : [];
    seen.add(name);
    return [...nameErrors(name, `${at}[${i}].name`), ...twice];
  });
}
