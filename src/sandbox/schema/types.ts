/**
 * Reads the table of types, one when it is asked for. A line is `NAME[*][@GVK...] FIELD...` or `NAME =TYPE`; a field is
 * `NAME[#NUMBER][!][&][+][$][^MERGEKEY][~DEFAULT][|OPTION...]:TYPE`: its number in protobuf, required, a pointer, written even when empty, retainKeys, merged, filled in, one of. A type is the number of another line,
 * `[LISTTYPE]TYPE`, `{}TYPE`, `{*}TYPE`, `.NUMBER` for one that is not owned as one here, or a letter of SCALARS.
 */
import type { JsonValue } from "../../kube/index.ts";
import { ANY, type Field, type ObjectSchema, type ScalarType, type Schema } from "./schema.ts";
import { TYPES } from "./type-table.ts";

const SCALARS: Readonly<Record<string, ScalarType>> = {
  s: "string",
  y: "bytes",
  t: "time",
  m: "micro-time",
  i: "int32",
  l: "int64",
  d: "number",
  b: "boolean",
  x: "int-or-string",
  q: "quantity",
};

const lines = TYPES.trim().split("\n");
const read = new Map<number, Schema>();
let kinds: ReadonlyMap<string, number> | undefined;

/** The schema of a built-in kind; undefined for any other. */
export function builtinSchema(apiVersion: string, kind: string): ObjectSchema | undefined {
  kinds ??= new Map(lines.flatMap(kindsOf));
  const number = kinds.get(`${apiVersion} ${kind}`);
  const schema = number === undefined ? undefined : typeAt(number);
  return schema?.kind === "object" ? schema : undefined;
}

/** The options of a deletion: of every group version. */
export function deleteOptionsSchema(): ObjectSchema | undefined {
  const schema = typeAt(
    lines.findIndex((line) => nameOf(line) === "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions"),
  );
  return schema.kind === "object" ? schema : undefined;
}

function kindsOf(line: string, number: number): [string, number][] {
  const [head = ""] = line.split(" ", 1);
  return head
    .split("@")
    .slice(1)
    .map((gvk) => {
      const at = gvk.lastIndexOf("/");
      return [`${gvk.slice(0, at).replace(/^\//, "")} ${gvk.slice(at + 1)}`, number];
    });
}

function nameOf(line: string): string {
  return /^[^ *@]+/.exec(line)?.[0] ?? "";
}

function typeAt(number: number): Schema {
  let schema = read.get(number);
  if (schema === undefined) read.set(number, (schema = parseLine(lines[number] ?? "")));
  return schema;
}

function parseLine(line: string): Schema {
  const [head = "", ...words] = splitFields(line);
  if (words[0]?.startsWith("=") === true) return parseType(words[0].slice(1));
  return {
    kind: "object",
    name: nameOf(line),
    fields: new Map(words.map(parseField)),
    atomic: head.includes("*"),
  };
}

/** No default has a blank in it. */
function splitFields(line: string): string[] {
  return line.split(" ");
}

const FIELD =
  /^([^#!&+$^~|:]+|\$[a-z]+)(?:#([\d.]+))?(!)?(&)?(\+)?(\$)?(?:\^([^~|:]*))?(?:~("[^"]*"|\{\}|[^|:]+))?((?:\|[^|:]*)*):(.*)$/;

function parseField(word: string): [string, Field] {
  const [, name = "", number = "", required, pointer, written, retain, mergeKey, filled, options = "", type = "o"] =
    FIELD.exec(word) ?? [];
  let schema: Schema | undefined;
  const field: Field = {
    get schema() {
      return (schema ??= parseType(type));
    },
    required: required !== undefined,
    isPointer: pointer !== undefined,
    isAlwaysWritten: written !== undefined,
    filled: filled === undefined ? undefined : (JSON.parse(filled) as JsonValue),
    options: options === "" ? [] : options.slice(1).split("|"),
    mergeKey,
    retainKeys: retain !== undefined,
    number,
  };
  return [name, field];
}

function parseType(text: string): Schema {
  if (text.startsWith("[")) {
    const end = text.indexOf("]");
    const [type, items] = [text.slice(1, end), parseType(text.slice(end + 1))];
    if (type === "*" || type === "=") {
      return { kind: "list", items, listType: type === "=" ? "set" : "atomic", keys: [] };
    }
    return { kind: "list", items, listType: "map", keys: type.split(",") };
  }
  if (text.startsWith("{")) {
    const atomic = text.startsWith("{*}");
    return { kind: "map", values: parseType(text.slice(atomic ? 3 : 2)), atomic };
  }
  if (text.startsWith(".")) {
    const schema = typeAt(Number(text.slice(1)));
    return schema.kind === "object" ? { ...schema, atomic: false } : schema;
  }
  const scalar = SCALARS[text];
  if (scalar !== undefined) return { kind: "scalar", type: scalar };
  return /^\d+$/.test(text) ? typeAt(Number(text)) : ANY;
}
