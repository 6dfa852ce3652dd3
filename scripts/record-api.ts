/**
 * Records what an API server serves, for the sandbox: `bun scripts/record-api.ts KUBECONFIG` writes the two tables of src/sandbox/schema/ from
 * its aggregated discovery and its OpenAPI v3 (`bun test/cluster/up.ts FOLDER PORT` starts such a server), with the numbers of fields in protobuf from
 * the Go modules of test/cluster/go.mod. The grammar of the tables is told in src/sandbox/schema/types.ts and resources.ts, which read them.
 * Descriptions are left out of the tables: they are nine tenths of it. The documents with them are recorded by scripts/record-openapi.ts.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Discovery, isObject, listAt, objectAt, textAt, valueAt } from "../src/kube/index.ts";
import type { JsonObject, JsonValue } from "../src/kube/index.ts";
import { testCluster } from "../test/cluster/connection.ts";
import { goFields, goModules, type GoField } from "./go-fields.ts";
import { columnLines } from "./record-columns.ts";
import { recordOpenapi } from "./record-openapi.ts";

const SCHEMA = resolve(import.meta.dir, "../src/sandbox/schema");
const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
const META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
/** Served by their own kinds, not by resources. */
const ALWAYS = ["DeleteOptions", "Status", "WatchEvent"].map((name) => META + name);

const cluster = testCluster(process.argv[2]);
/** Its text is parsed here: the index of OpenAPI v3 calls itself plain text. */
async function get(path: string, accept = "application/json"): Promise<JsonValue> {
  return JSON.parse((await cluster.request({ method: "GET", path, accept })).text) as JsonValue;
}

async function main(): Promise<void> {
  const version = (await new Discovery(cluster).version()).gitVersion;
  const groups = (await Promise.all(["/api", "/apis"].map((path) => get(path, AGGREGATED)))).flatMap((root) =>
    listAt(root, "items"),
  );
  const schemas = await readSchemas();
  const resources = groups.flatMap(resourceLines);
  await write("resource-table.ts", { name: "RESOURCES", version, lines: resources });
  await write("type-table.ts", { name: "TYPES", version, lines: typeLines(schemas, groups) });
  await write("../wire/table/column-table.ts", { name: "COLUMNS", version, lines: await columnLines(cluster) });
  await recordOpenapi(cluster, resolve(SCHEMA, "../openapi"));
}

