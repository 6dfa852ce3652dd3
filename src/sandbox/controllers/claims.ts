/** PersistentVolumeClaims: bound to a volume that is made for them, where their class is there. */
import { listAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import type { Controller, World } from "./controller.ts";
import { change, create, remove, setStatus, withoutFinalizer } from "./writes.ts";

const PROTECTION = "kubernetes.io/pvc-protection";

export const claimController: Controller = (claim, world) => {
  const { server } = world;
  if (textAt(claim, "metadata", "deletionTimestamp") !== "") {
    if (!isUsed(claim, world)) change(claim, withoutFinalizer(claim, PROTECTION), { server });
    return isUsed(claim, world) ? AGAIN_MS : undefined;
  }
  const name = textAt(claim, "spec", "storageClassName");
  const known = server.store.get("storage.k8s.io/storageclasses", name);
  if (known === undefined || textAt(claim, "status", "phase") === "Bound") return undefined;
  const volumeName = textAt(claim, "spec", "volumeName") || `pvc-${textAt(claim, "metadata", "uid")}`;
  if (server.store.get("/persistentvolumes", volumeName) === undefined)
    create(volumeFor(claim, volumeName, known), server);
  if (textAt(claim, "spec", "volumeName") === "") {
    change(claim, { ...claim, spec: { ...objectAt(claim, "spec"), volumeName } }, { server });
    return 0;
  }
  const status = {
    phase: "Bound",
    accessModes: listAt(claim, "spec", "accessModes"),
    capacity: objectAt(claim, "spec", "resources", "requests"),
  };
  setStatus(claim, status, { server });
  return undefined;
};

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

function volumeFor(claim: JsonObject, name: string, storageClass: JsonObject): JsonObject {
  const [namespace, of, uid] = ["namespace", "name", "uid"].map((key) => textAt(claim, "metadata", key));
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name, annotations: { "pv.kubernetes.io/provisioned-by": textAt(storageClass, "provisioner") } },
    spec: {
      accessModes: listAt(claim, "spec", "accessModes"),
      capacity: objectAt(claim, "spec", "resources", "requests"),
      claimRef: {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        namespace: namespace ?? "",
        name: of ?? "",
        uid: uid ?? "",
      },
      persistentVolumeReclaimPolicy: textAt(storageClass, "reclaimPolicy"),
      storageClassName: textAt(storageClass, "metadata", "name"),
      hostPath: { path: `/var/lib/sandbox/${name}` },
    },
  };
}

/** A volume goes with its claim. */
export const volumeController: Controller = (volume, { server }) => {
  const claim = objectAt(volume, "spec", "claimRef");
  const key = `${textAt(claim, "namespace")}/${textAt(claim, "name")}`;
  const isBound = textAt(server.store.get("/persistentvolumeclaims", key), "metadata", "uid") === textAt(claim, "uid");
  if (Object.keys(claim).length === 0) setStatus(volume, { phase: "Available" }, { server });
  else if (isBound) setStatus(volume, { phase: "Bound" }, { server });
  else if (textAt(volume, "spec", "persistentVolumeReclaimPolicy") === "Delete") remove(volume, server);
  else setStatus(volume, { phase: "Released" }, { server });
  return undefined;
};
