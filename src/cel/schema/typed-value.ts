/** JSON as the values that its schema says it is (apiserver pkg/cel/common/valuesunstructured.go 0.36). */
import { parseDuration, nanosecondsSinceEpoch, parseTime, RFC3339, UTC } from "../../go/time/index.ts";
import { equal } from "../values/equal.ts";
import { isArray, type Json } from "../values/json.ts";
import { CelList } from "../values/list.ts";
import { CelMap } from "../values/map.ts";
import { Opaque } from "../values/opaque.ts";
import { objectType } from "../check/types.ts";
import { Duration, Timestamp } from "../values/time.ts";
import { CelError, type Value } from "../values/value.ts";
import { escapeName, unescapeName } from "./escape.ts";
import { isSchema, schemaAt, textAt, withRoot, type Schema } from "./schema.ts";

/** Throws a `CelError` where it is not what the schema says. */
export function typedValue(json: Json, schema: Schema): Value {
  if (json === null) {
    if (schema["nullable"] === true) return null;
    throw new CelError("invalid data, got null for schema with nullable=false");
  }
  if (schema["x-kubernetes-int-or-string"] === true) return intOrText(json);
  switch (schema["type"]) {
    case "object":
      return objectValue(json, schema);
    case "array":
      return listValue(json, schema);
    case "string":
      return textValue(json, schema);
    case "number":
      if (typeof json === "number" || typeof json === "bigint") return Number(json);
      throw new CelError(`invalid data, expected float, got ${goType(json)}`);
    case "integer":
      if (isInteger(json)) return BigInt(json);
      throw new CelError(`invalid data, expected int, got ${goType(json)}`);
    case "boolean":
      if (typeof json === "boolean") return json;
      throw new CelError(`invalid data, expected bool, got ${goType(json)}`);
  }
  if (schema["x-kubernetes-preserve-unknown-fields"] === true) return new Unseen(json);
  const kinds =
    "object, array, number, integer, boolean or string, or no type with x-kubernetes-int-or-string or x-kubernetes-preserve-unknown-fields is true";
  throw new CelError(`invalid type, expected ${kinds}, got ${textAt(schema, "type")}`);
}

const isInteger = (json: Json): json is number | bigint => typeof json === "bigint" || Number.isSafeInteger(json);

function goType(json: Json): string {
  if (typeof json === "number" || typeof json === "bigint") return isInteger(json) ? "int64" : "float64";
  if (typeof json === "boolean") return "bool";
  if (typeof json === "string") return "string";
  return Array.isArray(json) ? "[]interface {}" : "map[string]interface {}";
}

function intOrText(json: Json): Value {
  if (typeof json === "string") return json;
  if (isInteger(json)) return BigInt(json);
  throw new CelError("invalid data, expected XIntOrString value to be either a string or integer");
}

function textValue(json: Json, schema: Schema): Value {
  if (typeof json !== "string") throw new CelError(`invalid data, expected string, got ${goType(json)}`);
  switch (textAt(schema, "format")) {
    case "duration":
      return new Duration(read(() => parseDuration(json), `Invalid duration ${json}`));
    case "date":
      return timeValue("2006-01-02", json, `Invalid date formatted string ${json}`);
    case "date-time":
      return timeValue(RFC3339, json, `Invalid date-time formatted string ${json}`);
    case "byte":
      return read(
        () => Uint8Array.from(atob(json), (one) => one.charCodeAt(0)),
        `Invalid byte formatted string ${json}`,
      );
    default:
      return json;
  }
}

function timeValue(layout: string, text: string, otherwise: string): Timestamp {
  const time = read(() => parseTime(layout, text, { fallback: UTC, local: UTC }), otherwise);
  return new Timestamp(nanosecondsSinceEpoch(time));
}

