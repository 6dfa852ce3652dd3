/** References in all texts of a value (helmfile/vals v0.46.1, pkg/expansion/maputil.go), keys of maps included. */
import { type GoMap, isMap, Slice, TypedMap, type Value } from "../../go/index.ts";
import { yamlMap } from "./backends/yaml-map.ts";

type ExpandText = (text: string) => Value;

/** A value of the same shape; what was given stays as it is. Throws `GoError`. */
export function expandValue(value: Value, expand: ExpandText): Value {
  if (typeof value === "string") return expand(value);
  if (Array.isArray(value)) return value.map((item) => expandValue(item, expand));
  if (value instanceof Slice && value.type === "[]string") return value.items.map((item) => expandValue(item, expand));
  return isPlainMap(value) ? expandMap(value, expand) : value;
}

function isPlainMap(value: Value): value is GoMap {
  return isMap(value) && (!(value instanceof TypedMap) || value.type === "map[interface {}]interface {}");
}

/** A key that is a reference to YAML stands for the entries of that, where a map is its value. */
function expandMap(map: GoMap, expand: ExpandText): GoMap {
  const expanded: GoMap = new Map();
  const merged: GoMap = new Map();
  for (const [key, value] of map) {
    const entries = isPlainMap(value) ? entriesBehind(key, expand) : undefined;
    if (entries === undefined) expanded.set(key, expandValue(value, expand));
    else for (const [name, entry] of entries) merged.set(name, entry);
  }
  for (const [name, entry] of merged) expanded.set(name, entry);
  return expanded;
}

function entriesBehind(key: string, expand: ExpandText): GoMap | undefined {
  const text = expand(key);
  return typeof text === "string" && text !== key ? yamlMap(text) : undefined;
}
