import { textAt, valueAt, type JsonObject } from "../../../kube/index.ts";

/** A deployment that nobody waits for: it makes no progress. */
export function isPaused(object: JsonObject): boolean {
  return (
    textAt(object, "kind") === "Deployment" &&
    textAt(object, "apiVersion").startsWith("apps/") &&
    valueAt(object, "spec", "paused") === true
  );
}
