/** Volumes of the cluster, their classes and drivers (kubernetes pkg/apis/core/validation and storage/validation 1.36). */
import { isObject, listAt, textAt, type JsonObject } from "../../../kube/index.ts";
import {
  duplicateValue,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
  type FieldError,
} from "../../wire/refusal.ts";
import { amountOf } from "../quantity.ts";
import { sortedKeys } from "./workloads.ts";
import { accessModes, positive } from "./claims.ts";
import { labelValue, qualifiedName, subdomain } from "./formats.ts";
import {
  all,
  by,
  choice,
  fields,
  filled,
  format,
  given,
  items,
  must,
  nothing,
  oneOf,
  on,
  unique,
  uniqueBy,
  type Rule,
} from "./rules.ts";
import { nodeSelector } from "./scheduling.ts";
import { driverVolumes } from "./volume-drivers.ts";
import { csiDriver, flexVolume, hostPath, nfs } from "./volumes.ts";

const capacity: Rule = (value, at) => {
  const amounts = isObject(value) ? value : {};
  const names = Object.keys(amounts);
  return [
    ...(names.length === 0 ? [required(at)] : []),
    ...(amounts["storage"] === undefined || names.length > 1 ? [notSupported(at, sortedKeys(value), ["storage"])] : []),
    ...Object.entries(amounts).flatMap(([name, amount]) => amountErrors(String(amount), `${at}[${name}]`)),
  ];
};

function amountErrors(amount: string, at: string): readonly FieldError[] {
  // Of what is below zero Go's parser is asked, which gives a number.
  const parsed = amountOf(amount) < 0 ? [invalidValue(at, amountOf(amount), "must be a valid resource quantity")] : [];
  return [...parsed, ...(at.endsWith("[storage]") ? positive(amount, at) : [])];
}

const local = fields({
  path: must(format((path) => (path.split("/").includes("..") ? ["must not contain '..'"] : []))),
});

