/** How the parts of a node are written: its anchor, its tag, its text and style (go-yaml v3, encode.go, `node`). */
import { toBytes } from "../go/index.ts";
import { isWord } from "./characters.ts";
import { binaryLines } from "./emit-values.ts";
import { YamlError } from "./errors.ts";
import { type Node, NodeStyles } from "./node.ts";
import { resolveTag, shortTag, writtenTag } from "./tags.ts";
import { DoubleQuoted, Folded, Literal, Plain, type ScalarStyle, SingleQuoted } from "./token.ts";

/** A scalar as it will be written. */
interface Scalar {
  readonly text: string;
  readonly style: ScalarStyle;
  readonly tag: string;
}

/** The name, where it can be written. Throws `YamlError`. */
export function checkedAnchor(name: string, what: "anchor" | "alias"): string {
  if (name === "") throw new YamlError(`${what} value must not be empty`);
  for (let i = 0; i < name.length; i++) {
    if (!isWord(name.charCodeAt(i))) throw new YamlError(`${what} value must contain alphanumerical characters only`);
  }
  return name;
}

/** The tag to write: none where it was not written and the text means the same without. */
export function collectionTag(node: Node): string {
  if ((node.style & NodeStyles.tagged) !== 0) return node.tag;
  return shortTag(node.tag) === (node.kind === "mapping" ? "!!map" : "!!seq") ? "" : node.tag;
}

/** In bytes, without the quotes of `!<>`. */
export function tagLength(tag: string): number {
  return tag === "" ? 0 : writtenTag(tag).length;
}

const QUOTED = NodeStyles.singleQuoted | NodeStyles.doubleQuoted | NodeStyles.literal | NodeStyles.folded;

export function scalarOf(node: Node): Scalar {
  const { tag, quote } = scalarTag(node);
  if (!node.value.isWellFormed()) return binary(node);
  return { text: node.value, style: scalarStyle(node, quote), tag };
}

/** `quote` says that the text would be something else than a string without quotes. */
function scalarTag(node: Node): { tag: string; quote: boolean } {
  const { tag, style } = node;
  if (tag === "" || (style & NodeStyles.tagged) !== 0) return { tag, quote: false };
  const short = shortTag(tag);
  if (short === "!!str" && (style & QUOTED) !== 0) return { tag: "", quote: false };
  if (resolveTag(node.value, "v3") === short) return { tag: "", quote: false };
  return short === "!!str" ? { tag: "", quote: true } : { tag, quote: false };
}

function scalarStyle({ style, value }: Node, quote: boolean): ScalarStyle {
  if ((style & NodeStyles.doubleQuoted) !== 0) return DoubleQuoted;
  if ((style & NodeStyles.singleQuoted) !== 0) return SingleQuoted;
  if ((style & NodeStyles.literal) !== 0) return Literal;
  if ((style & NodeStyles.folded) !== 0) return Folded;
  if (value.includes("\n")) return Literal;
  return quote ? DoubleQuoted : Plain;
}

/** Bytes that are not text are written in base64. */
function binary(node: Node): Scalar {
  const short = shortTag(node.tag);
  if (short === "!!binary") throw new YamlError("explicitly tagged !!binary data must be base64-encoded");
  if (short !== "") throw new YamlError(`cannot marshal invalid UTF-8 data as ${short}`);
  const text = binaryLines(toBytes(node.value));
  return { text, style: scalarStyle({ ...node, value: text }, false), tag: "!!binary" };
}
