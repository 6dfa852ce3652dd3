/** PersistentVolumeClaims (kubernetes pkg/controller/volume/persistentvolume 1.36): bound to a volume that is there, or that is made for them. */
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject } from "../../kube/index.ts";
import { quantityValue } from "../admit/quantity.ts";
import type { Again, Controller, World } from "./controller.ts";
import { tell } from "./events.ts";
import { selects } from "./selector.ts";
import { change, create, remove, setStatus, withoutFinalizer } from "./writes.ts";

const PROTECTION = "kubernetes.io/pvc-protection";
const VOLUME_PROTECTION = "kubernetes.io/pv-protection";
const CLASSES = "storage.k8s.io/storageclasses";
const VOLUMES = "/persistentvolumes";
const SELECTED_NODE = "volume.kubernetes.io/selected-node";
const SAYS = "persistentvolume-controller";

export const claimController: Controller = (claim, world) => {
  if (textAt(claim, "metadata", "deletionTimestamp") !== "") return released(claim, world);
  if (textAt(claim, "status", "phase") === "Bound") return undefined;
  const volume = volumeOf(claim, world);
  if (volume !== undefined) return bind(claim, volume, world);
  const name = textAt(claim, "spec", "storageClassName");
  const storageClass = world.server.store.get(CLASSES, name);
  if (storageClass === undefined) return unbound(claim, name, world);
  if (waits(claim, storageClass)) {
    const message = "waiting for first consumer to be created before binding";
    tell(claim, { component: SAYS, reason: "WaitForFirstConsumer", message }, world);
    return undefined;
  }
  const made = create(volumeFor(claim, storageClass), world.server);
  const message = `Successfully provisioned volume ${textAt(made, "metadata", "name")}`;
  tell(claim, { component: textAt(storageClass, "provisioner"), reason: "ProvisioningSucceeded", message }, world);
  return bind(claim, made, world);
};

function unbound(claim: JsonObject, storageClass: string, world: World): undefined {
  if (storageClass === "") {
    const message = "no persistent volumes available for this claim and no storage class is set";
    tell(claim, { component: SAYS, reason: "FailedBinding", message }, world);
    return undefined;
  }
  const message = `storageclass.storage.k8s.io ${JSON.stringify(storageClass)} not found`;
  tell(claim, { component: SAYS, reason: "ProvisioningFailed", message, type: "Warning" }, world);
  return undefined;
}

function waits(claim: JsonObject, storageClass: JsonObject): boolean {
  const mode = textAt(storageClass, "volumeBindingMode");
  return mode === "WaitForFirstConsumer" && textAt(claim, "metadata", "annotations", SELECTED_NODE) === "";
}

function released(claim: JsonObject, world: World): Again {
  const isHeld = isUsed(claim, world);
  if (!isHeld) change(claim, withoutFinalizer(claim, PROTECTION), world);
  return isHeld ? AGAIN_MS : undefined;
}

const AGAIN_MS = 50;

function isUsed(claim: JsonObject, { server }: World): boolean {
  const [namespace, name] = [textAt(claim, "metadata", "namespace"), textAt(claim, "metadata", "name")];
  return server.store
    .list("/pods")
    .filter((pod) => textAt(pod, "metadata", "namespace") === namespace)
    .some((pod) =>
      listAt(pod, "spec", "volumes").some((one) => textAt(one, "persistentVolumeClaim", "claimName") === name),
    );
}

/** The one that it names or that was made for it, or the smallest that is free and fits. */
function volumeOf(claim: JsonObject, { server }: World): JsonObject | undefined {
  const named = textAt(claim, "spec", "volumeName");
  if (named !== "") {
    const volume = server.store.get(VOLUMES, named);
    return volume !== undefined && isFree(volume, claim) ? volume : undefined;
  }
  const size = (volume: JsonObject): number => quantityValue(textAt(volume, "spec", "capacity", "storage")) ?? 0;
  return server.store
    .list(VOLUMES)
    .filter((volume) => isFree(volume, claim) && fits(volume, claim))
    .sort((a, b) => size(a) - size(b))[0];
}

