/**
 * What is wrong with the definitions of `crds`, in the words of the Go decoders that read them (api 0.21, loadconfigfromcrds.go): encoding/json
 * on the outside, and kube-openapi's (pkg/validation/spec) for schemas. The second says "cannot" or "unable to" by chance, here always "cannot".
 */
import { quote } from "../../go/strconv/index.ts";
import { isMap, listItems, type Value } from "../../go/index.ts";
import { jsonKind } from "../../go/json/index.ts";
import { parse } from "../../go/url/index.ts";
import { messageOf } from "../error.ts";

export interface CheckOptions {
  /** As sigs.k8s.io/yaml hands a document on: keys in order, and plain values as texts where those are wanted. */
  readonly fromYaml: boolean;
  /** Objects of a JSON text in which a key stands twice, with that key: schemas refuse it. */
  readonly repeated?: ReadonlyMap<Value, string>;
}

/** The first error in a schema, at which decoding ends, or else the first around them. */
export function faultOfDefinitions(types: Value, options: CheckOptions): string | undefined {
  if (types === null) return undefined;
  if (!isMap(types)) return outerFault(types, "Go value of type accumulator.nameToApiMap");
  const definitions = entriesOf(types, options).map(([, definition]) => definition);
  return (
    firstFault(definitions, (definition) =>
      firstFault(fieldsOf(definition, "schema", options), (schema) => faultOf(schema, "schema", options)),
    ) ?? firstFault(definitions, (definition) => faultAround(definition, options))
  );
}

function faultAround(definition: Value, options: CheckOptions): string | undefined {
  if (definition === null) return undefined;
  if (!isMap(definition)) return outerFault(definition, "Go value of type accumulator.OpenAPIDefinition");
  return firstFault(fieldsOf(definition, "dependencies", options), (value) => faultOfDependencies(value, options));
}

/** What stands under a name, however it is spelt. */
function fieldsOf(definition: Value, field: string, options: CheckOptions): Value[] {
  const entries = isMap(definition) ? entriesOf(definition, options) : [];
  return entries.filter(([name]) => name.toLowerCase() === field).map(([, value]) => value);
}

function faultOfDependencies(value: Value, { fromYaml }: CheckOptions): string | undefined {
  const into = "Go struct field OpenAPIDefinition.Dependencies of type";
  if (value === null) return undefined;
  const items = listItems(value);
  if (items === undefined) return outerFault(value, `${into} []string`);
  const isText = (kind: string): boolean =>
    ["string", "null"].includes(kind) || (fromYaml && ["number", "bool"].includes(kind));
  return firstFault(items, (item) => (isText(jsonKind(item)) ? undefined : outerFault(item, `${into} string`)));
}

function outerFault(value: Value, into: string): string {
  return `json: cannot unmarshal ${jsonKind(value)} into ${into}`;
}

/** Names are those of Go types, where there is one. */
type Shape =
  | "string"
  | "bool"
  | "float64"
  | "int64"
  | "any"
  | "schema"
  | "spec.StringOrArray"
  | "spec.SchemaOrArray"
  | "spec.SchemaOrBool"
  | "spec.SchemaOrStringArray"
  | { readonly list: Shape }
  | { readonly map: Shape; readonly type: string }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly type: string };

const SCHEMAS: Shape = { list: "schema" };
const SCHEMA_MAP: Shape = { map: "schema", type: "map[string]spec.Schema" };

const SCHEMA: Shape = {
  type: "struct { spec.Extensions; spec.SchemaProps; spec.SwaggerSchemaProps }",
  fields: {
    ...{ id: "string", description: "string", format: "string", title: "string", pattern: "string" },
    ...{ nullable: "bool", exclusiveMaximum: "bool", exclusiveMinimum: "bool", uniqueItems: "bool", readOnly: "bool" },
    ...{ maximum: "float64", minimum: "float64", multipleOf: "float64" },
    ...{ maxLength: "int64", minLength: "int64", maxItems: "int64", minItems: "int64" },
    ...{ maxProperties: "int64", minProperties: "int64", discriminator: "string" },
    ...{ type: "spec.StringOrArray", enum: { list: "any" }, required: { list: "string" } },
    ...{ items: "spec.SchemaOrArray", allOf: SCHEMAS, oneOf: SCHEMAS, anyOf: SCHEMAS, not: "schema" },
    ...{
      properties: SCHEMA_MAP,
      patternProperties: SCHEMA_MAP,
      definitions: { ...SCHEMA_MAP, type: "spec.Definitions" },
    },
    ...{ additionalProperties: "spec.SchemaOrBool", additionalItems: "spec.SchemaOrBool" },
    dependencies: { map: "spec.SchemaOrStringArray", type: "spec.Dependencies" },
    externalDocs: { fields: { description: "string", url: "string" }, type: "spec.ExternalDocumentation" },
  },
};

