/**
 * Helm 4's post-rendering: all files go to the post-renderer as one stream of documents, each marked with the template that it
 * came from, and are sorted into files again behind it (helm pkg/action/action.go).
 */
import { compareStrings } from "../../go/index.ts";
import type { Node } from "../../yaml/index.ts";
import { wrap } from "../errors.ts";
import { splitManifests } from "../manifest/index.ts";
import { isBlank } from "../../go/unicode/index.ts";
import { readDocuments, setAnnotation, takeAnnotation, writeDocuments } from "./annotated-documents.ts";

/** Port: what the post-renderer makes of the documents. Throws `GoError`. */
export type PostRender = (manifests: string) => string;

const FILE_ANNOTATION = "postrenderer.helm.sh/postrender-filename";

export function renderThrough(files: ReadonlyMap<string, string>, postRender: PostRender): Map<string, string> {
  const merged = wrap("error merging manifests", () => mergeAnnotated(files));
  const rendered = wrap("error while running post render on files", () => postRender(merged));
  return wrap("error while parsing post rendered output", () => splitAnnotated(rendered));
}

function mergeAnnotated(files: ReadonlyMap<string, string>): string {
  const nodes: Node[] = [];
  for (const [name, content] of [...files].sort(([a], [b]) => compareStrings(a, b))) {
    if (name.slice(name.lastIndexOf("/") + 1).startsWith("_") || isBlank(content)) continue;
    for (const document of splitManifests(content, "helm4")) {
      for (const node of wrap(`parsing ${name}`, () => readDocuments(document))) {
        wrap(`annotating ${name}`, () => setAnnotation(node, FILE_ANNOTATION, name));
        nodes.push(node);
      }
    }
  }
  return writeDocuments(nodes);
}

/** Documents without the mark are new: each gets a file of its own. */
function splitAnnotated(text: string): Map<string, string> {
  const byFile = new Map<string, Node[]>();
  for (const [i, node] of wrap("error parsing YAML", () => readDocuments(text)).entries()) {
    const marked = takeAnnotation(node, FILE_ANNOTATION);
    const file = marked === "" ? `generated-by-postrender-${i}.yaml` : marked;
    const nodes = byFile.get(file);
    if (nodes === undefined) byFile.set(file, [node]);
    else nodes.push(node);
  }
  return new Map(Array.from(byFile, ([file, nodes]) => [file, writeDocuments(nodes)]));
}
