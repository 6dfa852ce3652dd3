/** YAML with its comments, order and documents (sops 3.13, stores/yaml): what was an alias is written in full. */
import { GoError, within } from "../../go/index.ts";
import { withinStack } from "../../go/json/index.ts";
import { emitNodes, type Node, NodeReader, YamlError } from "../../yaml/index.ts";
import { extractMetadata } from "../metadata.ts";
import type { TreeBranch, TreeBranches, TreeValue } from "../tree.ts";
import { checkFirstDocument } from "./check-yaml.ts";
import { branchNode, valueNode } from "./nodes-of-tree.ts";
import type { Store, StoreOptions } from "./store.ts";
import { documentBranch } from "./tree-of-nodes.ts";

const INDENT = 4;

export function yamlStore({ indent }: StoreOptions): Store {
  const write = (nodes: readonly Node[], blanks: number): string =>
    emitNodes(nodes, { indent: blanks, sequences: "wide" });
  return {
    load: (text) => extractMetadata(read(text), { nesting: "full", mayBeEmpty: true }),
    emit: (branches) => emit(branches, (nodes) => write(nodes, indentOf(indent))),
    emitValue: (value: TreeValue) => withinStack(() => write([valueNode(value)], INDENT)),
  };
}

function indentOf(indent: number | undefined): number {
  if (indent === undefined || indent === 0) return INDENT;
  if (indent < 0) throw new GoError("YAML Negative indentation not accepted");
  // go-yaml takes two for whatever is out of range.
  return indent === 1 || indent > 9 ? 2 : indent;
}

function read(text: string): TreeBranches {
  if (text !== "") checkFirstDocument(text);
  return within("Error unmarshaling input YAML", () => withinStack(() => [...documents(text)]));
}

function* documents(text: string): Generator<TreeBranch> {
  const reader = new NodeReader(text, "v3");
  for (let node = reader.next(); node !== undefined; node = reader.next()) yield documentBranch(node);
}

function emit(branches: TreeBranches, write: (nodes: readonly Node[]) => string): string {
  try {
    return withinStack(() => write(branches.map(branchDocument)));
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new GoError(`Error marshaling to YAML: ${error.message}`);
  }
}

function branchDocument(branch: TreeBranch): Node {
  return { ...branchNode(branch), kind: "document", content: [branchNode(branch)], headComment: "", footComment: "" };
}