async function write(file: string, table: { name: string; version: string; lines: string[] }): Promise<void> {
  const head = `/** Recorded from Kubernetes ${table.version} by scripts/record-api.ts, which says how; not written by hand. */\n`;
  const text = table.lines.join("\n").replace(/[\\`]|\$\{/g, "\\$&");
  await Bun.write(join(SCHEMA, file), `${head}export const ${table.name} = \`\n${text}\n\`;\n`);
}

/** All definitions of all group versions, by name. */
async function readSchemas(): Promise<Map<string, JsonObject>> {
  const names = Object.keys(objectAt(await get("/openapi/v3"), "paths")).filter((name) =>
    /^api(s\/[^/]+)?\/v/.test(name),
  );
  const documents = await Promise.all(names.map((name) => get(`/openapi/v3/${name}`)));
  const all = documents.flatMap((document) => Object.entries(objectAt(document, "components", "schemas")));
  return new Map(all.filter((entry): entry is [string, JsonObject] => isObject(entry[1])));
}

// --- resources

function resourceLines(group: JsonValue): string[] {
  const name = textAt(group, "metadata", "name");
  return listAt(group, "versions").flatMap((version) => {
    const apiVersion = `${name === "" ? "" : `${name}/`}${textAt(version, "version")}`;
    return [`@${apiVersion}`, ...listAt(version, "resources").map(resourceLine)];
  });
}

const VERBS = "create delete deletecollection get list patch update watch";

function resourceLine(resource: JsonValue): string {
  const words = (value: JsonValue | undefined): string => listAt(value).map(String).join(",");
  const verbs = listAt(resource, "verbs").map(String).join(" ");
  const subresources = listAt(resource, "subresources").map((one) =>
    [
      textAt(one, "subresource"),
      textAt(one, "responseKind", "group"),
      textAt(one, "responseKind", "version"),
      textAt(one, "responseKind", "kind"),
      words(valueAt(one, "verbs")),
    ].join(":"),
  );
  return [
    textAt(resource, "resource"),
    textAt(resource, "responseKind", "kind"),
    textAt(resource, "singularResource"),
    textAt(resource, "scope") === "Namespaced" ? "n" : "c",
    verbs === VERBS ? "*" : verbs.replaceAll(" ", ","),
    words(valueAt(resource, "shortNames")),
    words(valueAt(resource, "categories")),
    ...subresources,
  ].join(" ");
}

// --- protobuf

interface ProtoField {
  readonly name: string;
  readonly number: string;
  readonly type: string;
}

/** Of each type the numbers of its fields; `2.5` for the fifth field of a struct that is embedded as the second. */
function fieldNumbers(): Map<string, Map<string, string>> {
  const messages = new Map<string, ProtoField[]>();
  for (const path of protoFiles()) {
    const text = readFileSync(path, "utf8");
    const scope = /^package (\S+);/m.exec(text)?.[1] ?? "";
    for (const [, name = "", body = ""] of text.matchAll(/^message (\w+) \{\n([\s\S]*?)^\}/gm)) {
      const fields = [...body.matchAll(/^ {2}(?:optional|repeated)? ?(map<[^>]+>|[\w.]+) (\w+) = (\d+);/gm)];
      messages.set(
        `${scope}.${name}`,
        fields.map(([, type = "", field = "", number = ""]) => ({ name: field, number, type: absolute(type, scope) })),
      );
    }
  }
  return new Map([...messages].map(([name, fields]) => [ioName(name), numbersOf(fields, messages)]));
}

function protoFiles(): string[] {
  return goModules().flatMap(({ folder }) => [
    ...new Bun.Glob("**/generated.proto").scanSync({ cwd: folder, absolute: true }),
  ]);
}

const absolute = (type: string, scope: string): string => {
  if (/^(string|bool|int32|int64|bytes|double)$|</.test(type)) return type;
  return type.startsWith(".") ? type.slice(1) : type.includes(".") ? type : `${scope}.${type}`;
};

/** `k8s.io.api.core.v1.Pod` is `io.k8s.api.core.v1.Pod` in OpenAPI. */
const ioName = (name: string): string => name.replace(/^k8s\.io\./, "io.k8s.");

type Messages = ReadonlyMap<string, readonly ProtoField[]>;

function numbersOf(fields: readonly ProtoField[], messages: Messages): Map<string, string> {
  const embedded = fields.flatMap(({ number, type }) =>
    (messages.get(type) ?? []).map((below) => [below.name, `${number}.${below.number}`] as const),
  );
  return new Map([...embedded, ...fields.map(({ name, number }) => [name, number] as const)]);
}

// --- types

function typeLines(schemas: Map<string, JsonObject>, groups: readonly JsonValue[]): string[] {
  const wanted = new Set(groups.flatMap(kindsOf));
  const roots = [...schemas]
    .filter(([, schema]) => gvksOf(schema).some((gvk) => wanted.has(gvk)))
    .map(([name]) => name);
  const names = reachable(schemas, [...new Set([...roots, ...ALWAYS])]).sort();
  const numbers = new Map(names.map((name, i) => [name, i]));
  const encode = new TypeEncoder(numbers);
  return names.map((name) => encode.definition(name, schemas.get(name) ?? {}, wanted));
}

function kindsOf(group: JsonValue): string[] {
  const name = textAt(group, "metadata", "name");
  return listAt(group, "versions").flatMap((version) =>
    listAt(version, "resources").flatMap((resource) =>
      [resource, ...listAt(resource, "subresources")].map((one) => {
        const kind = objectAt(one, "responseKind");
        return `${textAt(kind, "group") || name}/${textAt(kind, "version") || textAt(version, "version")}/${textAt(kind, "kind")}`;
      }),
    ),
  );
}

function gvksOf(schema: JsonObject): string[] {
  return listAt(schema, "x-kubernetes-group-version-kind").map(
    (one) => `${textAt(one, "group")}/${textAt(one, "version")}/${textAt(one, "kind")}`,
  );
}

const refOf = (schema: JsonValue): string =>
  (textAt(schema, "$ref") || textAt(schema, "allOf", 0, "$ref")).replace("#/components/schemas/", "");

function reachable(schemas: Map<string, JsonObject>, roots: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (value: JsonValue): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isObject(value)) return;
    const name = refOf(value);
    if (name !== "" && !seen.has(name)) {
      seen.add(name);
      visit(schemas.get(name) ?? null);
    }
    Object.values(value).forEach(visit);
  };
  visit(roots.map((name) => ({ $ref: name })));
  return [...seen];
}

const SCALARS: Readonly<Record<string, string>> = {
  "string/": "s",
  "string/byte": "y",
  "string/date-time": "t",
  "string/int-or-string": "x",
  "integer/int32": "i",
  "integer/int64": "l",
  "integer/": "l",
  "number/double": "d",
  "number/": "d",
  "boolean/": "b",
};

