/** Volumes, claims and what they are made of in a line. */
import { listAt, objectAt, textAt, valueAt, type JsonObject } from "../../../kube/index.ts";
import { ageOf, count, isDeleted, nameOf, shown, size, type Cells } from "./texts.ts";

const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: "RWO",
  ReadOnlyMany: "ROX",
  ReadWriteMany: "RWX",
  ReadWriteOncePod: "RWOP",
};

/** In this order, each once. */
function accessModes(object: JsonObject, part: string): string {
  const given = listAt(object, part, "accessModes").map(String);
  return Object.entries(MODES)
    .flatMap(([mode, short]) => (given.includes(mode) ? [short] : []))
    .join(",");
}

const phaseOf = (object: JsonObject): string => (isDeleted(object) ? "Terminating" : textAt(object, "status", "phase"));
const CLASS = "volume.beta.kubernetes.io/storage-class";
const classOf = (object: JsonObject): string =>
  textAt(object, "metadata", "annotations", CLASS) || textAt(object, "spec", "storageClassName");
const attributesOf = (object: JsonObject): string =>
  shown(valueAt(object, "spec", "volumeAttributesClassName"), "<unset>");
const modeOf = (object: JsonObject): string => shown(valueAt(object, "spec", "volumeMode"), "<unset>");

export const volumeCells: Cells = (object, now) => {
  const claim = objectAt(object, "spec", "claimRef");
  return [
    ...[nameOf(object), shown(valueAt(object, "spec", "capacity", "storage"), "0"), accessModes(object, "spec")],
    ...[textAt(object, "spec", "persistentVolumeReclaimPolicy"), phaseOf(object)],
    Object.keys(claim).length === 0 ? "" : `${textAt(claim, "namespace")}/${textAt(claim, "name")}`,
    ...[classOf(object), attributesOf(object), textAt(object, "status", "reason"), ageOf(object, now), modeOf(object)],
  ];
};

export const claimCells: Cells = (object, now) => {
  const volume = textAt(object, "spec", "volumeName");
  const isBound = volume !== "";
  return [
    ...[nameOf(object), phaseOf(object), volume],
    isBound ? shown(valueAt(object, "status", "capacity", "storage"), "0") : "",
    isBound ? accessModes(object, "status") : "",
    ...[classOf(object), attributesOf(object), ageOf(object, now), modeOf(object)],
  ];
};

const DEFAULT_CLASSES = [
  "storageclass.kubernetes.io/is-default-class",
  "storageclass.beta.kubernetes.io/is-default-class",
];

export const storageClassCells: Cells = (object, now) => {
  const isDefault = DEFAULT_CLASSES.some((key) => textAt(object, "metadata", "annotations", key) === "true");
  return [
    ...[nameOf(object) + (isDefault ? " (default)" : ""), textAt(object, "provisioner")],
    ...[textAt(object, "reclaimPolicy") || "Delete", textAt(object, "volumeBindingMode") || "Immediate"],
    ...[valueAt(object, "allowVolumeExpansion") === true, ageOf(object, now)],
  ];
};

export const driverCells: Cells = (object, now) => {
  const spec = objectAt(object, "spec");
  const requests = spec["tokenRequests"];
  return [
    ...[nameOf(object), spec["attachRequired"] !== false, spec["podInfoOnMount"] === true],
    spec["storageCapacity"] === true,
    requests === undefined
      ? "<unset>"
      : listAt(requests)
          .map((one) => textAt(one, "audience"))
          .join(","),
    spec["requiresRepublish"] === true,
    listAt(spec, "volumeLifecycleModes").map(String).join(",") || "<none>",
    ageOf(object, now),
  ];
};

export const storageNodeCells: Cells = (object, now) => [
  nameOf(object),
  size(object, "spec", "drivers"),
  ageOf(object, now),
];

export const attachmentCells: Cells = (object, now) => [
  ...[nameOf(object), textAt(object, "spec", "attacher"), textAt(object, "spec", "source", "persistentVolumeName")],
  ...[textAt(object, "spec", "nodeName"), valueAt(object, "status", "attached") === true, ageOf(object, now)],
];

export const quotaCells: Cells = (object, now) => {
  const [used, hard] = [objectAt(object, "status", "used"), objectAt(object, "status", "hard")];
  const all = Object.keys(hard).sort();
  const text = (names: readonly string[]): string =>
    names.map((name) => `${name}: ${shown(used[name], "0")}/${shown(hard[name], "0")}`).join(", ");
  const isLimit = (name: string): boolean => name.startsWith("limits.");
  return [nameOf(object), text(all.filter((name) => !isLimit(name))), text(all.filter(isLimit)), ageOf(object, now)];
};

export const claimStateCells: Cells = (object, now) => {
  const allocated = valueAt(object, "status", "allocation") !== undefined;
  const states = [
    ...(isDeleted(object) ? ["deleted"] : allocated ? [] : ["pending"]),
    ...(allocated ? ["allocated"] : []),
    ...(allocated && size(object, "status", "reservedFor") > 0 ? ["reserved"] : []),
  ];
  return [nameOf(object), states.join(","), ageOf(object, now)];
};

export const sliceCells: Cells = (object, now) => [
  ...[nameOf(object), textAt(object, "spec", "nodeName"), textAt(object, "spec", "driver")],
  ...[textAt(object, "spec", "pool", "name"), ageOf(object, now)],
];

export const priorityCells: Cells = (object, now) => [
  ...[nameOf(object), count(object, "value"), valueAt(object, "globalDefault") === true, ageOf(object, now)],
  textAt(object, "preemptionPolicy"),
];