function faultOf(value: Value, shape: Shape, options: CheckOptions): string | undefined {
  if (value === null) return undefined;
  if (typeof shape === "object") return faultInside(value, shape, options);
  switch (shape) {
    case "any":
      return faultOfAny(value, options);
    case "string":
    case "bool":
      return jsonKind(value) === shape ? undefined : misfit(value, shape);
    case "float64":
    case "int64":
      return faultOfNumber(value, shape);
    case "schema":
      return inside("spec.Schema", faultOf(value, SCHEMA, options) ?? faultOfReference(value));
    default:
      return inside(shape, faultOfEither(value, shape, options));
  }
}

function faultInside(value: Value, shape: Exclude<Shape, string>, options: CheckOptions): string | undefined {
  if ("list" in shape) {
    const items = listItems(value);
    if (items === undefined) return misfit(value, `[]${typeOf(shape.list)}`);
    return firstFault(items, (item) => faultOf(item, shape.list, options));
  }
  if (!isMap(value)) return misfit(value, shape.type);
  const shapeAt = (name: string): Shape => {
    if ("map" in shape) return shape.map;
    return Object.hasOwn(shape.fields, name) ? (shape.fields[name] ?? "any") : "any";
  };
  const faultAt = ([name, item]: [string, Value]): string | undefined => faultOf(item, shapeAt(name), options);
  return repetition(value, options) ?? firstFault(entriesOf(value, options), faultAt);
}

function faultOfAny(value: Value, options: CheckOptions): string | undefined {
  if (!isMap(value)) return firstFault(listItems(value) ?? [], (item) => faultOfAny(item, options));
  return repetition(value, options) ?? firstFault(value.values(), (item) => faultOfAny(item, options));
}

function repetition(map: Value, { repeated }: CheckOptions): string | undefined {
  const key = repeated?.get(map);
  return key === undefined ? undefined : `json: duplicate name ${quote(key)} in object`;
}

function typeOf(item: Shape): string {
  if (item === "schema") return "spec.Schema";
  return item === "any" ? "interface {}" : String(item);
}

type Either = Extract<Shape, `spec.${string}`>;

/** Values that may be one thing or another; some take what is neither and see nothing. */
function faultOfEither(value: Value, shape: Either, options: CheckOptions): string | undefined {
  const kind = jsonKind(value);
  if (shape === "spec.StringOrArray") {
    if (kind === "string") return undefined;
    return kind === "array"
      ? faultOf(value, { list: "string" }, options)
      : `expected string or array, not '${token(value)}'`;
  }
  if (kind === "object") return faultOf(value, "schema", options);
  if (shape === "spec.SchemaOrBool") {
    return kind === "bool" ? undefined : `expected object or bool, not '${token(value)}'`;
  }
  if (kind !== "array") return undefined;
  return faultOf(value, shape === "spec.SchemaOrArray" ? SCHEMAS : { list: "string" }, options);
}

/** What a value begins with. */
function token(value: Value): string {
  const kind = jsonKind(value);
  if (kind === "object") return "{";
  if (kind === "array") return "[";
  return kind === "bool" ? String(value) : kind;
}

function faultOfNumber(value: Value, type: "float64" | "int64"): string | undefined {
  if (typeof value !== "number") return misfit(value, type);
  if (type === "float64" || (Number.isInteger(value) && Math.abs(value) < 2 ** 63)) return undefined;
  const reason = /^-?\d+$/.test(String(value)) ? "value out of range" : "invalid syntax";
  return `${misfit(value, type)}: cannot parse ${quote(String(value))} as signed integer: ${reason}`;
}

function faultOfReference(schema: Value): string | undefined {
  if (!isMap(schema)) return undefined;
  return firstFault([schema.get("$ref"), schema.get("$schema")], (text) => {
    try {
      if (typeof text === "string") parse(text);
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  });
}

function misfit(value: Value, type: string): string {
  const kind = jsonKind(value);
  return `json: cannot unmarshal JSON ${kind === "bool" ? "boolean" : kind} into Go value of type ${type}`;
}

function inside(type: string, fault: string | undefined): string | undefined {
  return fault && `json: cannot unmarshal Go value of type ${type}: ${fault}`;
}

function entriesOf(map: Map<string, Value>, { fromYaml }: CheckOptions): [string, Value][] {
  const entries = [...map];
  return fromYaml ? entries.sort(([a], [b]) => (a < b ? -1 : 1)) : entries;
}

function firstFault<Item>(items: Iterable<Item>, check: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const fault = check(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
