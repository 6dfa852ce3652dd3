/** Maps whose keys are not all text cannot be merged (pkg/maputil, `CastKeysToStrings`). */
import { sprint } from "../../go/fmt/index.ts";
import { GoError, type GoMap, isMap, TypedMap, typeOf, type Value } from "../../go/index.ts";
import { resolveScalar } from "../../yaml/index.ts";

/** A map with plain maps below it. Throws `GoError` for one with a key that is no text. */
export function withTextKeys(map: GoMap): GoMap {
  if (map instanceof TypedMap) refuseOtherKeys(map);
  return new Map([...map].map(([key, value]) => [key, textKeysWithin(value)]));
}

/** The same for whatever may be a map, or hold some. */
export function textKeysWithin(value: Value): Value {
  if (Array.isArray(value)) return value.map(textKeysWithin);
  return value !== undefined && isMap(value) ? withTextKeys(value) : value;
}

/** The reader keeps of such keys what they look like. */
function refuseOtherKeys(map: TypedMap): void {
  for (const key of map.keys()) {
    const { value } = resolveScalar(key);
    if (typeof value === "string") continue;
    throw new GoError(
      `unexpected type of key in map: expected string, got ${typeOf(value)}: value=${sprint([value])}, map=${sprint([map])}`,
    );
  }
}
