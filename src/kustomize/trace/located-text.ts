/** A text of objects, a patch or a kustomization, and where in its file each of its fields stands. */
import type { Position } from "../../base/index.ts";
import { field } from "../node/field.ts";
import { NodeStyles, type Node } from "../node/node.ts";
import { parseObject, splitDocuments } from "../resource/parse.ts";
import type { Path } from "../resource/trace.ts";
import { nodesOf, parentKey } from "./fields.ts";

export interface LocatedObject {
  readonly node: Node;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  at(node: Pick<Node, "line" | "column">): Position;
  /** The place of a field by its key. */
  field(key: string): Position | undefined;
  /** The place of a field, or else of the innermost thing around it that is there. */
  nearest(key: string): Position | undefined;
}

interface Start {
  readonly file: string;
  /** Lines and columns before the text. */
  readonly line: number;
  readonly column: number;
}

/** The objects of a text, those of lists too; text that cannot be read has none. */
export function locateObjects(text: string, start: Start): LocatedObject[] {
  const objects: LocatedObject[] = [];
  let { line } = start;
  for (const document of documentsOf(text)) {
    const root = parsed(document);
    if (root !== undefined) for (const node of itemsOf(root)) objects.push(located(node, { ...start, line }));
    line += document.split("\n").length;
  }
  return objects;
}

function documentsOf(text: string): string[] {
  try {
    return splitDocuments(text.replaceAll("\r\n", "\n"));
  } catch {
    return [];
  }
}

function parsed(document: string): Node | undefined {
  try {
    return parseObject(document);
  } catch {
    return undefined;
  }
}

function itemsOf(root: Node): Node[] {
  const items = field(root, "kind")?.value.endsWith("List") === true ? field(root, "items") : undefined;
  return items?.kind === "sequence" ? items.content : [root];
}

function located(node: Node, { file, line, column }: Start): LocatedObject {
  const metadata = field(node, "metadata");
  const at = (place: Pick<Node, "line" | "column">): Position => ({
    file,
    line: line + place.line,
    column: column + place.column,
  });
  let places: Map<string, Node> | undefined;
  const find = (key: string): Position | undefined => {
    places ??= new Map([...nodesOf(node)].map((each) => [each.key, each.node]));
    const found = places.get(key);
    return found === undefined || found.line === 0 ? undefined : at(found);
  };
  return {
    ...{ node, at, field: find },
    kind: field(node, "kind")?.value ?? "",
    name: field(metadata, "name")?.value ?? "",
    namespace: field(metadata, "namespace")?.value ?? "",
    nearest(key) {
      for (let up = key; up !== ""; up = parentKey(up)) {
        const place = find(up);
        if (place !== undefined) return place;
      }
      return find("");
    },
  };
}

/** What stands at a path of an object. */
export function nodeAt(root: Node | undefined, path: Path): Node | undefined {
  let at = root;
  for (const step of path) {
    at = typeof step === "number" ? (at?.kind === "sequence" ? at.content[step] : undefined) : field(at, step);
  }
  return at;
}

/** Where the text of a scalar begins, for a text that is YAML itself; nothing where its lines are not those of the file. */
export function startOfText(scalar: Node, at: Position, fileText: string): Start | undefined {
  if ((scalar.style & NodeStyles.literal) === 0) return undefined;
  const lines = fileText.split("\n").slice(at.line);
  const first = lines.find((line) => line.trim() !== "") ?? "";
  const own = scalar.value.split("\n").find((line) => line.trim() !== "") ?? "";
  return { file: at.file, line: at.line, column: indentation(first) - indentation(own) };
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
