import { Int, int, type Value } from "../../../go/index.ts";
import { isObject, type JsonValue } from "../../../kube/index.ts";

/** An object of the API as apimachinery decodes it: whole numbers are integers. */
export function toValue(json: JsonValue): Value {
  if (Array.isArray(json)) return json.map(toValue);
  if (isObject(json)) return new Map(Object.entries(json).map(([key, value]) => [key, toValue(value)]));
  if (typeof json === "bigint") return new Int(json);
  return typeof json === "number" && Number.isInteger(json) ? int(json) : json;
}
