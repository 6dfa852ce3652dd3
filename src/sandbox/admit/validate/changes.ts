/** What of an object may not change any more (`Validate…Update` of kubernetes pkg/apis/…/validation 1.36). */
import {
  isObject,
  listAt,
  objectAt,
  sameJson,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../../kube/index.ts";
import { forbiddenField, invalidValue, required, type FieldError } from "../../wire/refusal.ts";
import { amountOf } from "../quantity.ts";
import { between } from "./rules.ts";
import { IMAGE_SPACES } from "./containers.ts";
import { persistentVolume } from "./storage.ts";
import { tolerations } from "./scheduling.ts";
import { definitionChanges } from "./definitions/index.ts";
import { changedJob } from "./jobs.ts";
import { isHeadless } from "./service-addresses.ts";
import { balancerClass } from "./services.ts";

const IMMUTABLE = "field is immutable";

/** Fields that stay as they were made, by kind; where a message calls one otherwise, its name follows. */
const FIXED: Readonly<Record<string, readonly (readonly [path: string, called?: string])[]>> = {
  Deployment: [["spec.selector"]],
  ReplicaSet: [["spec.selector"]],
  DaemonSet: [["spec.selector"]],
  Job: [
    ["spec.selector"],
    ["spec.completionMode"],
    ["spec.podFailurePolicy"],
    ["spec.backoffLimitPerIndex"],
    ["spec.managedBy"],
    ["spec.successPolicy"],
  ],
  Secret: [["type"]],
  StorageClass: [["parameters"], ["provisioner"], ["reclaimPolicy"], ["volumeBindingMode"]],
  PersistentVolume: [["spec.volumeMode", "volumeMode"]],
  PersistentVolumeClaim: [["spec.volumeMode", "volumeMode"]],
  PriorityClass: [["preemptionPolicy"]],
  IngressClass: [["spec.controller"]],
  EndpointSlice: [["addressType"]],
  CSIDriver: [["spec.attachRequired", "spec.attachedRequired"], ["spec.volumeLifecycleModes"]],
  ResourceQuota: [["spec.scopes"]],
  RuntimeClass: [["handler"]],
};

export function changeErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const kind = textAt(after, "kind");
  const fixed = (FIXED[kind] ?? []).flatMap(([path, called = path]) => {
    const [was, is] = [before, after].map((object) => valueAt(object, ...path.split(".")) ?? null);
    // A text that is gone is an empty one.
    const shown = is === null && typeof was === "string" ? "" : is;
    return sameJson(was ?? null, is ?? null) ? [] : [invalidValue(called, shown, IMMUTABLE)];
  });
  return [...fixed, ...(CHANGES[kind]?.(before, after) ?? [])];
}

type Check = (before: JsonObject, after: JsonObject) => FieldError[];

const CHANGES: Readonly<Record<string, Check>> = {
  CustomResourceDefinition: definitionChanges,
  StatefulSet: statefulSetErrors,
  ConfigMap: frozenErrors,
  Secret: frozenErrors,
  Service: serviceErrors,
  RoleBinding: roleErrors,
  ClusterRoleBinding: roleErrors,
  PersistentVolumeClaim: claimErrors,
  // Looked at as a whole once more.
  PersistentVolume: (before, after) => [...persistentVolume(after, ""), ...volumeErrors(before, after)],
  Pod: podErrors,
  Job: jobErrors,
  PriorityClass: (before, after) =>
    (before["value"] ?? 0) === (after["value"] ?? 0)
      ? []
      : [forbiddenField("value", "may not be changed in an update.")],
};

function without(object: JsonValue | undefined, keys: readonly string[]): JsonObject {
  const entries = Object.entries(isObject(object) ? object : {});
  return Object.fromEntries(entries.filter(([key]) => !keys.includes(key)));
}

const STATEFUL_MUTABLE = [
  ...["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit"],
  ...["persistentVolumeClaimRetentionPolicy", "minReadySeconds"],
];
const STATEFUL_RULE =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', " +
  "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

function statefulSetErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const [was, is] = [before, after].map((object) => without(object["spec"], STATEFUL_MUTABLE));
  return sameJson(was ?? {}, is ?? {}) ? [] : [forbiddenField("spec", STATEFUL_RULE)];
}

function frozenErrors(before: JsonObject, after: JsonObject): FieldError[] {
  if (before["immutable"] !== true) return [];
  const why = "field is immutable when `immutable` is set";
  const changed = ["data", "binaryData"].filter((key) => !sameJson(before[key] ?? null, after[key] ?? null));
  return [
    ...(after["immutable"] === true ? [] : [forbiddenField("immutable", why)]),
    ...changed.map((key) => forbiddenField(key, why)),
  ];
}

/** What was allocated stays, as long as the service needs it. */
function serviceErrors(before: JsonObject, after: JsonObject): FieldError[] {
  return [...balancerErrors(before, after), ...fixedAddressErrors(before, after)];
}

