/**
 * Writes `src/kustomize/schema/kubernetes.ts`: what a strategic merge needs to know of Kubernetes' types, from the OpenAPI
 * document that Kustomize embeds (kyaml, swagger.pb). Usage: bun scripts/kustomize-schema.ts PATH/TO/swagger.pb
 *
 * Of each type only the way to lists that are merged is kept: their fields, the merge keys, and the fields that lead there.
 * The numbers are those of gnostic's OpenAPIv2.proto.
 */
import { readFileSync, writeFileSync } from "node:fs";

type Message = Map<number, Uint8Array[]>;

interface Property {
  readonly name: string;
  /** The type it leads to: of the field itself, or of a merged list's elements. */
  readonly target: string | undefined;
  /** Merge keys of a merged list; none for a list of plain values. */
  readonly keys: readonly string[] | undefined;
}

const decoder = new TextDecoder();

function decode(bytes: Uint8Array): Message {
  const fields: Message = new Map();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const wire = tag & 7;
    if (wire === 0) varint();
    else if (wire === 1) at += 8;
    else {
      const end = varint() + at;
      const list = fields.get(tag >> 3) ?? [];
      fields.set(tag >> 3, [...list, bytes.subarray(at, end)]);
      at = end;
    }
  }
  return fields;
}

const text = (message: Message, field: number): string => decoder.decode(message.get(field)?.[0] ?? new Uint8Array());
const first = (message: Message, field: number): Message => decode(message.get(field)?.[0] ?? new Uint8Array());
const all = (message: Message, field: number): Message[] => (message.get(field) ?? []).map(decode);

/** Vendor extensions by name; each value is YAML text. */
function extensions(schema: Message): Map<string, string> {
  return new Map(all(schema, 31).map((entry) => [text(entry, 1), text(first(entry, 2), 2).trim()]));
}

function listOf(yaml: string | undefined): string[] | undefined {
  return yaml?.split("\n").map((line) => line.replace(/^\s*-\s*/, "").trim());
}

function refOf(schema: Message): string | undefined {
  return text(schema, 1).replace("#/definitions/", "") || undefined;
}

function propertyOf(name: string, schema: Message): Property {
  const vendor = extensions(schema);
  const merged = (vendor.get("x-kubernetes-patch-strategy") ?? "").split(",").includes("merge");
  const key = vendor.get("x-kubernetes-patch-merge-key");
  const isList = text(first(schema, 22), 1) === "array";
  if (!isList) return { name, target: refOf(schema) ?? refOf(first(first(schema, 21), 1)), keys: undefined };
  if (!merged) return { name, target: undefined, keys: undefined };
  const keys = listOf(vendor.get("x-kubernetes-list-map-keys")) ?? (key === undefined ? [] : [key]);
  return { name, target: refOf(first(first(schema, 23), 1)), keys };
}

const document = decode(readFileSync(process.argv[2] ?? "swagger.pb"));
const definitions = new Map<string, Property[]>();
const types: { apiVersion: string; kind: string; definition: string }[] = [];

for (const named of all(first(document, 9), 1)) {
  const name = text(named, 1);
  const schema = first(named, 2);
  definitions.set(
    name,
    all(first(schema, 25), 1).map((property) => propertyOf(text(property, 1), first(property, 2))),
  );
  const gvks = extensions(schema).get("x-kubernetes-group-version-kind") ?? "";
  for (const entry of gvks.split(/^- /m).filter((part) => part !== "")) {
    const part = (key: string): string => new RegExp(`^\\s*${key}: *"?([^"\\n]*)"?$`, "m").exec(entry)?.[1] ?? "";
    const group = part("group");
    types.push({
      apiVersion: group === "" ? part("version") : `${group}/${part("version")}`,
      kind: part("kind"),
      definition: name,
    });
  }
}

/** Definitions from which a merged list can be reached. */
const useful = new Set<string>();
for (let before = -1; before !== useful.size;) {
  before = useful.size;
  for (const [name, properties] of definitions) {
    const leads = properties.some(({ keys, target }) => keys !== undefined || useful.has(target ?? ""));
    if (leads) useful.add(name);
  }
}

const numbers = new Map([...useful].toSorted().map((name, index) => [name, index]));
const line = ({ name, keys, target }: Property): string | undefined => {
  const number = numbers.get(target ?? "");
  if (keys === undefined) return number === undefined ? undefined : `${name}>${number}`;
  return `${name}[${keys.join(",")}${number === undefined ? "" : `>${number}`}`;
};
const rows = [...numbers.keys()].map((name) =>
  (definitions.get(name) ?? [])
    .map(line)
    .filter((part) => part !== undefined)
    .join(" "),
);
const known = types.map(({ apiVersion, kind, definition }) => `${apiVersion} ${kind} ${numbers.get(definition) ?? ""}`);

writeFileSync(
  new URL("../src/kustomize/schema/kubernetes.ts", import.meta.url),
  `/**
 * Made by scripts/kustomize-schema.ts from the OpenAPI document of Kubernetes 1.21.2 that Kustomize 5.8 embeds: the lists that a
 * strategic merge merges, and the fields that lead to them. Nothing else of the schema decides what Kustomize prints.
 */

/** \`apiVersion kind definition\`, one a line; without a definition nothing below is merged. */
export const TYPES = \`
${known.toSorted().join("\n")}
\`;

/** One definition a line: \`field>definition\` leads on, \`field[key,key>definition\` is a merged list. */
export const DEFINITIONS = \`
${rows.join("\n")}
\`;
`,
);
