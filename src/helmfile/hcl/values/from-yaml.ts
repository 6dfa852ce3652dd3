/** YAML to values (go-cty-yaml 1.2, decode.go): a fork of go-yaml v2 whose errors name lines from 0. */
import { GoError } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { type Node, NodeReader, NodeStyles, YamlError } from "../../../yaml/index.ts";
import { convert } from "./convert.ts";
import { nameOf, STRING } from "./type.ts";
import { elementsOf, entriesOf, isNull, NULL, object, textOf, tuple, type Value } from "./value.ts";
import { yamlScalar } from "./yaml-scalar.ts";

/** Throws `GoError`. */
export function fromYaml(text: string): Value {
  const reader = new NodeReader(text, "v2");
  const document = nextDocument(reader);
  if (document === undefined) throw new GoError(`on line ${lineCount(text)}, column 1: missing start of document`);
  const [root] = document.content;
  const value = root === undefined ? NULL : new Decoder().value(root);
  const second = nextDocument(reader);
  if (second !== undefined) throw placed(second, "unexpected extra content after value");
  return value;
}

function lineCount(text: string): number {
  return text === "" ? 1 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

function nextDocument(reader: NodeReader): Node | undefined {
  try {
    return reader.next();
  } catch (error) {
    if (error instanceof YamlError) throw inOtherWords(error);
    throw error;
  }
}

/** What is wrong within a token is told of at the beginning of its line. */
function inOtherWords({ message, line: at = 1, column = 1 }: YamlError): GoError {
  const anchor = /^yaml: unknown anchor '(.*)' referenced$/.exec(message)?.[1];
  if (anchor !== undefined) return placed({ line: at, column }, `reference to undefined anchor ${quote(anchor)}`);
  const [, line, problem = message] = /^yaml: (?:line (\d+): )?([^]*)$/.exec(message) ?? [];
  return new GoError(line === undefined ? problem : `on line ${line}, column ${column}: ${problem}`);
}

/** The first line is not named. */
function placed({ line, column }: Pick<Node, "line" | "column">, problem: string): GoError {
  return new GoError(line === 1 ? problem : `on line ${line - 1}, column ${column}: ${problem}`);
}

function explaining<Result>(node: Node, make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    if (error instanceof GoError) throw placed(node, error.message);
    throw error;
  }
}

class Decoder {
  /** Anchors whose values are being read. */
  readonly #pending = new Set<Node>();
  readonly #known = new Map<Node, Value>();

  value(node: Node): Value {
    if (node.kind === "alias") return this.#alias(node);
    this.#pending.add(node);
    const value = this.#content(node);
    this.#pending.delete(node);
    this.#known.set(node, value);
    return value;
  }

  #content(node: Node): Value {
    checkTag(node);
    if (node.kind === "mapping") return this.#mapping(node);
    if (node.kind === "sequence") return tuple(node.content.map((one) => this.value(one)));
    return explaining(node, () => scalarValue(node));
  }

  #alias(node: Node): Value {
    const target = node.alias ?? node;
    if (this.#pending.has(target))
      throw placed(node, `cannot refer to anchor ${quote(node.value)} from inside its own definition`);
    return this.#known.get(target) ?? this.value(target);
  }

  /** What comes later wins, whether it is written or merged. */
  #mapping({ content }: Node): Value {
    const entries = new Map<string, Value>();
    for (let i = 0; i + 1 < content.length; i += 2) {
      const [key, node] = [content[i], content[i + 1]];
      if (key === undefined || node === undefined) continue;
      if (isMergeKey(key)) for (const [name, one] of merged(key, this.value(node))) entries.set(name, one);
      else entries.set(keyText(key), this.value(node));
    }
    return object(entries);
  }
}

function checkTag(node: Node): void {
  const { kind, tag } = node;
  const own = kind === "mapping" ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq";
  if (kind !== "scalar" && tag !== "" && tag !== own) throw placed(node, `can't interpret ${kind} as ${tag}`);
}

const MERGE_TAG = "tag:yaml.org,2002:merge";

function isMergeKey({ kind, tag, value }: Node): boolean {
  return kind === "scalar" && ((tag === "" && value === "<<") || tag === MERGE_TAG);
}

function merged(key: Node, value: Value): readonly (readonly [string, Value])[] {
  const { kind } = value.type;
  if (kind === "object") return [...entriesOf(value)];
  if (kind !== "tuple") throw placed(key, `cannot merge ${nameOf(value.type)} into mapping`);
  return elementsOf(value).flatMap((one) => {
    if (one.type.kind === "object") return [...entriesOf(one)];
    throw placed(key, `cannot merge ${nameOf(one.type)} (from sequence) into mapping`);
  });
}

function keyText(key: Node): string {
  if (key.kind !== "scalar") throw placed(key, "only strings are allowed as mapping keys");
  const text = convert(yamlScalar(key), STRING);
  if (isNull(text)) throw placed(key, "mapping key cannot be null");
  return textOf(text);
}

const BLOCKS = NodeStyles.literal | NodeStyles.folded;

/** What stands in a block is a text, but read as if it stood on a line. */
function scalarValue(node: Node): Value {
  const value = yamlScalar(node);
  return node.tag === "" && (node.style & BLOCKS) !== 0 ? convert(value, STRING) : value;
}
