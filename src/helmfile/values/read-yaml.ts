/** YAML as Helmfile reads it into values: go.yaml.in/yaml v3, with timestamps as Go's times. */
import type { Value } from "../../go/index.ts";
import { parseTime, RFC3339_NANO, timeValue, UTC } from "../../go/time/index.ts";
import { decodeNode, type Node, NodeStyles, parseNodes, resolveScalar } from "../../yaml/index.ts";

/** The value of a node, or of a document. Throws `YamlError`. */
export function decodeYaml(node: Node): Value {
  return decodeNode(node, (text) => timeValue(parseTime(RFC3339_NANO, text, { fallback: UTC, local: UTC }), UTC));
}

/** The value of the first document of a text; null where there is none. Throws `YamlError`. */
export function readYaml(text: string): Value {
  const [document] = parseNodes(text);
  return document === undefined ? null : decodeYaml(document);
}

/**
 * A document as Go reads it into a `map[string]interface{}`: what stands as a key of the map itself is text, whatever it looks like, and an
 * entry without a key is left out.
 */
export function withTextKeysOnTop(document: Node): Node {
  const [root] = document.content;
  if (root?.kind !== "mapping") return document;
  const content = root.content.flatMap((key, i) => {
    const value = root.content[i + 1];
    return i % 2 === 1 || value === undefined || isNull(key) ? [] : [asText(key), value];
  });
  return { ...document, content: [{ ...root, content }] };
}

const isPlain = ({ kind, style, tag }: Node): boolean =>
  kind === "scalar" && (style & ~NodeStyles.flow) === 0 && !tag.startsWith("!!binary");

function isNull(key: Node): boolean {
  return isPlain(key) && resolveScalar(key.value).tag === "!!null";
}

/** `<<` stays what it is. */
function asText(key: Node): Node {
  return isPlain(key) && key.value !== "<<" ? { ...key, tag: "!!str" } : key;
}
