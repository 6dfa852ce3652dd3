/** A release's manifest as the objects that helm-diff compares (helm-diff 3.15.11, manifest/parse.go). */
import { byteLength } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { trimSpace } from "../go/unicode/index.ts";
import { decodeDirectly, firstDocument, marshalDirectly, type Node, YamlError } from "../yaml/index.ts";
import { Fatal } from "./fatal.ts";
import { type ManifestHead, readHead } from "./manifest-head.ts";

/** An object of a manifest. Its content is redacted in place when it is a Secret that is to be shown. */
export interface MappedObject {
  /** `NAMESPACE, NAME, KIND (API)`. */
  readonly name: string;
  readonly kind: string;
  content: string;
  /** Its `helm.sh/resource-policy`. */
  readonly resourcePolicy: string;
}

export type ObjectIndex = Map<string, MappedObject>;

export interface ParseOptions {
  /** Of objects that name none. */
  readonly namespace: string;
  /** Style does not count: what is compared is what go-yaml writes. */
  readonly normalize: boolean;
  /** Hooks that are left out, by their `helm.sh/hook`. */
  readonly excludedHooks: readonly string[];
  /** Told of what goes into the log. */
  readonly log: (line: string) => void;
}

/** The hooks that a test is made of, in the words of Helm 3 and of Helm 2. */
export const TEST_HOOKS: readonly string[] = ["test", "test-success"];

/** Throws `Fatal` for what is no YAML or no object. */
export function parseManifest(manifest: string, options: ParseOptions): ObjectIndex {
  const index: ObjectIndex = new Map();
  for (const document of documentsOf(manifest)) {
    const content = trimSpace(document);
    if (content === "") continue;
    for (const object of parseContent(content, options)) {
      if (index.has(object.name)) options.log(`Error: Found duplicate key ${quote(object.name)} in manifest`);
      else index.set(object.name, object);
    }
  }
  return index;
}

const SEPARATOR = "\n---\n";
/** A document, with the separator behind it, must fit into so many bytes. */
const DOCUMENT_BYTES_MAX = 10_485_760;

function* documentsOf(manifest: string): Generator<string> {
  const documents = `\n${manifest}`.split(SEPARATOR);
  for (const [i, document] of documents.entries()) {
    const isLast = i === documents.length - 1;
    const bytesMax = isLast ? DOCUMENT_BYTES_MAX - 1 : DOCUMENT_BYTES_MAX - SEPARATOR.length;
    if (document.length * 4 > bytesMax && byteLength(document) > bytesMax) {
      throw new Fatal("Error reading input: bufio.Scanner: token too long");
    }
    yield document;
  }
}

function parseContent(content: string, options: ParseOptions): MappedObject[] {
  const { node, head } = orFatal(content, () => {
    const document = firstDocument(content);
    return { node: document, head: readHead(document) };
  });
  // A template that came to nothing but comments.
  if (head.apiVersion === "" && head.kind === "") return [];
  if (head.kind.endsWith("List")) return itemsOf(content, node).flatMap((item) => parseContent(item, options));
  const shown = options.normalize ? normalized(node) : content;
  if (options.excludedHooks.includes(head.annotations.get("helm.sh/hook") ?? "")) return [];
  return [
    {
      name: nameOf(head, options.namespace),
      kind: head.kind,
      content: shown,
      resourcePolicy: head.annotations.get("helm.sh/resource-policy") ?? "",
    },
  ];
}

function orFatal<T>(content: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new Fatal(`YAML unmarshal error: ${error.message}\nCan't unmarshal ${content}`, { cause: error });
  }
}

function normalized(node: Node | undefined): string {
  try {
    return marshalDirectly(node === undefined ? null : decodeDirectly(node, { ordered: false }));
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new Fatal(`Error normalizing manifests: ${error.message}`, { cause: error });
  }
}

/** The objects of a list, each written anew with its keys in their order. */
function itemsOf(content: string, list: Node | undefined): string[] {
  return orFatal(content, () => {
    const items = list === undefined ? undefined : fieldOf(list, "items");
    return (items?.content ?? []).map((item) => marshalDirectly(decodeDirectly(item, { ordered: true })));
  });
}

function fieldOf({ content }: Node, name: string): Node | undefined {
  let found: Node | undefined;
  for (let i = 0; i + 1 < content.length; i += 2) if (content[i]?.value === name) found = content[i + 1];
  return found?.kind === "alias" ? found.alias : found;
}

function nameOf(head: ManifestHead, namespace: string): string {
  const slash = head.apiVersion.lastIndexOf("/");
  const api = slash < 0 ? head.apiVersion : head.apiVersion.slice(0, slash);
  const name = head.annotations.get("helm-diff/base-name") ?? head.name;
  return `${head.namespace || namespace}, ${name}, ${head.kind} (${api})`;
}
