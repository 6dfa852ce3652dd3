/** A namespace in whatever has metadata and none in it (chartify 0.28, set_namespace.go): also in objects that belong to no namespace. */
import { emitNodes, type Node, parseNodes } from "../../yaml/index.ts";

/** The documents of a text with the namespace added, written anew. Throws `GoError` for what is no YAML. */
export function withNamespace(text: string, namespace: string): string {
  const documents = parseNodes(text);
  for (const document of documents) addNamespace(document, namespace);
  return emitNodes(documents, { indent: 2, sequences: "wide" });
}

function addNamespace({ content: [root] }: Node, namespace: string): void {
  if (root?.kind !== "mapping") return;
  const metadata = valueOf(root, "metadata");
  if (metadata === undefined || valueOf(metadata, "namespace") !== undefined) return;
  metadata.content.push(scalar("namespace"), scalar(namespace));
}

/** Looked for as if it were a mapping. */
function valueOf({ content }: Node, name: string): Node | undefined {
  const at = content.findIndex(({ value }, i) => i % 2 === 0 && value === name);
  return at < 0 ? undefined : content[at + 1];
}

function scalar(value: string): Node {
  return {
    ...{ kind: "scalar", style: 0, tag: "!!str", value, anchor: "", content: [], line: 0, column: 0 },
    ...{ headComment: "", lineComment: "", footComment: "" },
  };
}
