import { int64, type Value } from "../go/index.ts";
import { isObject, type JsonValue } from "./json.ts";

/** What templates and printers see of an object of the API, as apimachinery decodes it: an integer is an int64 where it fits, else a float64. */
export function toValue(json: JsonValue): Value {
  if (Array.isArray(json)) return json.map(toValue);
  if (isObject(json)) return new Map(Object.entries(json).map(([key, value]) => [key, toValue(value)]));
  return typeof json === "bigint" || Number.isSafeInteger(json) ? int64(json as number | bigint) : json;
}
