/** Values as JSON, as far as they have one (cel-go 0.26, conversion to google.protobuf.Value). */
import type { Json } from "./json.ts";
import { CelList } from "./list.ts";
import { CelMap } from "./map.ts";
import { StructValue } from "./struct.ts";
import { Duration, Timestamp } from "./time.ts";
import { Optional } from "./optional.ts";
import { Uint } from "./uint.ts";
import { CelError, type Value } from "./value.ts";

/** Throws a `CelError` where it has none. */
export function toJson(value: Value): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string" || typeof value === "number")
    return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Uint) return Number(value.value);
  if (value instanceof Timestamp || value instanceof Duration) return String(value);
  if (value instanceof Uint8Array) return btoa(String.fromCharCode(...value));
  if (value instanceof CelList) return [...value].map(toJson);
  if (value instanceof CelMap)
    return Object.fromEntries([...value.keys()].map((key) => [String(key), toJson(value.get(key))]));
  if (value instanceof StructValue)
    return Object.fromEntries([...value.fields].map(([key, one]) => [key, toJson(one)]));
  if (value instanceof Optional) return value.value === undefined ? null : toJson(value.value);
  throw new CelError("unsupported type conversion to google.protobuf.Value");
}
