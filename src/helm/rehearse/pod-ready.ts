import { listAt, textAt, type JsonObject } from "../../kube/index.ts";

/** Ready, and not on its way out. */
export function isPodReady(pod: JsonObject): boolean {
  if (textAt(pod, "metadata", "deletionTimestamp") !== "") return false;
  return listAt(pod, "status", "conditions").some(
    (one) => textAt(one, "type") === "Ready" && textAt(one, "status") === "True",
  );
}