function isFree(volume: JsonObject, claim: JsonObject): boolean {
  if (textAt(volume, "metadata", "deletionTimestamp") !== "") return false;
  const reference = valueAt(volume, "spec", "claimRef");
  if (!isObject(reference)) return true;
  const uid = textAt(reference, "uid");
  const isSame = ["namespace", "name"].every((key) => textAt(reference, key) === textAt(claim, "metadata", key));
  return isSame && (uid === "" || uid === textAt(claim, "metadata", "uid"));
}

function fits(volume: JsonObject, claim: JsonObject): boolean {
  const [spec, wanted] = [objectAt(volume, "spec"), objectAt(claim, "spec")];
  const sizes = [textAt(spec, "capacity", "storage"), textAt(wanted, "resources", "requests", "storage")];
  const [has = 0, needs = 0] = sizes.map((text) => quantityValue(text) ?? 0);
  const modes = listAt(spec, "accessModes");
  return (
    has >= needs &&
    textAt(spec, "storageClassName") === textAt(wanted, "storageClassName") &&
    (textAt(spec, "volumeMode") || "Filesystem") === (textAt(wanted, "volumeMode") || "Filesystem") &&
    listAt(wanted, "accessModes").every((mode) => modes.includes(mode)) &&
    selects(objectAt(wanted, "selector"), objectAt(volume, "metadata", "labels"))
  );
}

function bind(claim: JsonObject, volume: JsonObject, world: World): Again {
  const volumeName = textAt(volume, "metadata", "name");
  if (textAt(volume, "spec", "claimRef", "uid") === "") {
    const spec = { ...objectAt(volume, "spec"), claimRef: referenceTo(claim) };
    change(volume, { ...volume, spec }, world);
  }
  if (textAt(claim, "spec", "volumeName") === "") {
    change(claim, { ...claim, spec: { ...objectAt(claim, "spec"), volumeName } }, world);
    return 0;
  }
  const accessModes = listAt(claim, "spec", "accessModes");
  setStatus(claim, { phase: "Bound", accessModes, capacity: objectAt(volume, "spec", "capacity") }, world);
  return undefined;
}

function referenceTo(claim: JsonObject): JsonObject {
  const [namespace = "", name = "", uid = "", resourceVersion = ""] = [
    "namespace",
    "name",
    "uid",
    "resourceVersion",
  ].map((key) => textAt(claim, "metadata", key));
  return { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace, name, uid, resourceVersion };
}

function volumeFor(claim: JsonObject, storageClass: JsonObject): JsonObject {
  const name = `pvc-${textAt(claim, "metadata", "uid")}`;
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name, annotations: { "pv.kubernetes.io/provisioned-by": textAt(storageClass, "provisioner") } },
    spec: {
      accessModes: listAt(claim, "spec", "accessModes"),
      capacity: objectAt(claim, "spec", "resources", "requests"),
      claimRef: referenceTo(claim),
      persistentVolumeReclaimPolicy: textAt(storageClass, "reclaimPolicy") || "Delete",
      storageClassName: textAt(storageClass, "metadata", "name"),
      volumeMode: textAt(claim, "spec", "volumeMode") || "Filesystem",
      hostPath: { path: `/var/lib/sandbox/${name}` },
    },
  };
}

/** A volume goes with its claim, or is kept. */
export const volumeController: Controller = (volume, world) => {
  const { server } = world;
  const claim = objectAt(volume, "spec", "claimRef");
  const key = `${textAt(claim, "namespace")}/${textAt(claim, "name")}`;
  const uid = textAt(claim, "uid");
  const isBound = uid !== "" && textAt(server.store.get("/persistentvolumeclaims", key), "metadata", "uid") === uid;
  const isGoing = textAt(volume, "metadata", "deletionTimestamp") !== "";
  if (isGoing && !isBound) change(volume, withoutFinalizer(volume, VOLUME_PROTECTION), world);
  else if (uid === "") setStatus(volume, { phase: "Available" }, { server });
  else if (isBound) setStatus(volume, { phase: "Bound" }, { server });
  else if (textAt(volume, "spec", "persistentVolumeReclaimPolicy") === "Delete") remove(volume, server);
  else setStatus(volume, { phase: "Released" }, { server });
  return undefined;
};
