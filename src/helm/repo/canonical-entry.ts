/** One entry of an index in Helm's own form, read line by line. See `canonical-index.ts`. */
import { sanitize } from "../chart/sanitize.ts";
import { NotCanonical, requirePlain, scalar } from "./canonical-scalar.ts";
import { tryParseVersion, type ChartVersion } from "./chart-version.ts";
import { isPlainTime } from "../../yaml/typed/index.ts";
import type { Lines } from "./lines.ts";

type Kind = "scalar" | "time" | "bool" | "list" | "annotations" | "maintainers" | "dependencies";

const KINDS: Readonly<Record<Kind, readonly string[]>> = {
  scalar: [
    ...["apiVersion", "appVersion", "condition", "description", "digest", "engine", "checksum", "home", "icon"],
    ...["kubeVersion", "name", "tags", "tillerVersion", "type", "url", "version"],
  ],
  time: ["created"],
  bool: ["deprecated", "removed"],
  list: ["keywords", "sources", "urls"],
  annotations: ["annotations"],
  maintainers: ["maintainers"],
  dependencies: ["dependencies"],
};

interface Field {
  readonly name: string;
  readonly kind: Kind;
  /** One bit for each field, to see one that stands twice. */
  readonly bit: number;
}

const FIELDS: ReadonlyMap<string, Field> = new Map(
  (Object.keys(KINDS) as Kind[])
    .flatMap((kind) => KINDS[kind].map((name) => ({ name, kind })))
    .map((field, at) => [field.name, { ...field, bit: 1 << at }]),
);

const MAINTAINER_KEYS: ReadonlySet<string> = new Set(["name", "email", "url"]);
const DEPENDENCY_KEYS: ReadonlySet<string> = new Set(["name", "version", "repository", "condition", "alias"]);

/** The entry that begins on this line, `- ` at depth `at`. Throws `NotCanonical`. */
export function readCanonicalEntry(lines: Lines, at: number): ChartVersion {
  return new Entry(lines, at + 2).read();
}

class Entry {
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();

  constructor(
    readonly lines: Lines,
    readonly depth: number,
  ) {}

  read(): ChartVersion {
    const { lines, depth } = this;
    let seen = 0;
    let from = lines.from + 2;
    do {
      const colon = endOfKey(lines, from);
      const field = FIELDS.get(lines.source.slice(from, colon));
      if (field === undefined || (seen & field.bit) !== 0) throw new NotCanonical();
      seen |= field.bit;
      this.#readField(field, valueAfter(lines, colon));
      from = lines.from;
    } while (lines.indent === depth);
    if (lines.indent > depth) throw new NotCanonical();
    return this.#checked();
  }

  #readField({ name, kind }: Field, value: string): void {
    const { lines, depth } = this;
    lines.next();
    switch (kind) {
      case "scalar":
        this.#texts.set(name, readScalar(lines, { value, depth }));
        return;
      case "time":
        requireTime(oneLine(lines, { value, depth }));
        return;
      case "bool":
        if (value !== "true" && value !== "false") throw new NotCanonical();
        return;
      case "list":
        this.#lists.set(name, readList(lines, { value, depth }));
        return;
      case "annotations":
        readAnnotations(lines, { value, depth });
        return;
      case "maintainers":
        readMaps(lines, { value, depth }, { keys: MAINTAINER_KEYS });
        return;
      case "dependencies":
        requireDistinct(readMaps(lines, { value, depth }, { keys: DEPENDENCY_KEYS, list: "tags", bool: "enabled" }));
    }
  }

  /** What makes an entry invalid is left to the full reader, which says so. */
  #checked(): ChartVersion {
    const text = (name: string): string => this.#texts.get(name) ?? "";
    const name = text("name");
    if (!GOOD_NAME.test(name) || name === "." || name === "..") throw new NotCanonical();
    const version = text("version");
    if (!PLAIN_VERSION.test(version) && tryParseVersion(version) === undefined) throw new NotCanonical();
    if (!["", "application", "library"].includes(text("type"))) throw new NotCanonical();
    return {
      name,
      version,
      appVersion: cleaned(text("appVersion")),
      description: cleaned(text("description")),
      keywords: (this.#lists.get("keywords") ?? []).map(cleaned),
      urls: this.#lists.get("urls") ?? [],
      digest: text("digest"),
    };
  }
}

