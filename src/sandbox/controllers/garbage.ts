/** Owner references (kubernetes pkg/controller/garbagecollector 1.36): what belonged to what is gone goes too. */
import { listAt, objectAt, textAt, valueAt, type JsonObject } from "../../kube/index.ts";
import type { StoreEvent } from "../storage/store.ts";
import type { World } from "./controller.ts";
import { change, remove, withoutFinalizer } from "./writes.ts";

/** After something happened to an object. */
export function collect({ type, object }: StoreEvent, world: World): void {
  if (type === "DELETED") for (const dependent of dependentsOf(object, world)) orphaned(dependent, object, world);
  else if (textAt(object, "metadata", "deletionTimestamp") !== "") released(object, world);
}

function dependentsOf(owner: JsonObject, { owners, server }: World): JsonObject[] {
  return owners
    .places(textAt(owner, "metadata", "uid"))
    .flatMap(({ collection, key }) => server.store.get(collection, key) ?? []) as JsonObject[];
}

/** Its owner is gone: it goes, unless another owner is still there. */
function orphaned(dependent: JsonObject, owner: JsonObject, world: World): void {
  const { server } = world;
  const uid = textAt(owner, "metadata", "uid");
  const left = listAt(dependent, "metadata", "ownerReferences").filter((one) => textAt(one, "uid") !== uid);
  if (left.length > 0) return change(dependent, withOwners(dependent, left), { server });
  if (textAt(dependent, "metadata", "deletionTimestamp") === "") remove(dependent, server);
  // The last one that a foreground deletion waited for may have gone with it.
}

function withOwners(object: JsonObject, owners: readonly JsonObject[string][]): JsonObject {
  const { ownerReferences: _, ...metadata } = objectAt(object, "metadata");
  return { ...object, metadata: { ...metadata, ...(owners.length === 0 ? {} : { ownerReferences: [...owners] }) } };
}

/** What waits for its dependents, or gives them up. */
function released(object: JsonObject, world: World): void {
  const { server } = world;
  const finalizers = listAt(object, "metadata", "finalizers");
  const dependents = dependentsOf(object, world);
  const uid = textAt(object, "metadata", "uid");
  if (finalizers.includes("orphan")) {
    for (const one of dependents)
      change(
        one,
        withOwners(
          one,
          listAt(one, "metadata", "ownerReferences").filter((ref) => textAt(ref, "uid") !== uid),
        ),
        { server },
      );
    return change(object, withoutFinalizer(object, "orphan"), { server });
  }
  if (!finalizers.includes("foregroundDeletion")) return;
  for (const one of dependents) {
    if (textAt(one, "metadata", "deletionTimestamp") === "") remove(one, server, { propagation: "Foreground" });
  }
  const blocking = dependentsOf(object, world).filter((one) =>
    listAt(one, "metadata", "ownerReferences").some(
      (ref) => textAt(ref, "uid") === uid && valueAt(ref, "blockOwnerDeletion") === true,
    ),
  );
  if (blocking.length === 0) change(object, withoutFinalizer(object, "foregroundDeletion"), { server });
}
