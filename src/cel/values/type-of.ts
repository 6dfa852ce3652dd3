/** The type that a value has while an expression runs. */
import * as types from "../check/types.ts";
import { CelList } from "./list.ts";
import { CelMap } from "./map.ts";
import { Opaque } from "./opaque.ts";
import { Optional } from "./optional.ts";
import { Duration, Timestamp } from "./time.ts";
import { Uint } from "./uint.ts";
import type { Value } from "./value.ts";

export function typeOfValue(value: Value): types.Type {
  switch (typeof value) {
    case "boolean":
      return types.BOOL;
    case "bigint":
      return types.INT;
    case "number":
      return types.DOUBLE;
    case "string":
      return types.STRING;
    default:
      return typeOfObject(value);
  }
}

function typeOfObject(value: Exclude<Value, boolean | bigint | number | string>): types.Type {
  if (value === null) return types.NULL;
  if (value instanceof Uint) return types.UINT;
  if (value instanceof Uint8Array) return types.BYTES;
  if (value instanceof CelList) return types.LIST;
  if (value instanceof CelMap) return types.MAP;
  if (value instanceof Timestamp) return types.TIMESTAMP;
  if (value instanceof Duration) return types.DURATION;
  if (value instanceof Optional) return types.opaque(types.OPTIONAL);
  return value instanceof Opaque ? value.type : types.TYPE;
}
