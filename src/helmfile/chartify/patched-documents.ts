/** What Kustomize gave, for the chart: definitions of custom resources in one file, everything else in another (chartify 0.28, patch.go). */
import { GoError, isMap } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { decodeNode, parseNodes } from "../../yaml/index.ts";

export interface PatchedDocuments {
  /** Each ended by `---`; `undefined` where there is none. */
  readonly resources: string | undefined;
  readonly crds: string | undefined;
}

const SEPARATOR = "\n---\n";

/** Throws `GoError` for a document that cannot be read. */
export function splitPatched(text: string): PatchedDocuments {
  const documents = text.split(SEPARATOR).map((each, i, all) => (i < all.length - 1 ? `${each}\n` : each));
  if (documents.length > 1 && documents.at(-1) === "") documents.pop();
  const isCrd = documents.map((each) => kindOf(each) === "CustomResourceDefinition");
  return {
    resources: joined(documents.filter((_, i) => isCrd[i] === false)),
    crds: joined(documents.filter((_, i) => isCrd[i] === true)),
  };
}

function kindOf(text: string): unknown {
  try {
    const [document] = parseNodes(text);
    const value = document === undefined ? null : decodeNode(document);
    return value !== null && value !== undefined && isMap(value) ? value.get("kind") : undefined;
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`processing all.patched.yaml: parsing yaml doc from ${quote(text)}: ${error.message}`);
  }
}

function joined(documents: readonly string[]): string | undefined {
  return documents.length === 0 ? undefined : documents.map((each) => `${each}---\n`).join("");
}