const SOURCES: readonly (readonly [key: string, rule: Rule])[] = [
  ["hostPath", hostPath],
  ...["gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "flocker"].map((key) => driver(key)),
  ["nfs", nfs],
  ...["rbd", "quobyte", "cephfs", "iscsi", "cinder", "fc"].map((key) => driver(key)),
  ["flexVolume", flexVolume],
  ...["azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "scaleIO"].map((key) =>
    driver(key),
  ),
  ["local", local],
  driver("storageos"),
  ["csi", fields({ driver: csiDriver, volumeHandle: must() })],
];

function driver(key: string): readonly [string, Rule] {
  return [key, driverVolumes[key] ?? nothing];
}

const FLEX = "flexVolume";

const source: Rule = by((spec) => {
  const [one, ...more] = SOURCES.filter(([key]) => isObject(spec[key]));
  if (one === undefined) return (_value, at) => [required(at, "must specify a volume type")];
  const [key, rule] = one;
  return all(
    on(key, rule),
    // It is looked into wherever it stands.
    key === FLEX ? nothing : on(FLEX, given(flexVolume)),
    (_value, at) =>
      more
        .filter(([other]) => other !== FLEX)
        .map(([other]) =>
          forbiddenField(`${at}.${other === "cephfs" ? "cephFS" : other}`, "may not specify more than 1 volume type"),
        ),
    () => (key === "hostPath" && more.length === 0 ? recycled(spec) : []),
  );
});

function recycled(spec: JsonObject): FieldError[] {
  const isRoot = /^\/+$/.test(textAt(spec, "hostPath", "path"));
  if (!isRoot || spec["persistentVolumeReclaimPolicy"] !== "Recycle") return [];
  return [forbiddenField("spec.persistentVolumeReclaimPolicy", "may not be 'recycle' for a hostPath mount of '/'")];
}

const affinity =
  (spec: JsonObject): Rule =>
  (value, at) => {
    if (!isObject(value)) {
      const isLocal = SOURCES.find(([key]) => isObject(spec[key]))?.[0] === "local";
      return isLocal ? [required(at, "Local volume requires node affinity")] : [];
    }
    if (!isObject(value["required"])) return [required(`${at}.required`, "must specify required node constraints")];
    return nodeSelector(value["required"], `${at}.required`);
  };

export const persistentVolume: Rule = on("spec", (value, at) => {
  const spec = isObject(value) ? value : {};
  return all(
    fields({
      accessModes: accessModes(""),
      capacity,
      persistentVolumeReclaimPolicy: filled(oneOf("Delete", "Recycle", "Retain")),
      nodeAffinity: affinity(spec),
      storageClassName: filled(subdomain),
      volumeMode: filled(oneOf("Block", "Filesystem")),
      volumeAttributesClassName: filled(subdomain),
    }),
    source,
  )(spec, at);
});

// --- classes

const PARAMETERS_MAX = 512;
const PARAMETERS_BYTES_MAX = 256 << 10;

const parameters: Rule = (value, at) => {
  const pairs = Object.entries(isObject(value) ? value : {});
  const bytes = pairs.reduce((sum, [key, one]) => sum + key.length + String(one).length, 0);
  return [
    ...(pairs.length > PARAMETERS_MAX
      ? [
          {
            field: at,
            type: "FieldValueTooLong" as const,
            text: `Too long: may not be more than ${PARAMETERS_MAX} bytes`,
          },
        ]
      : []),
    ...pairs.filter(([key]) => key === "").map(() => invalidValue(at, "", "field can not be empty.")),
    ...(bytes > PARAMETERS_BYTES_MAX
      ? [
          {
            field: at,
            type: "FieldValueTooLong" as const,
            text: `Too long: may not be more than ${PARAMETERS_BYTES_MAX} bytes`,
          },
        ]
      : []),
  ];
};

const topology: Rule = (value, at) => {
  const expressions = listAt(value ?? null, "matchLabelExpressions");
  const place = `${at}.matchLabelExpressions`;
  return [
    ...items(
      fields({
        key: qualifiedName,
        values: all(
          must(items(labelValue)),
          unique(
            (one) => String(one),
            (one, path) => duplicateValue(path, one),
          ),
        ),
      }),
    )(expressions, place),
    ...uniqueBy("key")(expressions, place),
  ];
};

/** One that says nothing is taken for the same as any other that does not. */
const topologies: Rule = (value, at) => [
  ...items(topology)(value, at),
  ...listAt(value ?? null).flatMap((one, i) =>
    listAt(one, "matchLabelExpressions").length === 0 ? [duplicateValue(`${at}[${i}].matchLabelExpressions`, "")] : [],
  ),
];

export const storageClass: Rule = fields({
  // Shown as it is looked at.
  provisioner: must((value, at) => qualifiedName(String(value).toLowerCase(), at)),
  parameters,
  reclaimPolicy: filled(oneOf("Delete", "Retain")),
  volumeBindingMode: must(oneOf("Immediate", "WaitForFirstConsumer")),
  allowedTopologies: topologies,
});

// --- drivers

const SHORT = "may not specify a duration less than 10 minutes";

const tokenRequests: Rule = all(
  items(
    on(
      "expirationSeconds",
      given((value, at) => (Number(value) < 600 ? [invalidValue(at, value, SHORT)] : [])),
    ),
  ),
  unique(
    (one) => textAt(one, "audience"),
    (one, at) => duplicateValue(`${at}.audience`, textAt(one, "audience")),
  ),
);

const MODES = ["Persistent", "Ephemeral"];

const UPDATES_SECONDS_MIN = 10;

const updatePeriod: Rule = given((value, at) =>
  Number(value) < UPDATES_SECONDS_MIN
    ? [invalidValue(at, value, `must be greater than or equal to ${UPDATES_SECONDS_MIN} seconds`)]
    : [],
);

const NO_REQUESTS = "serviceAccountTokenInSecrets is set but no tokenRequests are specified";

const tokensInSecrets: Rule = by((spec) => (_value, at) => {
  const place = `${at}.serviceAccountTokenInSecrets`;
  const value = spec["serviceAccountTokenInSecrets"];
  return value === undefined || listAt(spec, "tokenRequests").length > 0
    ? []
    : [invalidValue(place, value, NO_REQUESTS)];
});

const driverSpec: Rule = fields({
  nodeAllocatableUpdatePeriodSeconds: updatePeriod,
  attachRequired: (value, at) => (value === undefined ? [required(at)] : []),
  podInfoOnMount: (value, at) => (value === undefined ? [required(at)] : []),
  storageCapacity: (value, at) => (value === undefined ? [required(at)] : []),
  volumeLifecycleModes: (value, at) =>
    listAt(value ?? null).flatMap((one) => (MODES.includes(String(one)) ? [] : [notSupported(at, one, MODES)])),
  fsGroupPolicy: given(choice(["File", "None", "ReadWriteOnceWithFSType"])),
  tokenRequests,
});

export const csiDriverObject: Rule = on("spec", all(driverSpec, tokensInSecrets));
