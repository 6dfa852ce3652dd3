/** What a built-in kind may be, and what of it may not change any more. */
import { isObject, listAt, objectAt, sameJson, textAt, valueAt, type JsonObject } from "../../../kube/index.ts";
import { forbiddenField, invalidValue, notSupported, required, type FieldError } from "../../wire/refusal.ts";
import { ingressErrors, serviceErrors } from "./network.ts";
import { podSpecErrors } from "./pod.ts";
import { cronJobErrors, jobErrors, statefulSetChangeErrors, workloadErrors } from "./workload.ts";

const CHECKS: Readonly<Record<string, (object: JsonObject) => FieldError[]>> = {
  Pod: (object) => podSpecErrors(objectAt(object, "spec"), "spec"),
  Deployment: workloadErrors,
  ReplicaSet: workloadErrors,
  StatefulSet: workloadErrors,
  DaemonSet: workloadErrors,
  Job: jobErrors,
  CronJob: cronJobErrors,
  Service: serviceErrors,
  Ingress: ingressErrors,
  ConfigMap: dataErrors,
  Secret: dataErrors,
  PersistentVolumeClaim: claimErrors,
  RoleBinding: bindingErrors,
  ClusterRoleBinding: bindingErrors,
  CustomResourceDefinition: definitionErrors,
};

export function kindErrors(object: JsonObject): FieldError[] {
  return CHECKS[textAt(object, "kind")]?.(object) ?? [];
}

const KEY = /^[-._a-zA-Z0-9]+$/;
const KEY_RULE =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or " +
  "'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
const DATA_BYTES_MAX = 1 << 20;

function dataErrors(object: JsonObject): FieldError[] {
  const isSecret = object["kind"] === "Secret";
  const entries = ["data", "binaryData"].flatMap((field) =>
    Object.entries(objectAt(object, field)).map(([key, value]) => ({ field, key, value: String(value) })),
  );
  const isEncoded = (field: string): boolean => isSecret || field === "binaryData";
  const bytes = entries.reduce(
    (sum, { field, value }) => sum + (isEncoded(field) ? (value.length * 3) / 4 : value.length),
    0,
  );
  return [
    ...entries
      .filter(({ key }) => !KEY.test(key))
      .map(({ field, key }) => invalidValue(`${field}[${key}]`, key, KEY_RULE)),
    ...(bytes > DATA_BYTES_MAX
      ? [
          {
            field: isSecret ? "data" : "",
            type: "FieldValueTooLong" as const,
            text: `Too long: may not be more than ${DATA_BYTES_MAX} bytes`,
          },
        ]
      : []),
  ];
}

function claimErrors(object: JsonObject): FieldError[] {
  const spec = objectAt(object, "spec");
  return [
    ...(listAt(spec, "accessModes").length === 0
      ? [required("spec.accessModes", "at least 1 access mode is required")]
      : []),
    ...(textAt(spec, "resources", "requests", "storage") === "" ? [required("spec.resources[storage]")] : []),
  ];
}

const ROLES = ["ClusterRole", "Role"];

function bindingErrors(object: JsonObject): FieldError[] {
  const [kind, name] = [textAt(object, "roleRef", "kind"), textAt(object, "roleRef", "name")];
  return [
    ...(ROLES.includes(kind) ? [] : [notSupported("roleRef.kind", kind, ROLES)]),
    ...(name === "" ? [required("roleRef.name")] : []),
  ];
}

function definitionErrors(object: JsonObject): FieldError[] {
  const spec = objectAt(object, "spec");
  const wanted = `${textAt(spec, "names", "plural")}.${textAt(spec, "group")}`;
  const name = textAt(object, "metadata", "name");
  const stored = listAt(spec, "versions").filter((one) => valueAt(one, "storage") === true);
  const schemaless = listAt(spec, "versions").flatMap((one, i) =>
    isObject(valueAt(one, "schema", "openAPIV3Schema"))
      ? []
      : [required(`spec.versions[${i}].schema.openAPIV3Schema`, "schemas are required")],
  );
  return [
    ...(name === wanted ? [] : [invalidValue("metadata.name", name, 'must be spec.names.plural+"."+spec.group')]),
    ...(stored.length === 1
      ? []
      : [invalidValue("spec.versions", null, "must have exactly one version marked as storage version")]),
    ...schemaless,
  ];
}

