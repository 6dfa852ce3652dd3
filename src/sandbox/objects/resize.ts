/** Whether a claim may grow (kubernetes plugin/pkg/admission/storage/persistentvolume/resize 1.36). */
import { textAt, valueAt, type JsonObject } from "../../kube/index.ts";
import { quantityValue } from "../admit/quantity.ts";
import type { Kind } from "../schema/kinds.ts";
import { forbidden } from "../wire/refusal.ts";
import type { Server } from "./server.ts";

export function checkResize(
  before: JsonObject,
  after: JsonObject,
  { server, kind }: { readonly server: Server; readonly kind: Kind },
): void {
  if (kind.collection !== "/persistentvolumeclaims" || sizeOf(after) <= sizeOf(before)) return;
  const refused = (why: string) => forbidden(kind.resource, textAt(after, "metadata", "name"), why);
  if (textAt(before, "status", "phase") !== "Bound")
    throw refused("Only bound persistent volume claims can be expanded");
  const [old, name] = [before, after].map((claim) => textAt(claim, "spec", "storageClassName"));
  const storageClass = server.store.get("storage.k8s.io/storageclasses", name ?? "");
  if (old === name && valueAt(storageClass, "allowVolumeExpansion") === true) return;
  throw refused(
    "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize",
  );
}

function sizeOf(claim: JsonObject): number {
  return Number(quantityValue(textAt(claim, "spec", "resources", "requests", "storage") || "0"));
}
