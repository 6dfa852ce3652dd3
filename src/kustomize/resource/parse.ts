/** Objects from text: documents, lists taken apart, anchors resolved (kyaml kio/byteio_reader.go, api 0.21 resource/factory.go). */
import { fromBytes } from "../../go/index.ts";
import { NodeReader } from "../../yaml/index.ts";
import { KustomizeError, messageOf, wrap } from "../error.ts";
import type { Loader } from "../load/loader.ts";
import { resolveAnchors } from "../node/anchors.ts";
import { field } from "../node/field.ts";
import { nodeOf } from "../node/from-value.ts";
import { kindOf, readMeta, validateMeta } from "../node/metadata.ts";
import { isEmpty, isNull, type Node } from "../node/node.ts";
import { valueOf } from "../node/to-value.ts";
import type { Schemas } from "../schema/schemas.ts";
import { absorbState } from "./annotations.ts";
import { Resource } from "./resource.ts";

/** The objects of a file named in a kustomization; messages name the file. */
export function readResources(loader: Loader, path: string, schemas: Schemas): Resource[] {
  const bytes = loader.read(path);
  try {
    return parseResources(fromBytes(bytes), schemas);
  } catch (error) {
    throw nameFile(error, path);
  }
}

function nameFile(error: unknown, path: string): unknown {
  const message = messageOf(error);
  if (/error converting YAML to JSON|error unmarshaling JSON/.test(message)) {
    return new KustomizeError(`YAML file [${path}] encounters a format error.\n${message}\n`, { cause: error });
  }
  if (!isMalformed(error)) return error;
  return new KustomizeError(`${message} in File: ${path}`, { cause: error });
}

/** Whether what went wrong is that a file is not YAML. */
export function isMalformed(error: unknown): boolean {
  return messageOf(error).includes("MalformedYAMLError");
}

/** The objects in a text. Throws when one of them has no kind or name. */
export function parseResources(text: string, schemas: Schemas): Resource[] {
  return withoutLists(checked(readObjects(text))).map((node) => {
    const resource = new Resource(node, schemas);
    absorbState(resource);
    return resource;
  });
}

/** The objects in a text as they are, a `List` taken apart when it is alone. */
export function readObjects(text: string): Node[] {
  const documents = splitDocuments(text.replaceAll("\r\n", "\n"));
  const objects = documents.flatMap((document) => {
    const object = parseObject(document);
    return object === undefined ? [] : [object];
  });
  const [only] = objects;
  const unwrapped = documents.length === 1 && only !== undefined ? itemsOfList(only) : undefined;
  const found = unwrapped ?? objects;
  resolveAnchors(found);
  return found;
}

/** Documents end at `---` lines; only a comment may follow on the line. */
export function splitDocuments(text: string): string[] {
  if (text === "") return [];
  const documents: string[] = [];
  const separator = /\n---.*\n/g;
  let start = 0;
  for (let match = separator.exec(text); match !== null; match = separator.exec(text)) {
    const after = match[0].slice("\n---".length).trim();
    if (after !== "" && !after.startsWith("#")) {
      throw new KustomizeError(`invalid document separator: ${match[0].trim()}`);
    }
    documents.push(`${text.slice(start, match.index)}\n`);
    start = match.index + match[0].length;
  }
  documents.push(text.slice(start));
  return documents;
}

/** The first document of a text; nothing for an empty or null one. */
export function parseObject(document: string): Node | undefined {
  let root;
  try {
    root = new NodeReader(document, "v3").next();
  } catch (error) {
    throw wrap(error, "MalformedYAMLError");
  }
  const content = root?.kind === "document" ? root.content[0] : root;
  return content === undefined || isNull(content) ? undefined : content;
}

function itemsOfList(object: Node): Node[] | undefined {
  const kind = kindOfObject(object);
  if (kind !== "ResourceList" && kind !== "List") return undefined;
  const items = field(object, "items");
  if (items === undefined) return field(object, "functionConfig") === undefined ? undefined : [];
  return [...items.content];
}

function kindOfObject(object: Node): string {
  try {
    return readMeta(object).kind;
  } catch {
    return "";
  }
}

function checked(objects: readonly Node[]): Node[] {
  const filled = objects.filter((object) => !isEmpty(object));
  for (const object of filled) validateMeta(object);
  return filled;
}

/** Takes objects of kinds that end in `List` apart; their items come last. */
function withoutLists(objects: readonly Node[]): Node[] {
  const queue = [...objects];
  const result: Node[] = [];
  for (let at = 0; at < queue.length; at++) {
    const object = queue[at] as Node;
    const items = kindOf(object).endsWith("List") ? field(object, "items") : undefined;
    if (items === undefined) {
      result.push(object);
    } else if (items.kind === "sequence") {
      queue.push(...checked(items.content.map(normalized)));
    } else if (!isNull(items)) {
      throw new KustomizeError(`expected array in ${kindOf(object)}/items, but found ${goType(items)}`);
    }
  }
  return result;
}

/** Items went through JSON. */
function normalized(item: Node): Node {
  return nodeOf(valueOf(item));
}

function goType(node: Node): string {
  if (node.kind === "mapping") return "map[string]interface {}";
  const value = valueOf(node);
  return typeof value === "string" ? "string" : typeof value === "boolean" ? "bool" : "int";
}