function read<T>(parse: () => T, otherwise: string): T {
  try {
    return parse();
  } catch (error) {
    throw new CelError(`${otherwise}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const jsonText = (json: Json): string =>
  JSON.stringify(json, (_key, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));

/** What expressions cannot look into. */
class Unseen extends Opaque {
  readonly type = objectType("unknown");

  constructor(readonly json: Json) {
    super();
  }

  equals(other: Value): boolean {
    return other instanceof Unseen && jsonText(other.json) === jsonText(this.json);
  }
}

function objectValue(json: Json, schema: Schema): CelMap {
  if (!isSchema(json)) throw new CelError("invalid data, expected a map for the provided schema with type=object");
  const whole = schema["x-kubernetes-embedded-resource"] === true ? withRoot(schema) : schema;
  const properties = schemaAt(whole, "properties");
  return properties === undefined
    ? new TypedMap(json, schemaAt(whole, "additionalProperties"))
    : new TypedObject(json, properties);
}

/** An object with properties. Its null fields are absent. */
class TypedObject extends CelMap {
  readonly #json: Schema;
  readonly #properties: Schema;

  constructor(json: Schema, properties: Schema) {
    super();
    this.#json = json;
    this.#properties = properties;
  }

  get size(): number {
    return Object.keys(this.#json).length;
  }

  find(key: Value): Value | undefined {
    const name = typeof key === "string" ? unescapeName(key) : undefined;
    const value = name === undefined || !Object.hasOwn(this.#json, name) ? undefined : this.#json[name];
    const schema = name === undefined ? undefined : schemaAt(this.#properties, name);
    return value === undefined || value === null || schema === undefined ? undefined : typedValue(value, schema);
  }

  *keys(): Iterable<Value> {
    for (const name of Object.keys(this.#json)) {
      if (schemaAt(this.#properties, name) !== undefined) yield escapeName(name) ?? name;
    }
  }
}

class TypedMap extends CelMap {
  readonly #json: Schema;
  readonly #values: Schema | undefined;

  constructor(json: Schema, values: Schema | undefined) {
    super();
    this.#json = json;
    this.#values = values;
  }

  get size(): number {
    return Object.keys(this.#json).length;
  }

  find(key: Value): Value | undefined {
    if (this.#values === undefined || typeof key !== "string" || !Object.hasOwn(this.#json, key)) return undefined;
    return typedValue(this.#json[key] ?? null, this.#values);
  }

  keys(): Iterable<Value> {
    return this.#values === undefined ? [] : Object.keys(this.#json);
  }
}

function listValue(json: Json, schema: Schema): CelList {
  if (!isArray(json)) throw new CelError("invalid data, expected an array for the provided schema with type=array");
  const items = schemaAt(schema, "items");
  if (items === undefined) throw new CelError("invalid array type, expected Items with a non-empty Schema");
  const elements = json.map((one) => (): Value => typedValue(one, items));
  switch (textAt(schema, "x-kubernetes-list-type")) {
    case "set":
      return new SetList(elements);
    case "map": {
      const keys = schema["x-kubernetes-list-map-keys"];
      const names = Array.isArray(keys) ? keys.map(String) : [];
      return new MapList(
        elements,
        names.map((one) => escapeName(one) ?? one),
      );
    }
    default:
      return new TypedList(elements);
  }
}

/** Elements are made when they are read. */
class TypedList extends CelList {
  readonly #elements: readonly (() => Value)[];

  constructor(elements: readonly (() => Value)[]) {
    super();
    this.#elements = elements;
  }

  get size(): number {
    return this.#elements.length;
  }

  at(index: number): Value {
    return this.#elements[index]?.() ?? null;
  }

  protected of(values: readonly Value[]): readonly (() => Value)[] {
    return values.map((one) => () => one);
  }
}

/** Its order does not count, and it holds nothing twice. */
class SetList extends TypedList {
  override plus(other: CelList): CelList {
    const all = [...this];
    for (const one of other) if (!all.some((kept) => equal(kept, one))) all.push(one);
    return new SetList(this.of(all));
  }

  override equalsUnordered(other: CelList): boolean {
    const all = [...this];
    return other.size === all.length && [...other].every((one) => all.some((own) => equal(own, one)));
  }
}

/** Its elements are told apart by keys; their order does not count. */
class MapList extends TypedList {
  readonly #keys: readonly string[];

  constructor(elements: readonly (() => Value)[], keys: readonly string[]) {
    super(elements);
    this.#keys = keys;
  }

  override plus(other: CelList): CelList {
    const all = new Map([...this].map((one) => [this.#keyOf(one), one]));
    for (const one of other) all.set(this.#keyOf(one), one);
    return new MapList(this.of([...all.values()]), this.#keys);
  }

  override equalsUnordered(other: CelList): boolean {
    if (other.size !== this.size) return false;
    const all = new Map([...this].map((one) => [this.#keyOf(one), one]));
    return [...other].every((one) => {
      const own = all.get(this.#keyOf(one));
      return own !== undefined && equal(own, one);
    });
  }

  #keyOf(element: Value): string {
    if (!(element instanceof CelMap)) return "";
    return JSON.stringify(this.#keys.map((key) => String(element.find(key) ?? "")));
  }
}
