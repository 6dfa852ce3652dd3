import { listAt, textAt, type JsonObject } from "../../kube/index.ts";

/** Whether the status of an object says so. */
export function isTrue(object: JsonObject, type: string): boolean {
  return listAt(object, "status", "conditions").some(
    (one) => textAt(one, "type") === type && textAt(one, "status") === "True",
  );
}
