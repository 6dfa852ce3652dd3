import type { Value } from "../go/index.ts";
import { decodeNode } from "./decode-v3.ts";
import { YamlError } from "./errors.ts";
import type { Node } from "./node.ts";

/**
 * Whether a document is a map or nothing, as those need it who decode into a map or a struct of Go. Throws `YamlError` with v3's text, which shows
 * no scalar: it could be a secret.
 */
export function checkMapping(document: Node, into = "map[string]interface {}"): void {
  const [root] = document.content;
  const target = root?.alias ?? root;
  if (root === undefined || target === undefined || target.kind === "mapping" || target.tag === "!!null") return;
  const what = target.kind === "sequence" ? "!!seq" : `${target.tag} \`***\``;
  throw new YamlError(`unmarshal errors:\n  line ${root.line}: cannot unmarshal ${what} into ${into}`);
}

/** What `decodeNode` gives of a document that is a map or nothing. Throws `YamlError` that shows no scalar. */
export function decodeMapping(document: Node): Value {
  checkMapping(document);
  try {
    return decodeNode(document);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new YamlError(error.message.slice("yaml: ".length).replace(/(cannot decode !!\w+) `[^]*`/, "$1 `***`"));
  }
}
