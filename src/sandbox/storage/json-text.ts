/** The JSON of an object, which is asked for by the storage and by every watch, one after the other: written out once. */
import { writeJson, type JsonObject } from "../../kube/index.ts";

let last: { readonly object: JsonObject; readonly text: string } | undefined;

/** Objects of the store are never changed in place. */
export function jsonText(object: JsonObject): string {
  if (last?.object !== object) last = { object, text: writeJson(object) };
  return last.text;
}
