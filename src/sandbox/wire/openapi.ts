/**
 * OpenAPI v3, as much as clients read: schemas with the marks that patches and lists need, and paths that say which query parameters a
 * write takes. Descriptions are not kept.
 */
import type { JsonObject, JsonValue } from "../../kube/index.ts";
import type { Kind } from "../schema/kinds.ts";
import type { Field, ScalarSchema, Schema } from "../schema/schema.ts";
import { typeNames } from "../schema/types.ts";
import { answer, asText, type WireResponse } from "./request.ts";

/** Undefined for paths that are none of OpenAPI. */
export function openapi(path: string, kinds: readonly Kind[]): WireResponse | undefined {
  if (path === "/openapi/v3" || path === "/openapi/v3/") return index(kinds);
  if (path.startsWith("/openapi/v3/")) return document(path.slice("/openapi/v3/".length), kinds);
  return path.startsWith("/openapi/") ? asText("404 page not found\n", 404) : undefined;
}

function index(kinds: readonly Kind[]): WireResponse {
  const places = new Set(kinds.map(({ resource }) => placeOf(resource.apiVersion)));
  const paths = [...places].map((place) => [place, { serverRelativeURL: `/openapi/v3/${place}` }] as const);
  return answer({ paths: Object.fromEntries(paths) });
}

function placeOf(apiVersion: string): string {
  return apiVersion.includes("/") ? `apis/${apiVersion}` : `api/${apiVersion}`;
}

function document(place: string, kinds: readonly Kind[]): WireResponse {
  const own = kinds.filter(({ resource }) => placeOf(resource.apiVersion) === place);
  if (own.length === 0) return asText("404 page not found\n", 404);
  return answer({
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: "unversioned" },
    paths: Object.fromEntries(own.flatMap(pathsOf)),
    components: {
      schemas: own.some(({ custom }) => custom === undefined)
        ? builtinSchemas()
        : Object.fromEntries(own.map(customEntry)),
    },
  });
}

const QUERY = ["pretty", "dryRun", "fieldManager", "fieldValidation", "force"];

function pathsOf({ resource }: Kind): [string, JsonValue][] {
  const { apiVersion, namespaced, name, group, version, kind } = resource;
  const root = `/${placeOf(apiVersion)}${namespaced ? "/namespaces/{namespace}" : ""}/${name}`;
  const parameters = QUERY.map((one) => ({ name: one, in: "query", schema: { type: "string", uniqueItems: true } }));
  const operation = (action: string): JsonObject => ({
    "x-kubernetes-action": action,
    "x-kubernetes-group-version-kind": { group, version, kind },
    parameters,
    responses: { "200": { description: "OK" } },
  });
  return [
    [root, { get: operation("list"), post: operation("post") }],
    [
      `${root}/{name}`,
      { get: operation("get"), put: operation("put"), patch: operation("patch"), delete: operation("delete") },
    ],
  ];
}

let builtin: JsonObject | undefined;

function builtinSchemas(): JsonObject {
  return (builtin ??= Object.fromEntries(
    typeNames().map(({ name, gvks, schema }) => [name, { ...schemaJson(schema, name), ...gvkMark(gvks) }]),
  ));
}

function gvkMark(gvks: readonly string[]): JsonObject {
  if (gvks.length === 0) return {};
  const all = gvks.map((gvk) => {
    const [group = "", version = "", kind = ""] = gvk.split("/");
    return { group, kind, version };
  });
  return { "x-kubernetes-group-version-kind": all };
}

function customEntry({ resource, custom }: Kind): [string, JsonValue] {
  const { group, version, kind } = resource;
  const name = `${group.split(".").reverse().join(".")}.${version}.${kind}`;
  return [name, { ...custom, ...gvkMark([`${group}/${version}/${kind}`]) }];
}

const SCALARS: Readonly<Record<ScalarSchema["type"], JsonObject>> = {
  string: { type: "string" },
  bytes: { type: "string", format: "byte" },
  time: { type: "string", format: "date-time" },
  int32: { type: "integer", format: "int32" },
  int64: { type: "integer", format: "int64" },
  number: { type: "number", format: "double" },
  boolean: { type: "boolean" },
  "int-or-string": { format: "int-or-string", oneOf: [{ type: "integer" }, { type: "string" }] },
  quantity: { oneOf: [{ type: "string" }, { type: "number" }] },
};

function schemaJson(schema: Schema, own = ""): JsonObject {
  switch (schema.kind) {
    case "any":
      return { type: "object" };
    case "scalar":
      return SCALARS[schema.type];
    case "list":
      return { type: "array", items: schemaJson(schema.items), ...listMarks(schema) };
    case "map":
      return { type: "object", additionalProperties: schemaJson(schema.values) };
    case "object":
      if (own === "") return { allOf: [{ $ref: `#/components/schemas/${schema.name}` }] };
      return {
        type: "object",
        ...requiredOf(schema.fields),
        properties: Object.fromEntries([...schema.fields].map(([key, field]) => [key, fieldJson(field)])),
        ...(schema.atomic ? { "x-kubernetes-map-type": "atomic" } : {}),
      };
  }
}

function requiredOf(fields: ReadonlyMap<string, Field>): JsonObject {
  const names = [...fields].filter(([, { required }]) => required).map(([name]) => name);
  return names.length === 0 ? {} : { required: names };
}

function listMarks({ listType, keys }: { readonly listType: string; readonly keys: readonly string[] }): JsonObject {
  return {
    "x-kubernetes-list-type": listType,
    ...(keys.length > 0 ? { "x-kubernetes-list-map-keys": [...keys] } : {}),
  };
}

function fieldJson(field: Field): JsonObject {
  const strategy = [field.mergeKey === undefined ? "" : "merge", field.retainKeys ? "retainKeys" : ""]
    .filter(Boolean)
    .join(",");
  return {
    ...schemaJson(field.schema),
    ...(field.filled === undefined ? {} : { default: field.filled }),
    ...(field.options.length > 0 ? { enum: [...field.options] } : {}),
    ...(field.mergeKey ? { "x-kubernetes-patch-merge-key": field.mergeKey } : {}),
    ...(strategy === "" ? {} : { "x-kubernetes-patch-strategy": strategy }),
  };
}
