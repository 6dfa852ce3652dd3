/**
 * A YAML node that keeps what go.yaml.in/yaml/v3's `yaml.Node` keeps: style, tag, anchor, comments and position.
 * Kustomize works on these; the values path of Helm does not build them.
 */
export interface Node {
  kind: "document" | "mapping" | "sequence" | "scalar" | "alias";
  style: NodeStyle;
  /** As v3 has it: `!!str`, `!!int`, `!!map`, ... or as written; empty until resolved. */
  tag: string;
  /** The text of a scalar, the anchor's name of an alias. */
  value: string;
  anchor: string;
  /** The node an alias stands for. */
  alias?: Node | undefined;
  /** Children; of a mapping: key, value, key, value, ... */
  content: Node[];
  headComment: string;
  lineComment: string;
  footComment: string;
  /** From 1; 0 for nodes made by the program. */
  line: number;
  column: number;
}

/** Bits, as in v3. */
export type NodeStyle = number;
export const NodeStyles = { tagged: 1, doubleQuoted: 2, singleQuoted: 4, literal: 8, folded: 16, flow: 32 } as const;