/** Lists of which an empty one is no default: like pointers they are written where they are given. */
const TELLING_LISTS: ReadonlySet<string> = new Set(["io.k8s.api.autoscaling.v2.HPAScalingRules policies"]);

class TypeEncoder {
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #fields = fieldNumbers();
  readonly #go = goFields();

  /** Numbers of types that are structs in Go. */
  readonly #structs: ReadonlySet<string>;

  constructor(numbers: ReadonlyMap<string, number>) {
    this.#numbers = numbers;
    this.#structs = new Set([...numbers].filter(([name]) => this.#go.has(name)).map(([, number]) => String(number)));
  }

  definition(name: string, schema: JsonObject, wanted: ReadonlySet<string>): string {
    const properties = objectAt(schema, "properties");
    const gvks = gvksOf(schema).filter((gvk) => wanted.has(gvk));
    const atomic = textAt(schema, "x-kubernetes-map-type") === "atomic" ? "*" : "";
    const head = `${name}${atomic}${gvks.length > 3 ? "" : gvks.map((gvk) => `@${gvk}`).join("")}`;
    if (Object.keys(properties).length === 0) return `${head} =${this.#scalar(name) ?? this.#type(schema)}`;
    const required = new Set(listAt(schema, "required").map(String));
    return [
      head,
      ...Object.entries(properties).map(([key, value]) =>
        this.#field(key, value, {
          required: required.has(key),
          number: this.#fields.get(name)?.get(key),
          go: this.#goField(name, key),
        }),
      ),
    ].join(" ");
  }

  #goField(type: string, name: string): GoField | undefined {
    const field = this.#go.get(type)?.get(name);
    const isTelling = TELLING_LISTS.has(`${type} ${name}`);
    return field === undefined || !isTelling ? field : { ...field, isPointer: true };
  }

  #field(
    name: string,
    schema: JsonValue,
    { required, number, go }: { required: boolean; number: string | undefined; go: GoField | undefined },
  ): string {
    const filled = valueAt(schema, "default");
    const strategy = textAt(schema, "x-kubernetes-patch-strategy");
    const options = listAt(schema, "enum").map(String);
    return [
      name,
      number === undefined ? "" : `#${number}`,
      required ? "!" : "",
      this.#writing(go, this.#type(schema)),
      strategy.includes("retainKeys") ? "$" : "",
      strategy.includes("merge") ? `^${textAt(schema, "x-kubernetes-patch-merge-key")}` : "",
      filled === undefined ? "" : `~${JSON.stringify(filled)}`,
      options.length > 0 ? `|${options.join("|")}` : "",
      `:${this.#type(schema)}`,
    ].join("");
  }

  /** OpenAPI does not tell them from others. */
  #scalar(name: string): string | undefined {
    if (name.endsWith("resource.Quantity")) return "q";
    return name.endsWith(".MicroTime") ? "m" : undefined;
  }

  /** `&` a pointer, `+` written whatever it holds: Go leaves no struct out for being empty. */
  #writing(go: GoField | undefined, type: string): string {
    if (go === undefined) return "";
    if (go.isPointer) return go.omitEmpty ? "&" : "&+";
    const isStruct = this.#structs.has(type) || /^[txqo]$/.test(type);
    return !go.omitZero && (!go.omitEmpty || isStruct) ? "+" : "";
  }

  #type(schema: JsonValue): string {
    const name = refOf(schema);
    // Of one place, where its type is owned as one.
    const granular = textAt(schema, "x-kubernetes-map-type") === "granular" ? "." : "";
    if (name !== "") return `${granular}${this.#numbers.get(name)}`;
    const items = valueAt(schema, "items");
    if (items !== undefined) return `[${listType(schema)}]${this.#type(items)}`;
    const values = valueAt(schema, "additionalProperties");
    if (isObject(values))
      return `{${textAt(schema, "x-kubernetes-map-type") === "atomic" ? "*" : ""}}${this.#type(values)}`;
    if (textAt(schema, "format") === "int-or-string") return "x";
    return SCALARS[`${textAt(schema, "type")}/${textAt(schema, "format")}`] ?? "o";
  }
}

function listType(schema: JsonValue): string {
  const type = textAt(schema, "x-kubernetes-list-type");
  if (type === "map") return listAt(schema, "x-kubernetes-list-map-keys").map(String).join(",");
  return type === "set" ? "=" : "*";
}

await main();
