/** The parse tree of text/template (Go 1.26). `position` is an offset in the tree's text, or in the phrase, where Go's message points to. */
import { assertNever } from "../../../base/index.ts";
import { quote } from "../../strconv/index.ts";
import type { Expression } from "../compile/site.ts";
import type { Leaf } from "./leaf.ts";
import type { Shape } from "./shape.ts";

export interface Tree {
  /** The name of the defined template. */
  readonly name: string;
  /** The name of the text it stands in, which messages show. */
  readonly parseName: string;
  readonly text: string;
  readonly root: ListNode;
}

/** What a node needs to say where it is. */
export interface Place {
  readonly parseName: string;
  readonly text: string;
}

interface At {
  readonly position: number;
  readonly place: Place;
}

/** A part of a phrase (phrase.ts): `position` counts from the phrase's start, which the statement knows that is running. */
interface Within {
  readonly position: number;
  readonly place?: undefined;
}

/** A statement that evaluates something. */
interface Active extends At {
  /** Where its phrase starts. */
  readonly start: number;
  /** The places of the variables that its pipeline uses, in their order there; negative for what is not declared when it runs. */
  readonly slots: readonly number[];
  /** The place of the first variable that it declares. */
  readonly base: number;
}

export interface ListNode {
  readonly kind: "list";
  readonly nodes: Statement[];
}

export interface TextNode extends At {
  readonly kind: "text";
  readonly text: string;
}

export interface ActionNode extends Active {
  readonly kind: "action";
  readonly pipe: PipeNode;
}

export interface BranchNode extends Active {
  readonly kind: "if" | "range" | "with";
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly elseList: ListNode | undefined;
}

export interface TemplateNode extends Active {
  readonly kind: "template";
  readonly name: string;
  readonly pipe: PipeNode | undefined;
}

export interface JumpNode extends At {
  readonly kind: "break" | "continue";
}

/** Ends a list; never part of a tree. */
export interface EndNode extends At {
  readonly kind: "end" | "else";
}

export type ActiveStatement = ActionNode | BranchNode | TemplateNode;

export type Statement = TextNode | ActiveStatement | JumpNode;

export interface PipeNode extends Within {
  readonly kind: "pipe";
  /** `=` instead of `:=`. */
  readonly assigns: boolean;
  readonly declared: readonly VariableNode[];
  readonly commands: readonly CommandNode[];
  /**
   * Variables that it uses or assigns to, those that the parser takes as declared from here on, and those that are when it has run, in
   * that order; of a pipeline in parentheses, the outermost one knows.
   */
  readonly uses: readonly string[];
  readonly declares: readonly string[];
  readonly pushes: readonly string[];
  /** All there is in it, where that can be read without compiling it. */
  readonly lone: Lone | undefined;
  /** What it shares with all that look alike, and what is its own (shape.ts). */
  readonly shape: Shape | undefined;
  readonly leaves: readonly Leaf[];
  /** Kept by who runs it. */
  compiled: Expression | undefined;
}

export type Lone = Pick<FieldNode, "kind" | "names"> | Pick<StringNode, "kind" | "value">;

export interface CommandNode extends Within {
  readonly kind: "command";
  /** At least one. */
  readonly args: readonly Operand[];
}

/** What phrases that look alike may differ in: the how-manieth of its phrase this is; -1 for what is the same in all of them. */
interface Leafy {
  readonly leaf: number;
}

export interface FieldNode extends Within, Leafy {
  readonly kind: "field";
  readonly names: readonly string[];
}

export interface VariableNode extends Within, Leafy {
  readonly kind: "variable";
  /** With its dollar sign. */
  readonly name: string;
  readonly fields: readonly string[];
}

export interface ChainNode extends Within, Leafy {
  readonly kind: "chain";
  readonly operand: Operand;
  readonly fields: readonly string[];
}

export interface IdentifierNode extends Within {
  readonly kind: "identifier";
  readonly name: string;
}

export interface DotNode extends Within {
  readonly kind: "dot";
}

export interface NilNode extends Within {
  readonly kind: "nil";
}

export interface BoolNode extends Within {
  readonly kind: "bool";
  readonly value: boolean;
}

export interface StringNode extends Within, Leafy {
  readonly kind: "string";
  readonly quoted: string;
  readonly value: string;
}

export interface NumberNode extends Within {
  readonly kind: "number";
  readonly text: string;
  /** Each form that the number can take without loss. */
  readonly int?: bigint;
  readonly uint?: bigint;
  readonly float?: number;
  readonly complex?: { readonly real: number; readonly imaginary: number };
}

export type Operand =
  | PipeNode
  | FieldNode
  | VariableNode
  | ChainNode
  | IdentifierNode
  | DotNode
  | NilNode
  | BoolNode
  | StringNode
  | NumberNode;

export type Node = Statement | EndNode | CommandNode | Operand;

/** Go's `node.String()`: the source as the parser understood it, as messages quote it. */
export function print(node: Node | ListNode): string {
  switch (node.kind) {
    case "list":
      return node.nodes.map(print).join("");
    case "text":
      return node.text;
    case "action":
      return `{{${print(node.pipe)}}}`;
    case "if":
    case "range":
    case "with":
      return printBranch(node);
    case "template":
      return `{{template ${quote(node.name)}${node.pipe === undefined ? "" : ` ${print(node.pipe)}`}}}`;
    case "break":
    case "continue":
    case "end":
    case "else":
      return `{{${node.kind}}}`;
    default:
      return printOperand(node);
  }
}

function printBranch(node: BranchNode): string {
  const otherwise = node.elseList === undefined ? "" : `{{else}}${print(node.elseList)}`;
  return `{{${node.kind} ${print(node.pipe)}}}${print(node.list)}${otherwise}{{end}}`;
}

function printOperand(node: CommandNode | Operand): string {
  switch (node.kind) {
    case "pipe":
      return printPipe(node);
    case "command":
      return node.args.map(printInParentheses).join(" ");
    case "field":
      return `.${node.names.join(".")}`;
    case "variable":
      return [node.name, ...node.fields].join(".");
    case "chain":
      return [printInParentheses(node.operand), ...node.fields].join(".");
    case "identifier":
      return node.name;
    case "dot":
      return ".";
    case "nil":
      return "nil";
    case "bool":
      return String(node.value);
    case "string":
      return node.quoted;
    case "number":
      return node.text;
    default:
      return assertNever(node);
  }
}

function printInParentheses(node: Operand): string {
  return node.kind === "pipe" ? `(${printPipe(node)})` : printOperand(node);
}

function printPipe(node: PipeNode): string {
  const commands = node.commands.map(print).join(" | ");
  if (node.declared.length === 0) return commands;
  return `${node.declared.map(print).join(", ")} ${node.assigns ? "=" : ":="} ${commands}`;
}

/** Whether a template consists of white space only: such a one never replaces another of its name. */
export function isEmptyTree(node: ListNode | Statement): boolean {
  if (node.kind === "list") return node.nodes.every(isEmptyTree);
  return node.kind === "text" && UNICODE_SPACE.test(node.text);
}

/** Go's `unicode.IsSpace`. */
const UNICODE_SPACE = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/;