// --- changes

const IMMUTABLE = "field is immutable";

/** Fields that stay as they were made, by kind. */
const IMMUTABLE_FIELDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Deployment: [["spec", "selector"]],
  ReplicaSet: [["spec", "selector"]],
  DaemonSet: [["spec", "selector"]],
  Job: [
    ["spec", "completions"],
    ["spec", "selector"],
    ["spec", "template"],
    ["spec", "completionMode"],
  ],
  Secret: [["type"]],
  StorageClass: [["provisioner"], ["parameters"], ["reclaimPolicy"], ["volumeBindingMode"]],
  CustomResourceDefinition: [
    ["spec", "group"],
    ["spec", "scope"],
  ],
};

export function changeErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const kind = textAt(after, "kind");
  const fixed = (IMMUTABLE_FIELDS[kind] ?? []).flatMap((path) => {
    const [was, is] = [valueAt(before, ...path) ?? null, valueAt(after, ...path) ?? null];
    return sameJson(was, is) ? [] : [invalidValue(path.join("."), is, IMMUTABLE)];
  });
  return [...fixed, ...(CHANGES[kind]?.(before, after) ?? [])];
}

const CHANGES: Readonly<Record<string, (before: JsonObject, after: JsonObject) => FieldError[]>> = {
  StatefulSet: statefulSetChangeErrors,
  ConfigMap: frozenErrors,
  Secret: frozenErrors,
  Service(before, after) {
    const [was, is] = [textAt(before, "spec", "clusterIP"), textAt(after, "spec", "clusterIP")];
    const changed =
      was !== "" && was !== is && [before, after].every((one) => textAt(one, "spec", "type") !== "ExternalName");
    return changed ? [invalidValue("spec.clusterIPs[0]", is === "" ? null : [is], "may not change once set")] : [];
  },
  RoleBinding: roleChangeErrors,
  ClusterRoleBinding: roleChangeErrors,
  PersistentVolumeClaim(before, after) {
    const frozen = (object: JsonObject): JsonObject => {
      const { resources: _, volumeName: _name, volumeAttributesClassName: _class, ...rest } = objectAt(object, "spec");
      return rest;
    };
    if (sameJson(frozen(before), frozen(after))) return [];
    const rule =
      "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";
    return [forbiddenField("spec", rule)];
  },
  Pod: podChangeErrors,
};

function roleChangeErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const [was, is] = [objectAt(before, "roleRef"), objectAt(after, "roleRef")];
  return sameJson(was, is) ? [] : [invalidValue("roleRef", goRoleRef(is), "cannot change roleRef")];
}

/** As Go's own type writes it, which has no names for JSON. */
function goRoleRef(role: JsonObject): JsonObject {
  return { APIGroup: role["apiGroup"] ?? "", Kind: role["kind"] ?? "", Name: role["name"] ?? "" };
}

function frozenErrors(before: JsonObject, after: JsonObject): FieldError[] {
  if (before["immutable"] !== true) return [];
  const changed = ["data", "binaryData"].filter((key) => !sameJson(before[key] ?? null, after[key] ?? null));
  return [
    ...(after["immutable"] === true ? [] : [forbiddenField("immutable", "field is immutable when `immutable` is set")]),
    ...changed.map((key) => forbiddenField(key, "field is immutable when `immutable` is set")),
  ];
}

const POD_MUTABLE = [
  "activeDeadlineSeconds",
  "tolerations",
  "terminationGracePeriodSeconds",
  "nodeName",
  "schedulingGates",
];
const POD_RULE =
  "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`," +
  "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations)," +
  "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

function podChangeErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const fixed = (pod: JsonObject): JsonObject => {
    const spec = { ...objectAt(pod, "spec") };
    for (const key of POD_MUTABLE) delete spec[key];
    for (const key of ["containers", "initContainers"]) {
      if (spec[key] !== undefined)
        spec[key] = listAt(spec, key).map((one) => (isObject(one) ? { ...one, image: "" } : one));
    }
    return spec;
  };
  return sameJson(fixed(before), fixed(after)) ? [] : [forbiddenField("spec", POD_RULE)];
}
