/** The YAML of a built-in transformer's configuration, which messages show: Go's structs with `omitempty`. */
import type { Value } from "../../go/index.ts";
import { marshal } from "../../yaml/index.ts";

export function configYaml(config: object): string {
  const value = toValue(config);
  return marshal(value === undefined ? new Map<string, Value>() : value);
}

/** `undefined` for what Go would leave out; a struct that is there stays, even when it is empty. */
function toValue(config: unknown): Value {
  if (config === undefined || config === null || config === "" || config === false || config === 0) return undefined;
  if (Array.isArray(config)) return config.length === 0 ? undefined : config.map(itemValue);
  if (config instanceof Map) return config.size === 0 ? undefined : entriesValue(config);
  if (typeof config !== "object") return config as Value;
  const result = new Map<string, Value>();
  for (const [name, field] of Object.entries(config)) {
    const value = toValue(field);
    if (value !== undefined) result.set(name, value);
  }
  return result;
}

function itemValue(item: unknown): Value {
  return toValue(item) ?? (typeof item === "object" ? new Map<string, Value>() : "");
}

function entriesValue(config: ReadonlyMap<string, unknown>): Value {
  return new Map([...config].map(([key, item]): [string, Value] => [key, toValue(item) ?? (item as Value)]));
}
