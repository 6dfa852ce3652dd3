/** Text to a node as go.yaml.in/yaml v3.0.3's `Node.Encode` makes it (encode.go, `stringv`): written once and read back. */
import { newNode, parseNodes } from "./compose.ts";
import { emitNodes } from "./emit-nodes.ts";
import { type Node, NodeStyles } from "./node.ts";
import { Output } from "./output.ts";
import { resolveTag } from "./tags.ts";
import { DoubleQuoted, SingleQuoted } from "./token.ts";

/** What readers of YAML 1.1 take for booleans and for numbers of base 60. */
const OLD_BOOLEAN = /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** What may be read back in another style or with other line breaks than it was written. */
const UNUSUAL = /[^ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe]/;

export function encodeText(text: string): Node {
  // Written plain, `<<` is read back as what merges maps.
  if (text === "<<") return { ...newNode("scalar"), value: text, tag: "!!merge" };
  const node = { ...newNode("scalar"), value: text, tag: "!!str" };
  // Bytes that are no text become base64 when they are written.
  if (!text.isWellFormed()) return reread({ ...node, tag: "" });
  if (UNUSUAL.test(text)) return reread({ ...node, style: text.includes("\n") ? NodeStyles.literal : quoting(text) });
  return { ...node, style: quoting(text) || effectiveStyle(text) };
}

function quoting(text: string): number {
  const plain = resolveTag(text, "v3") === "!!str" && !OLD_BOOLEAN.test(text) && !BASE_60.test(text);
  return plain ? 0 : NodeStyles.doubleQuoted;
}

function effectiveStyle(text: string): number {
  const output = new Output({ dialect: "v3", indent: 4, width: Infinity });
  const options = { text, forms: output.analyze(text), inFlow: false, simpleKey: false };
  const style = output.styleFor(0, options);
  if (style === SingleQuoted) return NodeStyles.singleQuoted;
  return style === DoubleQuoted ? NodeStyles.doubleQuoted : 0;
}

function reread(node: Node): Node {
  const [document] = parseNodes(emitNodes([node]));
  const read = document?.content[0];
  return read === undefined ? node : { ...read, line: 0, column: 0, headComment: "", lineComment: "", footComment: "" };
}
