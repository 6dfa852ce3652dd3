/** Values to JSON (cty 1.19, json/marshal.go). */
import { GoError } from "../../../go/index.ts";
import { marshal } from "../../../go/json/index.ts";
import { BigFloat } from "./big-float.ts";
import { numberText } from "./number-text.ts";
import { elementsOf, entriesOf, UNKNOWN, type Value } from "./value.ts";

/** Throws `GoError` for infinities and for what is not known. */
export function jsonText(value: Value): string {
  const { data } = value;
  if (data === UNKNOWN) throw new GoError("value is not known");
  if (data === null) return "null";
  if (data instanceof BigFloat) return jsonNumber(data);
  if (typeof data !== "object") return marshal(data);
  if (Array.isArray(data)) return `[${elementsOf(value).map(jsonText).join(",")}]`;
  return `{${[...entriesOf(value)].map(([key, one]) => `${marshal(key)}:${jsonText(one)}`).join(",")}}`;
}

function jsonNumber(value: BigFloat): string {
  if (value.infinite) throw new GoError("cannot serialize infinity as JSON");
  return numberText(value);
}