/** Told of once more than of a new one. */
function balancerErrors(before: JsonObject, after: JsonObject): readonly FieldError[] {
  const isBalancer = (one: JsonObject): boolean => textAt(one, "spec", "type") === "LoadBalancer";
  const [was, is] = [before, after].map((one) => valueAt(one, "spec", "loadBalancerClass") ?? null);
  const fixed =
    isBalancer(before) && isBalancer(after) && was !== is
      ? [invalidValue("spec.loadBalancerClass", is, FIXED_ONCE_SET)]
      : [];
  return [...fixed, ...balancerClass(isBalancer(after))(is, "spec.loadBalancerClass")];
}

const FIXED_ONCE_SET = "may not change once set";

/** The first address and family stay; a second may come and go where there is none of two families. */
function fixedAddressErrors(before: JsonObject, after: JsonObject): FieldError[] {
  if ([before, after].some((one) => textAt(one, "spec", "type") === "ExternalName")) return [];
  const headless = [before, after].filter((one) => isHeadless(ipsOf(one))).length;
  const addresses = headless === 2 ? [] : fixedItems(ipsOf(before), ipsOf(after), "spec.clusterIPs");
  const [was, is] = [before, after].map((one) => listAt(one, "spec", "ipFamilies"));
  const families = headless > 0 ? [] : fixedItems(was ?? [], is ?? [], "spec.ipFamilies");
  return [...addresses, ...families.map((error) => ({ ...error, field: "spec.ipFamilies[0]" }))];
}

const ipsOf = (service: JsonObject): readonly JsonValue[] => listAt(service, "spec", "clusterIPs");

/** Of lists of different lengths only the first items are compared. */
function fixedItems(was: readonly JsonValue[], is: readonly JsonValue[], at: string): FieldError[] {
  const compared = was.length === is.length ? was.length : Math.min(was.length, is.length, 1);
  return was
    .slice(0, compared)
    .flatMap((one, i) => (one === is[i] ? [] : [invalidValue(`${at}[${i}]`, [...is], FIXED_ONCE_SET)]));
}

function roleErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const [was, is] = [objectAt(before, "roleRef"), objectAt(after, "roleRef")];
  if (sameJson(was, is)) return [];
  // As Go's own type writes it, which has no names for JSON.
  const shown = { APIGroup: is["apiGroup"] ?? "", Kind: is["kind"] ?? "", Name: is["name"] ?? "" };
  return [invalidValue("roleRef", shown, "cannot change roleRef")];
}

// --- storage

const OLD_CLASS = "volume.beta.kubernetes.io/storage-class";
const CLAIM_RULE =
  "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";

function claimErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const isBound = textAt(before, "status", "phase") === "Bound";
  const free = isBound ? ["volumeAttributesClassName", "resources"] : [];
  // A claim without a volume may be given one.
  const binding = textAt(before, "spec", "volumeName") === "" ? ["volumeName"] : [];
  const [was, is] = [before, after].map((object) => without(object["spec"], [...free, ...binding]));
  const errors = sameJson(was ?? {}, is ?? {}) ? [] : [forbiddenField("spec", CLAIM_RULE)];
  const oldClass = (object: JsonObject): string => textAt(object, "metadata", "annotations", OLD_CLASS);
  if (oldClass(before) !== oldClass(after)) {
    errors.push(invalidValue(`metadata.annotations.${OLD_CLASS}`, oldClass(after), IMMUTABLE));
  }
  const size = (object: JsonObject): number => amountOf(textAt(object, "spec", "resources", "requests", "storage"));
  const held = amountOf(textAt(before, "status", "capacity", "storage"));
  if (size(after) < size(before) && size(after) <= held) {
    errors.push(forbiddenField("spec.resources.requests.storage", "field can not be less than status.capacity"));
  }
  return errors;
}

const VOLUME_MUTABLE = [
  ...["capacity", "accessModes", "persistentVolumeReclaimPolicy", "claimRef", "storageClassName", "mountOptions"],
  ...["volumeMode", "nodeAffinity", "volumeAttributesClassName"],
];
const VOLUME_RULE = "spec.persistentvolumesource is immutable after creation";

function volumeErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const [was, is] = [before, after].map((object) => without(object["spec"], VOLUME_MUTABLE));
  return sameJson(was ?? {}, is ?? {}) ? [] : [forbiddenField("spec.persistentvolumesource", VOLUME_RULE)];
}

// --- pods and jobs

const POD_MUTABLE = ["activeDeadlineSeconds", "tolerations", "schedulingGates"];
const POD_RULE =
  "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`," +
  "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations)," +
  "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

function podErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const images: FieldError[] = [];
  for (const list of ["containers", "initContainers"]) {
    if (listAt(before, "spec", list).length !== listAt(after, "spec", list).length)
      return [...images, forbiddenField(`spec.${list}`, "pod updates may not add or remove containers")];
    images.push(...imageErrors(after, list));
  }
  const deadline = deadlineErrors(before, after);
  if (deadline.some(({ text }) => !text.includes("nil value"))) return [...images, ...deadline];
  const [was, is] = [before, after].map(fixedPod);
  return [
    ...images,
    ...deadline,
    ...tolerationErrors(before, after),
    ...gateErrors(before, after),
    ...(sameJson(was ?? {}, is ?? {}) ? [] : [forbiddenField("spec", POD_RULE)]),
  ];
}

function gateErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const old = listAt(before, "spec", "schedulingGates").map((one) => textAt(one, "name"));
  return listAt(after, "spec", "schedulingGates").flatMap((one, i) => {
    const name = textAt(one, "name");
    if (old.includes(name)) return [];
    const why = `only deletion is allowed, but found new scheduling gate '${name}'`;
    return [forbiddenField(`spec.schedulingGates[${i}].name`, why)];
  });
}

/** Told of a second time: images are what may change. */
function imageErrors(pod: JsonObject, list: string): FieldError[] {
  return listAt(pod, "spec", list).flatMap((one, i) => {
    const [image, at] = [textAt(one, "image"), `spec.${list}[${i}].image`];
    if (image === "") return [required(at)];
    return image.trim() === image ? [] : [invalidValue(at, image, IMAGE_SPACES)];
  });
}

function fixedPod(pod: JsonObject): JsonObject {
  const spec = without(pod["spec"], POD_MUTABLE);
  for (const key of ["containers", "initContainers"]) {
    if (spec[key] !== undefined) {
      spec[key] = listAt(spec, key).map((one) => (isObject(one) ? { ...one, image: "" } : one));
    }
  }
  return spec;
}

const SECONDS_MAX = 2_147_483_647;

function deadlineErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const [was, is] = [before, after].map((pod) => valueAt(pod, "spec", "activeDeadlineSeconds"));
  const at = "spec.activeDeadlineSeconds";
  if (is === undefined) {
    if (was === undefined) return [];
    return [invalidValue(at, null, "must not update from a positive integer to nil value")];
  }
  const range = between(0, SECONDS_MAX)(is, at);
  if (range.length > 0) return [...range];
  if (was === undefined || Number(is) <= Number(was)) return [];
  return [invalidValue(at, is, "must be less than or equal to previous value")];
}

function tolerationErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const shape = (one: JsonValue): JsonObject => without(one, ["tolerationSeconds"]);
  const is = listAt(after, "spec", "tolerations").map(shape);
  const isKept = listAt(before, "spec", "tolerations").every((one) => is.some((other) => sameJson(other, shape(one))));
  const again = tolerations(valueAt(after, "spec", "tolerations"), "spec.tolerations");
  if (isKept) return [...again];
  const why = "existing toleration can not be modified except its tolerationSeconds";
  return [forbiddenField("spec.tolerations", why)];
}

/** Completions may change with the parallelism, where pods are numbered; the template while nothing runs. */
function jobErrors(before: JsonObject, after: JsonObject): FieldError[] {
  return [...changedJob(after, ""), ...completionErrors(before, after), ...templateErrors(before, after)];
}

function completionErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const [was, is] = [before, after].map((job) => valueAt(job, "spec", "completions") ?? null);
  if (was === is) return [];
  const isIndexed = textAt(after, "spec", "completionMode") === "Indexed";
  const isElastic = isIndexed && valueAt(after, "spec", "parallelism") === is;
  const why = isIndexed ? "can only be modified in tandem with spec.parallelism" : IMMUTABLE;
  return isElastic ? [] : [invalidValue("spec.completions", is, why)];
}

/** What a suspended job may still be given: where its pods run. */
const SCHEDULING = ["nodeSelector", "tolerations", "affinity", "schedulingGates"];

function templateErrors(before: JsonObject, after: JsonObject): FieldError[] {
  const isSuspended =
    valueAt(before, "spec", "suspend") === true && valueAt(before, "status", "startTime") === undefined;
  const shape = (job: JsonObject): JsonObject => {
    const template = objectAt(job, "spec", "template");
    if (!isSuspended) return template;
    return { spec: freed(without(template["spec"], SCHEDULING)) };
  };
  if (sameJson(shape(before), shape(after))) return [];
  return [
    invalidValue(isSuspended ? "spec.template.spec" : "spec.template", objectAt(after, "spec", "template"), IMMUTABLE),
  ];
}

/** A suspended job's containers may be given other resources. */
function freed(spec: JsonObject): JsonObject {
  const lists = ["containers", "initContainers"].filter((key) => spec[key] !== undefined);
  const changed = lists.map((key): [string, JsonValue] => [
    key,
    listAt(spec, key).map((one) => without(one, ["resources"])),
  ]);
  return { ...spec, ...Object.fromEntries(changed) };
}
