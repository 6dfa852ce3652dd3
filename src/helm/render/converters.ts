/** toYaml, fromJson and their kin (helm pkg/engine/funcs.go). Those without `must` hide errors or return them as text. */
import * as json from "../../go/json/index.ts";
import { func, type FuncMap, GoError, type GoMap, TypedNil, type Value, LimitError } from "../../go/index.ts";
import * as toml from "../../toml/index.ts";
import * as yaml from "../../yaml/index.ts";
import type { Dialect } from "../dialect.ts";
import { KnownMaps } from "./known-maps.ts";

const MAP = "map[string]interface {}";
const LIST = "[]interface {}";

/** The functions that a dialect has. Helm 3 leaves mustToJson to Sprig. */
export function converters(dialect: Dialect): FuncMap {
  const known = new KnownMaps(readMap);
  const functions = [
    func("toYaml", "interface {}", toYaml),
    func("toYamlPretty", "interface {}", (value: Value) => orText("", () => chomp(yaml.marshalPretty(value)))),
    func("fromYaml", "string", (text: string) => orErrorKey(() => known.of(text))),
    func("fromYamlArray", "string", fromYamlArray),
    func("toToml", "interface {}", (value: Value) => orMessage(() => toml.marshal(value))),
    func("fromToml", "string", (text: string) => orErrorKey(() => toml.unmarshal(text))),
    func("toJson", "interface {}", (value: Value) => orText("", () => json.marshal(value))),
    func("fromJson", "string", fromJson),
    func("fromJsonArray", "string", fromJsonArray),
  ];
  if (dialect === "helm4") {
    functions.push(
      func("mustToYaml", "interface {}", (value: Value) => chomp(yaml.marshal(value))),
      func("mustToToml", "interface {}", (value: Value) => toml.marshal(value)),
      func("mustToJson", "interface {}", (value: Value) => json.marshal(value)),
    );
  }
  return new Map(functions.map((declared) => [declared.name, declared]));
}

export function toYaml(value: Value): string {
  return orText("", () => chomp(yaml.marshal(value)));
}

function chomp(text: string): string {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}

/** An empty document leaves the map empty; in JSON, null makes it nil. */
function readMap(text: string): GoMap {
  const value = yaml.unmarshal(text, { into: MAP });
  return value instanceof Map ? value : new Map();
}

function fromYamlArray(text: string): Value {
  return orErrorList(() => yaml.unmarshal(text, { into: LIST }) ?? []);
}

function fromJson(text: string): Value {
  return orErrorKey(() => json.unmarshal(text, { into: MAP }) ?? new TypedNil(MAP));
}

function fromJsonArray(text: string): Value {
  return orErrorList(() => json.unmarshal(text, { into: LIST }) ?? new TypedNil(LIST));
}

function attempt<T>(action: () => T, onError: (error: GoError) => T): T {
  try {
    return action();
  } catch (error) {
    // Helm would still be writing: nothing at all must not pass for what was asked for.
    if (error instanceof LimitError) throw error;
    if (error instanceof GoError) return onError(error);
    throw error;
  }
}

/** Errors are swallowed, panics are not. */
function orText(text: string, action: () => string): string {
  return attempt(action, (error) => {
    if (error instanceof yaml.YamlPanic) throw error;
    return text;
  });
}

/** Errors are text, panics stay panics. */
function orMessage(action: () => string): string {
  return attempt(action, (error) => {
    if (error instanceof toml.TomlEncodeError) return error.message;
    throw error;
  });
}

/** Keeps what was decoded before the error. */
function orErrorKey(action: () => Value): Value {
  return attempt(action, (error) => partial(error).set("Error", error.message));
}

function partial(error: GoError): GoMap {
  const decoded = "partial" in error ? error.partial : undefined;
  return decoded instanceof Map ? decoded : new Map();
}

function orErrorList(action: () => Value): Value {
  return attempt(action, (error) => [error.message]);
}
