/**
 * Sprig v3.3.0's JSON functions (defaults.go). Without `must`, what cannot be read is nil and what cannot be written an empty text.
 * Helm has `toJson`, `mustToJson` and `fromJson` of its own.
 */
import { func, GoError, type Value } from "../go/index.ts";
import { marshal, marshalIndent, unmarshal } from "../go/json/index.ts";
import { functionMap } from "./function-map.ts";

const ANY = "interface {}";

export const jsonFunctions = functionMap([
  func("fromJson", "string", (text: string) => orElse(null, () => unmarshal(text))),
  func("mustFromJson", "string", (text: string) => unmarshal(text)),
  func("toJson", ANY, (value: Value) => orElse("", () => marshal(value))),
  func("mustToJson", ANY, (value: Value) => marshal(value)),
  func("toPrettyJson", ANY, (value: Value) => orElse("", () => toPrettyJson(value))),
  func("mustToPrettyJson", ANY, toPrettyJson),
  func("toRawJson", ANY, toRawJson),
  func("mustToRawJson", ANY, toRawJson),
]);

function toPrettyJson(value: Value): string {
  return marshalIndent(value, { indent: "  " });
}

/** Leaves `<`, `>` and `&` as they are. */
function toRawJson(value: Value): string {
  return marshal(value, { escapeHtml: false });
}

function orElse(fallback: Value, convert: () => Value): Value {
  try {
    return convert();
  } catch (error) {
    if (error instanceof GoError) return fallback;
    throw error;
  }
}
