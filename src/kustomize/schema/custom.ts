/** Schemas from an OpenAPI file (`openapi.path`): definitions with `$ref`, and paths that tell what is namespaced. */
import { isMap, listItems, type GoMap, type Value } from "../../go/index.ts";
import type { CustomSchemas, Schema } from "./schemas.ts";

const REF_PREFIX = "#/definitions/";
const REFS_MAX = 100;

/** `elsewhere` has the definitions that the file refers to and does not have. */
export function customSchemas(document: GoMap, elsewhere: (name: string) => Schema | undefined): CustomSchemas {
  const definitions = mapOf(document.get("definitions"));
  const types = new Map<string, GoMap>();
  for (const definition of definitions.values()) {
    if (!isMap(definition)) continue;
    for (const gvk of listItems(definition.get(GVK)) ?? []) if (isMap(gvk)) types.set(typeKey(gvk), definition);
  }
  const scopes = scopesOf(mapOf(document.get("paths")));
  return {
    type(apiVersion, kind) {
      const definition = types.get(`${apiVersion} ${kind}`);
      return definition === undefined ? undefined : new JsonSchema(definition, { definitions, elsewhere });
    },
    scope: (apiVersion, kind) => scopes.get(`${apiVersion} ${kind}`),
  };
}

const GVK = "x-kubernetes-group-version-kind";

function scopesOf(paths: GoMap): Map<string, "cluster" | "namespace"> {
  const scopes = new Map<string, "cluster" | "namespace">();
  for (const [path, item] of paths) {
    const gvk = mapOf(mapOf(item).get("get")).get(GVK);
    if (!isMap(gvk)) continue;
    const key = typeKey(gvk);
    if (path.includes("namespaces/{namespace}")) scopes.set(key, "namespace");
    else if (!scopes.has(key)) scopes.set(key, "cluster");
  }
  return scopes;
}

function typeKey(gvk: GoMap): string {
  const group = textOf(gvk.get("group"));
  const version = textOf(gvk.get("version"));
  return `${group === "" ? version : `${group}/${version}`} ${textOf(gvk.get("kind"))}`;
}

interface Definitions {
  readonly definitions: GoMap;
  readonly elsewhere: (name: string) => Schema | undefined;
}

/** A schema that stands in a comment. */
export function schemaOfComment(schema: GoMap): Schema {
  return new JsonSchema(schema, { definitions: new Map(), elsewhere: () => undefined });
}

class JsonSchema implements Schema {
  constructor(
    private readonly schema: GoMap,
    private readonly known: Definitions,
  ) {}

  get keys(): readonly string[] | undefined {
    const strategy = textOf(this.schema.get("x-kubernetes-patch-strategy"));
    if (!strategy.split(",").includes("merge")) return undefined;
    const keys = listItems(this.schema.get("x-kubernetes-list-map-keys"));
    if (keys !== undefined) return keys.map(textOf);
    const key = this.schema.get("x-kubernetes-patch-merge-key");
    return typeof key === "string" ? [key] : [];
  }

  field(name: string): Schema | undefined {
    const found = mapOf(this.schema.get("properties")).get(name) ?? this.schema.get("additionalProperties");
    return this.resolve(found);
  }

  elements(): Schema | undefined {
    return this.schema.get("type") === "array" ? this.resolve(this.schema.get("items")) : undefined;
  }

  private resolve(value: Value): Schema | undefined {
    let schema = value;
    for (let refs = 0; isMap(schema) && textOf(schema.get("$ref")) !== ""; refs++) {
      const ref = textOf(schema.get("$ref"));
      if (refs === REFS_MAX || !ref.startsWith(REF_PREFIX)) return undefined;
      const name = ref.slice(REF_PREFIX.length);
      schema = this.known.definitions.get(name);
      if (schema === undefined) return this.known.elsewhere(name);
    }
    return isMap(schema) ? new JsonSchema(schema, this.known) : undefined;
  }
}

function mapOf(value: Value): GoMap {
  return isMap(value) ? value : new Map<string, Value>();
}

function textOf(value: Value): string {
  return typeof value === "string" ? value : "";
}
