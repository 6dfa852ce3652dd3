/**
 * mitchellh/copystructure v1.2.0 over the value model: maps, lists and structs are copied all the way down.
 * It cannot see unexported fields, so a parsed version, which has no others, comes out as 0.0.0.
 */
import {
  ByteSlice,
  DetailedStruct,
  ELEMENTS_MAX,
  GoError,
  PromotedFields,
  Slice,
  Struct,
  tooManyElements,
  TypedMap,
  type GoMap,
  type Value,
} from "../go/index.ts";
import { Version, versionStruct } from "../semver/index.ts";

const ZERO_VERSION = new Version({ major: 0n, minor: 0n, patch: 0n, prerelease: "", metadata: "", original: "" });

/** A copy that shares nothing with the original. */
export function deepCopy(value: Value): Value {
  if (value === null || value === undefined) {
    throw new GoError("reflect: call of reflect.Value.Type on zero Value");
  }
  return copy(value, { elements: 0 });
}

/** What has been copied so far. */
interface Progress {
  elements: number;
}

function copy(value: Value, progress: Progress): Value {
  if (++progress.elements > ELEMENTS_MAX) throw tooManyElements();
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Map) return copyMap(value, progress);
  if (Array.isArray(value)) return value.map((item) => copy(item, progress));
  if (value instanceof ByteSlice) return new ByteSlice(value.bytes.slice());
  if (value instanceof Slice) return copySlice(value, progress);
  if (value instanceof Struct) return copyStruct(value, progress);
  return value;
}

function copySlice({ type, items, methods }: Slice, progress: Progress): Slice {
  return new Slice(
    type,
    items.map((item) => copy(item, progress)),
    methods,
  );
}

function copyMap(map: GoMap, progress: Progress): GoMap {
  const result = map instanceof TypedMap ? map.emptied() : new Map<string, Value>();
  for (const [key, value] of map) result.set(key, copy(value, progress));
  return result;
}

function copyStruct(struct: Struct, progress: Progress): Struct {
  if (struct.native instanceof Version) return versionStruct(ZERO_VERSION);
  if (struct.fields.size === 0) return struct;
  const copied = new Map<string, Value>();
  for (const [name, value] of struct.fields) copied.set(name, copy(value, progress));
  const fields = struct.fields instanceof PromotedFields ? new PromotedFields(copied, struct.fields.embedded) : copied;
  const result = new Struct(struct.type, fields, struct.methods, struct.native);
  const { pointerMethods } = struct.details;
  return pointerMethods === undefined ? result : new DetailedStruct(result, { pointerMethods });
}