const GOOD_NAME = /^[!-.0-~]+$/;
const PLAIN_VERSION = /^(?:0|[1-9]\d{0,9})\.(?:0|[1-9]\d{0,9})\.(?:0|[1-9]\d{0,9})$/;
const PRINTABLE = /^[ -~]*$/;
/** In YAML. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/;

function requireTime(text: string): void {
  if (!isPlainTime(text)) throw new NotCanonical();
}

function cleaned(text: string): string {
  if (PRINTABLE.test(text)) return text;
  if (FORBIDDEN.test(text)) throw new NotCanonical();
  return sanitize(text);
}

function endOfKey(lines: Lines, from: number): number {
  const colon = lines.source.indexOf(":", from);
  if (colon < 0 || colon >= lines.to) throw new NotCanonical();
  return colon;
}

/** What stands behind a key's colon; empty when nothing does. */
function valueAfter(lines: Lines, colon: number): string {
  if (colon + 1 === lines.to) return "";
  if (lines.source.charCodeAt(colon + 1) !== 0x20) throw new NotCanonical();
  return lines.source.slice(colon + 2, lines.to);
}

interface Value {
  readonly value: string;
  /** Of the key. */
  readonly depth: number;
}

function oneLine(lines: Lines, { value, depth }: Value): string {
  if (lines.indent > depth) throw new NotCanonical();
  return value === "" ? "" : scalar(value);
}

/** Plain text may go on in deeper lines, which are joined by blanks. */
function readScalar(lines: Lines, { value, depth }: Value): string {
  if (lines.indent <= depth) return value === "" ? "" : scalar(value);
  if (!PLAIN_START.test(value)) throw new NotCanonical();
  requirePlain(value);
  let text = value;
  while (lines.indent > depth) {
    const part = lines.text();
    if (lines.afterGap || part.startsWith("#")) throw new NotCanonical();
    requirePlain(part);
    text += ` ${part}`;
    lines.next();
  }
  return text;
}

const PLAIN_START = /^[A-Za-z0-9(]/;

function readList(lines: Lines, { value, depth }: Value): string[] {
  const items: string[] = [];
  if (value === "[]") return items;
  if (value !== "") throw new NotCanonical();
  const at = lines.indent;
  if (at < depth) return items;
  while (lines.isItemAt(at)) {
    const text = lines.source.slice(lines.from + 2, lines.to);
    lines.next();
    items.push(oneLine(lines, { value: text, depth: at }));
  }
  return items;
}

const BLOCK_HEADER = /^[|>][-+]?$/;
const ANNOTATION_KEY = /^[A-Za-z][A-Za-z0-9_./-]*$/;

function readAnnotations(lines: Lines, { value, depth }: Value): void {
  if (value === "{}") return;
  if (value !== "" || lines.indent <= depth) throw new NotCanonical();
  const at = lines.indent;
  const keys = new Set<string>();
  while (lines.indent === at) {
    const colon = endOfKey(lines, lines.from);
    const key = lines.source.slice(lines.from, colon);
    if (!ANNOTATION_KEY.test(key) || keys.has(key)) throw new NotCanonical();
    keys.add(key);
    const text = valueAfter(lines, colon);
    lines.next();
    if (BLOCK_HEADER.test(text)) skipBlock(lines, at);
    else readScalar(lines, { value: text, depth: at });
  }
}

/** The lines of a block scalar: none is less deep than the first. */
function skipBlock(lines: Lines, depth: number): void {
  const { indent } = lines;
  if (indent <= depth || lines.afterGap) throw new NotCanonical();
  lines.skipDeeper(indent - 1);
  if (lines.indent > depth) throw new NotCanonical();
}

interface Shape {
  readonly keys: ReadonlySet<string>;
  readonly list?: string;
  readonly bool?: string;
}

/** A list of small maps; gives each one's alias, or its name. */
function readMaps(lines: Lines, { value, depth }: Value, shape: Shape): string[] {
  const names: string[] = [];
  if (value === "[]") return names;
  if (value !== "") throw new NotCanonical();
  const at = lines.indent;
  if (at < depth) return names;
  while (lines.isItemAt(at)) names.push(readMap(lines, at + 2, shape));
  return names;
}

function readMap(lines: Lines, depth: number, shape: Shape): string {
  const fields = new Map<string, string>();
  let from = lines.from + 2;
  do {
    const colon = endOfKey(lines, from);
    const key = lines.source.slice(from, colon);
    if (fields.has(key)) throw new NotCanonical();
    const value = valueAfter(lines, colon);
    lines.next();
    if (shape.keys.has(key)) fields.set(key, oneLine(lines, { value, depth }));
    else if (key === shape.list) fields.set(key, String(readList(lines, { value, depth }).length));
    else if (key === shape.bool && (value === "true" || value === "false")) fields.set(key, value);
    else throw new NotCanonical();
    from = lines.from;
  } while (lines.indent === depth);
  if (lines.indent > depth) throw new NotCanonical();
  const alias = fields.get("alias") ?? "";
  if (alias !== "" && !ALIAS.test(alias)) throw new NotCanonical();
  return alias === "" ? (fields.get("name") ?? "") : alias;
}

const ALIAS = /^[a-zA-Z0-9_-]+$/;

function requireDistinct(names: readonly string[]): void {
  if (new Set(names).size !== names.length) throw new NotCanonical();
}
