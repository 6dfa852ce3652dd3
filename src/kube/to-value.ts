import { fromBytes, int64, type Value } from "../go/index.ts";
import { unmarshal } from "../go/json/index.ts";
import { isInteger, isObject, type JsonValue } from "./json.ts";

/** What templates and printers see of an object of the API, as apimachinery decodes it: an integer is an int64 where it fits, else a float64. */
export function toValue(json: JsonValue): Value {
  if (Array.isArray(json)) return json.map(toValue);
  if (isObject(json)) return new Map(Object.entries(json).map(([key, value]) => [key, toValue(value)]));
  return isInteger(json) ? int64(json) : json;
}

/** Only a text that has a point or an exponent behind digits may have whole numbers that are no integers. */
const MAYBE_FLOAT = /(?:"\s*:|[[,])\s*-?\d+[.eE]/;

/** The same of an answer, whose text tells `1.0` from `1`. */
export function answerValue({ body, text }: { readonly body: JsonValue; readonly text: string }): Value {
  if (!MAYBE_FLOAT.test(text)) return toValue(body);
  return unmarshal(fromBytes(new TextEncoder().encode(text)), { ints: true });
}
