/** JSON to values (cty 1.19, json/type_implied.go, unmarshal.go, over Go's json.Decoder). */
import { byteSlice, GoError, type GoMap, type Value as GoValue } from "../../../go/index.ts";
import { JsonNumber, JsonSyntaxError, unmarshal } from "../../../go/json/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { BigFloat } from "./big-float.ts";
import { parseNumber } from "./number-text.ts";
import { sameType } from "./type.ts";
import { bool, NULL, number, object, string, tuple, type Value } from "./value.ts";

/** Throws `GoError` with the decoder's text. */
export function fromJson(text: string): Value {
  const repeated: Repeated[] = [];
  const value = fromGo(readJson(text, repeated));
  for (const { object: map, key, before } of repeated)
    if (!sameType(fromGo(before).type, fromGo(map.get(key)).type))
      throw new GoError(`duplicate ${quote(key)} property in JSON object`);
  return value;
}

/** A key that stands twice in an object: both values must be of one type. */
interface Repeated {
  readonly object: GoMap;
  readonly key: string;
  readonly before: GoValue;
}

function readJson(text: string, repeated: Repeated[]): GoValue {
  const onRepeated = (map: GoMap, key: string): void => void repeated.push({ object: map, key, before: map.get(key) });
  try {
    return unmarshal(text, { ints: "literal", onRepeated });
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    const value = error instanceof JsonSyntaxError ? valueBefore(error, text) : undefined;
    if (value !== undefined) return readJson(value, repeated);
    throw new GoError(inDecodersWords(error, text));
  }
}

/** A bracket that closes nothing ends what a decoder reads. */
function valueBefore({ message, offset }: JsonSyntaxError, text: string): string | undefined {
  const value = byteSlice(text, 0, offset - 1);
  return /^invalid character '[\]}]' after top-level value$/.test(message) ? value : undefined;
}

/** A decoder reads tokens: only within one is the end of the text unexpected. */
function inDecodersWords(error: GoError, text: string): string {
  const { message } = error;
  if (message.endsWith("after top-level value")) return "extraneous data after JSON object";
  if (error instanceof JsonSyntaxError) {
    const isFirstKey = byteSlice(text, 0, error.offset - 1)
      .trimEnd()
      .endsWith("{");
    return isFirstKey ? message.replace(" looking for beginning of object key string", "") : message;
  }
  const isWithin = message !== "unexpected end of JSON input" || text.replace(/"(?:\\[^]|[^"\\])*"/g, "").includes('"');
  return isWithin ? "unexpected EOF" : "EOF";
}

function fromGo(value: GoValue): Value {
  if (value instanceof JsonNumber) return number(parseNumber(value.literal) ?? BigFloat.integer(0));
  if (typeof value === "string") return string(value);
  if (typeof value === "boolean") return bool(value);
  if (Array.isArray(value)) return tuple(value.map(fromGo));
  if (value instanceof Map) return object([...value].map(([key, one]) => [key, fromGo(one)]));
  return NULL;
}
