/** DELETE (apiserver registry/generic/registry.Store.Delete 0.36): at once, or when the last finalizer has gone. */
import { listAt, numberAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import { timestamp } from "../ports.ts";
import { inVersion, toStored } from "../schema/conversion/index.ts";
import type { Kind } from "../schema/kinds.ts";
import { keyOf } from "../storage/store.ts";
import { conflict, forbidden } from "../wire/refusal.ts";
import { success } from "../wire/request.ts";
import { attributesOf } from "./admitted.ts";
import { countsGenerations } from "./kind-traits.ts";
import type { DeleteOptions } from "./options.ts";
import type { Server } from "./server.ts";
import { CLEANUP, terminating } from "./terminating.ts";

export interface Deleting {
  readonly server: Server;
  readonly kind: Kind;
  readonly options: DeleteOptions;
}

export const BACKGROUND: DeleteOptions = {
  ...{ isDefault: false, propagation: "Background", dryRun: false },
  ...{ uid: "", resourceVersion: "" },
};

/** Kinds of which the object is answered that was deleted (`ReturnDeletedObject`). */
const RETURNED = new Set([
  ...[
    "CSIDriver",
    "StorageClass",
    "VolumeAttachment",
    "CSINode",
    "ResourceQuota",
    "PersistentVolume",
    "ServiceAccount",
  ],
  ...["PersistentVolumeClaim", "Pod", "Service", "PodTemplate"],
]);

/** Gives what is answered: the object that still waits, or a Status. */
export function deleteObject(object: JsonObject, deleting: Deleting): JsonObject {
  const { server } = deleting;
  checkDeletable(object, deleting);
  const attributes = attributesOf({ object: undefined, oldObject: object }, deleting);
  server.admission.mutated(attributes, server);
  server.admission.validate(attributes, server);
  return deleteAdmitted(object, deleting);
}

/** Whoever may forbid it was asked before. */
export function deleteAdmitted(object: JsonObject, deleting: Deleting): JsonObject {
  const { server, kind, options } = deleting;
  const [name, uid] = [textAt(object, "metadata", "name"), textAt(object, "metadata", "uid")];
  const marked = markedForDeletion(object, deleting);
  if (marked !== undefined) {
    if (options.dryRun) return marked;
    return inVersion(server.store.put(kind.collection, keyOf(object), toStored(marked, kind)), kind);
  }
  if (!options.dryRun) server.store.delete(kind.collection, keyOf(object));
  if (kind.custom === undefined && RETURNED.has(kind.resource.kind)) return object;
  const { group, name: plural } = kind.resource;
  return success({ name, ...(group === "" ? {} : { group }), kind: plural, uid });
}

export function checkDeletable(object: JsonObject, { kind, options }: Deleting): void {
  const name = textAt(object, "metadata", "name");
  const [uid, version] = [textAt(object, "metadata", "uid"), textAt(object, "metadata", "resourceVersion")];
  // Its kind stands where others have the resource.
  const of = { name: kind.resource.kind, group: kind.resource.group };
  const unlike = (what: string, given: string, own: string): string =>
    `the ${what} in the precondition (${given}) does not match the ${what} in record (${own}). The object might have been `;
  if (options.uid !== "" && options.uid !== uid) {
    throw conflict(of, name, `${unlike("UID", options.uid, uid)}deleted and then recreated`);
  }
  if (options.resourceVersion !== "" && options.resourceVersion !== version) {
    throw conflict(of, name, `${unlike("ResourceVersion", options.resourceVersion, version)}modified`);
  }
  if (isNamespace(kind) && PROTECTED.has(name)) {
    throw forbidden(kind.resource, name, "this namespace may not be deleted");
  }
}

const PROTECTED = new Set(["default", "kube-system", "kube-public"]);

function isNamespace({ resource }: Kind): boolean {
  return resource.kind === "Namespace" && resource.group === "";
}

function isPod({ resource }: Kind): boolean {
  return resource.kind === "Pod" && resource.group === "";
}

/** Jobs let their pods be, unless told otherwise. */
function isOrphanedByDefault({ kind, options }: Deleting): boolean {
  return options.isDefault && kind.resource.kind === "Job";
}

function isDefinition({ resource }: Kind): boolean {
  return resource.kind === "CustomResourceDefinition" && resource.group === "apiextensions.k8s.io";
}

/** Undefined where nothing holds it. */
function markedForDeletion(object: JsonObject, deleting: Deleting): JsonObject | undefined {
  const { server, kind, options } = deleting;
  const metadata = objectAt(object, "metadata");
  const isSecond = textAt(metadata, "deletionTimestamp") !== "";
  const finalizers = [
    ...listAt(metadata, "finalizers").filter((one) => one !== "foregroundDeletion" && one !== "orphan"),
    ...(isDefinition(kind) && !isSecond ? [CLEANUP] : []),
    ...(options.propagation === "Foreground" ? ["foregroundDeletion"] : []),
    ...(options.propagation === "Orphan" || isOrphanedByDefault(deleting) ? ["orphan"] : []),
  ];
  // A pod that runs somewhere is ended there first.
  const isGraceful =
    isPod(kind) &&
    textAt(object, "spec", "nodeName") !== "" &&
    !["Succeeded", "Failed"].includes(textAt(object, "status", "phase"));
  if (finalizers.length === 0 && !isGraceful && !isNamespace(kind)) return undefined;
  const generation = numberAt(metadata, "generation");
  const marked: JsonObject = {
    ...metadata,
    ...(finalizers.length > 0 ? { finalizers } : {}),
    ...(isSecond ? {} : { deletionTimestamp: timestamp(server.ports.now()) }),
    ...(isNamespace(kind) || isSecond !== isDefinition(kind)
      ? {}
      : {
          deletionGracePeriodSeconds: isGraceful
            ? (numberAt(object, "spec", "terminationGracePeriodSeconds") ?? 30)
            : 0,
        }),
    ...(countsGenerations(kind) && !isDefinition(kind) && generation !== undefined && !isSecond
      ? { generation: generation + 1 }
      : {}),
  };
  const status = isNamespace(kind) ? { status: { ...objectAt(object, "status"), phase: "Terminating" } } : {};
  const ending = { ...object, metadata: marked, ...status };
  return isDefinition(kind) && !isSecond ? terminating(ending, timestamp(server.ports.now())) : ending;
}
