/**
 * What the server makes of an object after its owners are written down (the kinds' strategies, kubernetes pkg/registry 1.36): fields of features that are
 * not on go, what says the same in two ways is said in both. Changes the object.
 */
import { isObject, textAt, valueAt, type JsonObject } from "../../kube/index.ts";
import { fill, objectIn, objectsIn } from "../admit/fill.ts";

export function prepare(object: JsonObject): void {
  STRATEGIES[textAt(object, "kind")]?.(object);
}

const ofTemplate =
  (...path: readonly string[]): ((object: JsonObject) => void) =>
  (object) =>
    dropFromPod(objectIn(object, ...path));

const STRATEGIES: Readonly<Record<string, (object: JsonObject) => void>> = {
  Pod: ofTemplate("spec"),
  Deployment: ofTemplate("spec", "template", "spec"),
  ReplicaSet: ofTemplate("spec", "template", "spec"),
  ReplicationController: ofTemplate("spec", "template", "spec"),
  DaemonSet: ofTemplate("spec", "template", "spec"),
  Job: ofTemplate("spec", "template", "spec"),
  CronJob: ofTemplate("spec", "jobTemplate", "spec", "template", "spec"),
  StatefulSet(object) {
    delete objectIn(object, "spec", "updateStrategy", "rollingUpdate")["maxUnavailable"];
    dropFromPod(objectIn(object, "spec", "template", "spec"));
    for (const claim of objectsIn(object, "spec", "volumeClaimTemplates")) dropSource(objectIn(claim, "spec"));
  },
  PersistentVolumeClaim(object) {
    const spec = objectIn(object, "spec");
    dropSource(spec);
    // The feature of sources in other namespaces is not on.
    if (textAt(spec["dataSourceRef"] ?? null, "namespace") !== "") delete spec["dataSourceRef"];
    const [source, reference] = [spec["dataSource"], spec["dataSourceRef"]];
    if (isObject(source)) fill(spec, { dataSourceRef: source });
    else if (isObject(reference)) fill(spec, { dataSource: reference });
  },
  ServiceAccount(object) {
    for (const secret of objectsIn(object, "secrets"))
      for (const key of Object.keys(secret)) if (key !== "name") delete secret[key];
  },
  EndpointSlice(object) {
    for (const endpoint of objectsIn(object, "endpoints")) delete endpoint["deprecatedTopology"];
  },
  CSIDriver(object) {
    delete objectIn(object, "spec")["preventPodSchedulingIfMissing"];
  },
  Lease(object) {
    for (const key of ["strategy", "preferredHolder"]) delete objectIn(object, "spec")[key];
  },
};

/** The features of stop signals and of groups of pods are not on. */
function dropFromPod(spec: JsonObject): void {
  delete spec["schedulingGroup"];
  for (const list of ["containers", "initContainers"]) {
    for (const container of objectsIn(spec, list)) {
      if (valueAt(container, "lifecycle", "stopSignal") !== undefined) dropSignal(container);
    }
  }
}

function dropSignal(container: JsonObject): void {
  const lifecycle = objectIn(container, "lifecycle");
  delete lifecycle["stopSignal"];
  if (Object.keys(lifecycle).length === 0) delete container["lifecycle"];
}

/** Other kinds of sources than these two are left out. */
function dropSource(spec: JsonObject): void {
  const source = spec["dataSource"];
  if (isObject(source) && !isClaimSource(source)) delete spec["dataSource"];
}

function isClaimSource(source: JsonObject): boolean {
  const [group, kind] = [textAt(source, "apiGroup"), textAt(source, "kind")];
  if (kind === "PersistentVolumeClaim") return group === "";
  return kind === "VolumeSnapshot" && group === "snapshot.storage.k8s.io";
}
