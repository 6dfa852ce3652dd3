/** Values of ConfigMaps and Secrets (kyaml yaml/datamap.go, 0.21). */
import { encodeBase64, toBytes } from "../../go/index.ts";
import { NodeStyles, Tags, scalarNode, type Node } from "../node/node.ts";

const LINE = 70;
/** Bytes that are not UTF-8 (go/bytes.ts). */
const BINARY = /[\udc80-\udcff]/;

/** A ConfigMap's entry: text goes to `data`, anything else in base64 to `binaryData`. */
export function dataNode(value: string): { field: "data" | "binaryData"; node: Node } {
  const binary = BINARY.test(value);
  return { field: binary ? "binaryData" : "data", node: literal(binary ? base64Lines(value) : value) };
}

/** A Secret's entry. */
export function secretNode(value: string): Node {
  return literal(base64Lines(value));
}

function literal(value: string): Node {
  return scalarNode(value, Tags.string, value.includes("\n") ? NodeStyles.literal : 0);
}

/** Base64 in lines of 70 characters; a text of less than 70 stays on its line without an end. */
function base64Lines(value: string): string {
  const encoded = encodeBase64(toBytes(value));
  if (encoded.length < LINE) return encoded;
  let lines = "";
  for (let at = 0; at < encoded.length; at += LINE) lines += `${encoded.slice(at, at + LINE)}\n`;
  return lines;
}
