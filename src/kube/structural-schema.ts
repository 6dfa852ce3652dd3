/**
 * What a custom resource breaks of its definition's schema, and what of it the server would no longer keep (k8s.io/apiextensions-apiserver 0.36,
 * pkg/apiserver: validation and schema/pruning). Rules in CEL and formats are left to the server.
 */
import { compile } from "../go/regexp/index.ts";
import { sameJson } from "./patch/same-json.ts";
import {
  isNumber,
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  writeJson,
  type JsonObject,
  type JsonValue,
} from "./json.ts";

export interface SchemaFault {
  readonly path: string;
  readonly message: string;
  /** The value may stay, but would be dropped when the object is next written. */
  readonly isDropped: boolean;
}

/** Faults that are told of one object. */
const FAULTS_MAX = 20;
/** Fields of every object, whatever the schema says. */
const COMMON = ["apiVersion", "kind", "metadata"];

export function schemaFaults(object: JsonObject, schema: JsonObject): SchemaFault[] {
  const faults: SchemaFault[] = [];
  const required = listAt(schema, "required").filter((name) => !COMMON.includes(String(name)));
  walk({ value: withoutCommon(object), schema: { ...schema, required }, path: "" }, faults);
  return faults;
}

function withoutCommon(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !COMMON.includes(key)));
}

interface Place {
  readonly value: JsonValue;
  readonly schema: JsonObject;
  readonly path: string;
}

function walk(place: Place, faults: SchemaFault[]): void {
  const { value, schema, path } = place;
  if (faults.length >= FAULTS_MAX) return;
  if (value === null && schema["nullable"] === true) return;
  const type = typeFault(value, schema);
  if (type !== undefined) return void faults.push(invalid(path, type));
  for (const message of valueFaults(value, schema)) faults.push(invalid(path, message));
  faults.push(...combinationFaults(place));
  if (isObject(value)) walkObject({ ...place, value }, faults);
  if (Array.isArray(value)) {
    const items = objectAt(schema, "items");
    for (const [i, child] of value.entries()) walk({ value: child, schema: items, path: `${path}[${i}]` }, faults);
  }
}

function invalid(path: string, message: string): SchemaFault {
  return { path, message, isDropped: false };
}

const PRESERVE = "x-kubernetes-preserve-unknown-fields";

function walkObject({ value, schema, path }: Place & { readonly value: JsonObject }, faults: SchemaFault[]): void {
  const properties = objectAt(schema, "properties");
  const additional = schema["additionalProperties"];
  for (const name of listAt(schema, "required")) {
    if (!Object.hasOwn(value, String(name))) faults.push(invalid(join(path, String(name)), "Required value"));
  }
  for (const [key, child] of Object.entries(value)) {
    const at = join(path, key);
    const known = Object.hasOwn(properties, key) ? properties[key] : additional;
    if (isObject(known)) walk({ value: child, schema: known, path: at }, faults);
    else if (known === true || schema[PRESERVE] === true || schema["x-kubernetes-embedded-resource"] === true) continue;
    else faults.push({ path: at, message: "is not in the schema any more and would be dropped", isDropped: true });
  }
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function typeFault(value: JsonValue, schema: JsonObject): string | undefined {
  if (schema["x-kubernetes-int-or-string"] === true) {
    return typeOf(value) === "integer" || typeof value === "string" ? undefined : "must be an integer or a string";
  }
  const type = textAt(schema, "type");
  if (type === "" || typeOf(value) === type || (type === "number" && typeOf(value) === "integer")) return undefined;
  return `must be of type ${type}: ${JSON.stringify(typeOf(value))}`;
}

function typeOf(value: JsonValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "bigint" || Number.isInteger(value) ? "integer" : typeof value;
}

/** Limits of the value itself. */
function valueFaults(value: JsonValue, schema: JsonObject): string[] {
  const allowed = schema["enum"];
  const isListed = !Array.isArray(allowed) || allowed.some((one) => sameJson(one, value));
  return [
    ...(isListed ? [] : [`Unsupported value: ${writeJson(value)}: supported values: ${writeJson(allowed)}`]),
    ...(isNumber(value) ? numberFaults(Number(value), schema) : []),
    ...(typeof value === "string" ? textFaults(value, schema) : []),
    ...(Array.isArray(value) ? sizeFaults(value.length, schema, "Items") : []),
    ...(isObject(value) ? sizeFaults(Object.keys(value).length, schema, "Properties") : []),
  ];
}

function numberFaults(value: number, schema: JsonObject): string[] {
  const [least, most, step] = ["minimum", "maximum", "multipleOf"].map((key) => numberAt(schema, key));
  const isBelow = least !== undefined && (value < least || (schema["exclusiveMinimum"] === true && value === least));
  const isAbove = most !== undefined && (value > most || (schema["exclusiveMaximum"] === true && value === most));
  return [
    ...(isBelow ? [`should be greater than ${schema["exclusiveMinimum"] === true ? "" : "or equal to "}${least}`] : []),
    ...(isAbove ? [`should be less than ${schema["exclusiveMaximum"] === true ? "" : "or equal to "}${most}`] : []),
    ...(step !== undefined && step !== 0 && !Number.isInteger(value / step) ? [`should be a multiple of ${step}`] : []),
  ];
}

function textFaults(value: string, schema: JsonObject): string[] {
  const pattern = textAt(schema, "pattern");
  const matches = pattern === "" || compile(pattern).test(value);
  return [
    ...sizeFaults([...value].length, schema, "Length"),
    ...(matches ? [] : [`should match ${JSON.stringify(pattern)}`]),
  ];
}

function sizeFaults(size: number, schema: JsonObject, what: "Items" | "Length" | "Properties"): string[] {
  const [least, most] = [numberAt(schema, `min${what}`), numberAt(schema, `max${what}`)];
  const word = { Items: "items", Length: "characters", Properties: "properties" }[what];
  return [
    ...(least !== undefined && size < least ? [`should have at least ${least} ${word}`] : []),
    ...(most !== undefined && size > most ? [`should have at most ${most} ${word}`] : []),
  ];
}

/** Inside of these a schema says nothing about which fields there are. */
function combinationFaults({ value, schema, path }: Place): SchemaFault[] {
  const fits = (one: JsonValue): boolean => {
    const found: SchemaFault[] = [];
    walk({ value, schema: isObject(one) ? { [PRESERVE]: true, ...one } : {}, path }, found);
    return found.every(({ isDropped }) => isDropped);
  };
  const count = (key: string): number => listAt(schema, key).filter(fits).length;
  const has = (key: string): boolean => listAt(schema, key).length > 0;
  const not = schema["not"];
  const messages = [
    ...(listAt(schema, "allOf").length > count("allOf") ? ["must validate all the schemas (allOf)"] : []),
    ...(has("anyOf") && count("anyOf") === 0 ? ["must validate at least one schema (anyOf)"] : []),
    ...(has("oneOf") && count("oneOf") !== 1 ? ["must validate one and only one schema (oneOf)"] : []),
    ...(isObject(not) && fits(not) ? ["must not validate the schema (not)"] : []),
  ];
  return messages.map((message) => invalid(path, message));
}
