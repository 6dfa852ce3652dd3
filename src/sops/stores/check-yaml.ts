/** go-yaml looks for keys that stand twice only when it decodes: sops decodes the first document for that alone. */
import { GoError } from "../../go/index.ts";
import { decodeNode, type Node, NodeReader, YamlError } from "../../yaml/index.ts";

/** Throws `YamlError`, and `EOF` where there is no document. */
export function checkFirstDocument(text: string): void {
  const document = new NodeReader(text, "v3").next();
  if (document === undefined) throw new GoError("EOF");
  const [root] = document.content;
  if (root !== undefined) checkRoot(root.alias ?? root);
  decodeNode(document);
}

function checkRoot(root: Node): void {
  if (root.kind === "mapping" || root.tag === "!!null") return;
  const tag = root.kind === "sequence" ? "!!seq" : root.tag;
  const shown = root.kind === "sequence" ? "" : " `***`";
  throw new YamlError(
    `unmarshal errors:\n  line ${root.line}: cannot unmarshal ${tag}${shown} into map[string]interface {}`,
  );
}
