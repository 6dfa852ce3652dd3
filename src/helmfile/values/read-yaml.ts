/** YAML as Helmfile reads it into values: go.yaml.in/yaml v3, with timestamps as Go's times. */
import type { Value } from "../../go/index.ts";
import { parseTime, RFC3339_NANO, timeValue, UTC } from "../../go/time/index.ts";
import { decodeNode, type Node, parseNodes } from "../../yaml/index.ts";

/** The value of a node, or of a document. Throws `YamlError`. */
export function decodeYaml(node: Node): Value {
  return decodeNode(node, (text) => timeValue(parseTime(RFC3339_NANO, text, { fallback: UTC, local: UTC }), UTC));
}

/** The value of the first document of a text; null where there is none. Throws `YamlError`. */
export function readYaml(text: string): Value {
  const [document] = parseNodes(text);
  return document === undefined ? null : decodeYaml(document);
}
