/** What a configuration that is applied must be: only declared fields, of their types, list elements once each (structured-merge-diff v6, typed/validate.go). */
import { isInteger, isNumber, isObject, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { goPrinted } from "../patch/convert.ts";
import { goNumber } from "../wire/go-number.ts";
import type { ListSchema, ScalarType, Schema } from "../schema/schema.ts";
import { elementOf, ElementError } from "./element.ts";
import { decodeFields, memberPaths } from "./field-set.ts";

export function typedErrors(value: JsonValue, schema: Schema, at = ""): string[] {
  if (value === null) return [];
  switch (schema.kind) {
    case "any":
      return [];
    case "scalar":
      return scalarErrors(value, schema.type, at);
    case "list":
      return Array.isArray(value)
        ? itemErrors(value, schema, at)
        : [`${at}: expected list, got &{${goPrinted(value)}}`];
    case "map":
      if (!isObject(value)) return [`${at}: expected map, got &{${goPrinted(value)}}`];
      return Object.entries(value).flatMap(([key, below]) => typedErrors(below, schema.values, `${at}.${key}`));
    case "object":
      if (!isObject(value)) return [`${at}: expected map, got &{${goPrinted(value)}}`];
      return Object.entries(value).flatMap(([key, below]) => {
        const field = schema.fields.get(key);
        if (field !== undefined) return typedErrors(below, field.schema, `${at}.${key}`);
        return schema.open === true ? [] : [`${at}.${key}: field not declared in schema`];
      });
  }
}

function itemErrors(list: readonly JsonValue[], schema: ListSchema, at: string): string[] {
  const seen = new Set<string>();
  return list.flatMap((item, i) => {
    if (schema.listType === "atomic") return typedErrors(item, schema.items, `${at}[${i}]`);
    const wrong = elementProblem(item, schema);
    if (wrong !== "") return [`${at}: element ${i}: ${wrong}`];
    let element: string;
    try {
      element = elementOf(item, schema);
    } catch (error) {
      if (error instanceof ElementError) return [`${at}: element ${i}: ${error.message}`];
      throw error;
    }
    const place = textOf(element);
    const isDuplicate = seen.has(element);
    seen.add(element);
    return [
      ...(isDuplicate ? [`${at}: duplicate entries for key ${place}`] : []),
      ...typedErrors(item, schema.items, at + place),
    ];
  });
}

/** What cannot be an element at all. */
function elementProblem(item: JsonValue, { listType }: ListSchema): string {
  if (listType === "set")
    return item === null ? "associative list without keys has an element that's an explicit null" : "";
  if (item === null) return "associative list with keys may not have a null element";
  return isObject(item) ? "" : "associative list with keys may not have non-map elements";
}

function textOf(element: string): string {
  return memberPaths(decodeFields({ [element]: {} }))[0] ?? "";
}

function scalarErrors(value: JsonValue, type: ScalarType, at: string): string[] {
  const given = typeof value;
  switch (type) {
    case "int32":
    case "int64":
    case "number":
      return isNumber(value) ? [] : [`${at}: expected numeric (int or float), got ${goType(value)}`];
    case "boolean":
      return given === "boolean" ? [] : [`${at}: expected boolean, got &{${goPrinted(value)}}`];
    case "string":
    case "bytes":
    case "time":
    case "micro-time":
      return given === "string"
        ? []
        : [`${at}: expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`];
    case "int-or-string":
    case "quantity":
      return given === "string" || isNumber(value) ? [] : [`${at}: expected any scalar, got &{${goPrinted(value)}}`];
  }
}

/** `%T`. */
export function goType(value: JsonValue): string {
  if (Array.isArray(value)) return "[]interface {}";
  if (isObject(value)) return "map[string]interface {}";
  if (value === null) return "<nil>";
  if (isNumber(value)) return isInteger(value) ? "int64" : "float64";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** `%#v`. */
function goSyntax(value: JsonValue): string {
  if (value === null) return "interface {}(nil)";
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(", ")}}`;
  if (isNumber(value)) return goNumber(value);
  if (!isObject(value)) return String(value);
  const keys = Object.keys(value).sort();
  const fields = keys.map((key) => `${JSON.stringify(key)}:${goSyntax(value[key] ?? null)}`);
  return `map[string]interface {}{${fields.join(", ")}}`;
}

/** `ns/name; apps/v1, Kind=Deployment`, as the messages name the object. */
export function describeObject(object: JsonObject): string {
  const [namespace, name] = ["namespace", "name"].map((key) => textAt(object, "metadata", key));
  const version = String(object["apiVersion"] ?? "");
  return `${namespace}/${name}; ${version.includes("/") ? version : `/${version}`}, Kind=${String(object["kind"] ?? "")}`;
}
