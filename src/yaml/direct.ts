/**
 * YAML as go-yaml v2 alone reads and writes it (gopkg.in/yaml.v2 v2.4.0), without the way through JSON that sigs.k8s.io/yaml takes: keys may be
 * numbers, floats stay floats, and the order of keys can be kept. Left out: keys that are 1 and "1" in one map, and bytes that are no text.
 */
import { Int, type Value } from "../go/index.ts";
import { withinStack } from "../go/json/index.ts";
import { formatFloat } from "../go/strconv/index.ts";
import { AliasGuard } from "./alias-guard.ts";
import { NodeReader } from "./compose.ts";
import { isMerge, resolveScalar } from "./decode.ts";
import { FieldMap, ValueEmitter, type View } from "./emit-values.ts";
import { YamlError } from "./errors.ts";
import { goSyntax, rawValue } from "./go-syntax.ts";
import { compareKeys } from "./key-order.ts";
import type { Node } from "./node.ts";
import type { Resolved } from "./resolve.ts";

/** What the first document of a text holds; nothing where there is none. Throws `YamlError`. */
export function firstDocument(text: string): Node | undefined {
  return new NodeReader(text, "v2").next()?.content[0];
}

export interface DirectOptions {
  /** Maps are `yaml.MapSlice`: keys keep their order, and what is merged into them is lost. */
  readonly ordered: boolean;
}

/** A node as it is decoded into `interface{}`. Throws `YamlError`. */
export function decodeDirectly(node: Node, options: DirectOptions): Value {
  const decoder = new DirectDecoder(options);
  return withinStack(() => decoder.value(node));
}

export function marshalDirectly(value: Value): string {
  const view = (part: Value): View => part as View;
  return new ValueEmitter({ dialect: "v2", indent: 2, width: FOLD_COLUMN, view, formatNumber: floatText }).document(
    value,
  );
}

const FOLD_COLUMN = 80;

function floatText(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  return formatFloat(value, "g", -1, 64);
}

interface Entry {
  readonly key: Resolved;
  readonly value: Value;
}

class DirectDecoder {
  readonly #guard = new AliasGuard();

  constructor(readonly options: DirectOptions) {}

  value(node: Node): Value {
    this.#guard.count();
    switch (node.kind) {
      case "alias":
        return this.#guard.follow(node, (target) => this.value(target));
      case "sequence":
        return node.content.map((item) => this.value(item));
      case "mapping":
        return this.#map(node);
      default:
        return ofScalar(resolveScalar(node));
    }
  }

  #map(node: Node): FieldMap {
    const entries = new Map<string, Entry>();
    this.#gather(node, entries);
    const sorted = this.options.ordered ? [...entries.values()] : [...entries.values()].sort(compareEntries);
    const map = new FieldMap();
    for (const { key, value } of sorted) {
      const name = keyText(key);
      if (typeof key !== "string") map.plainKeys.add(name);
      map.set(name, value);
    }
    return map;
  }

  #gather({ content }: Node, entries: Map<string, Entry>): void {
    for (let i = 0; i + 1 < content.length; i += 2) {
      const [keyNode, valueNode] = [content[i] as Node, content[i + 1] as Node];
      if (isMerge(keyNode)) this.#merge(valueNode, entries);
      else {
        const key = this.#key(keyNode);
        entries.set(`${typeof key} ${keyText(key)}`, { key, value: this.value(valueNode) });
      }
    }
  }

  #key(node: Node): Resolved {
    this.#guard.count();
    const target = node.kind === "alias" ? this.#guard.follow(node, (anchored) => anchored) : node;
    if (target.kind === "scalar") return resolveScalar(target);
    const raw = rawValue(target, { scalar: resolveScalar, isStringMap: () => false });
    throw new YamlError(`invalid map key: ${goSyntax(raw)}`);
  }

  #merge(node: Node, entries: Map<string, Entry>): void {
    for (const source of node.kind === "sequence" ? node.content.toReversed() : [node]) {
      const target = source.kind === "alias" ? source.alias : source;
      if (target?.kind !== "mapping") {
        throw new YamlError("map merge requires map or sequence of maps as the value");
      }
      this.#guard.count();
      if (this.options.ordered) continue;
      if (source.kind === "alias") this.#guard.follow(source, (anchored) => this.#gather(anchored, entries));
      else this.#gather(source, entries);
    }
  }
}

function ofScalar(value: Resolved): Value {
  return typeof value === "bigint" ? new Int(value, value < 2n ** 63n ? "int64" : "uint64") : value;
}

function keyText(key: Resolved): string {
  if (typeof key === "number") return floatText(key);
  return String(key);
}

/** Numbers by their value, text last (sorter.go). */
function compareEntries(a: Entry, b: Entry): number {
  if (typeof a.key === "string" && typeof b.key === "string") return compareKeys(a.key, b.key, "v2");
  const [x, y] = [numeric(a.key), numeric(b.key)];
  if (x !== undefined && y !== undefined && x !== y) return x - y;
  return rankOf(a.key) - rankOf(b.key);
}

function numeric(key: Resolved): number | undefined {
  if (typeof key === "boolean") return Number(key);
  return typeof key === "number" || typeof key === "bigint" ? Number(key) : undefined;
}

const RANKS: Readonly<Record<string, number>> = { object: 0, boolean: 1, bigint: 2, number: 3, string: 4 };

function rankOf(key: Resolved): number {
  return RANKS[typeof key] ?? 0;
}
