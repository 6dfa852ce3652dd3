/**
 * Phrases that look alike: `toYaml .Values.a | indent 4` and `toYaml .Values.b.c | indent 4` differ in their leaves, the names of fields and
 * the texts, and in nothing else. If one can be parsed, so can the other; what one is compiled to does for both. A phrase is then parsed
 * only when somebody wants to see its tree, to word an error above all.
 */
import type { Expression } from "../compile/site.ts";
import { type Leaf, leavesOf } from "./leaf.ts";
import { Lexer, lexerOptions } from "./lexer.ts";
import type { CommandNode, Lone, Node, PipeNode, VariableNode } from "./node.ts";
import { parsePhrase, type PipePhrase } from "./phrase.ts";
import { Scope } from "./scope.ts";

export class Shape {
  /** What the pipelines of all phrases of this shape are compiled to, if not each alone. Kept by who runs them. */
  compiled: Expression | "alone" | undefined = undefined;

  constructor(
    /** The first phrase of this shape, and its words. */
    readonly sample: PipePhrase,
    readonly words: string,
    readonly hasFunction: (name: string) => boolean,
  ) {}

  /** A phrase that looks like this. */
  phrase(words: string): PipePhrase {
    const { position, isFree, kind } = this.sample;
    return { position, isFree, kind, pipe: new AlikePipe(this, words), name: "" };
  }
}

/** The pipeline of a phrase that looks like one that came before. */
class AlikePipe implements PipeNode {
  readonly kind = "pipe";
  readonly position: number;
  readonly assigns: boolean;
  readonly declared: readonly VariableNode[];
  readonly uses: readonly string[];
  readonly declares: readonly string[];
  readonly pushes: readonly string[];
  compiled: Expression | undefined = undefined;
  #leaves: readonly Leaf[] | undefined;
  #lone: Lone | undefined;
  #tree: PipeNode | undefined;

  constructor(
    readonly shape: Shape,
    readonly words: string,
  ) {
    const { position, assigns, declared, uses, declares, pushes } = shape.sample.pipe;
    this.position = position;
    this.assigns = assigns;
    this.declared = declared;
    this.uses = uses;
    this.declares = declares;
    this.pushes = pushes;
  }

  get commands(): readonly CommandNode[] {
    return (this.#tree ??= this.#parse()).commands;
  }

  get leaves(): readonly Leaf[] {
    return (this.#leaves ??= leavesOf(this.words));
  }

  get lone(): Lone | undefined {
    return (this.#lone ??= this.#readLone());
  }

  #readLone(): Lone | undefined {
    const { lone } = this.shape.sample.pipe;
    // The fields are all that there is behind the keyword.
    if (lone?.kind === "field") return { kind: "field", names: this.words.slice(this.position + 1).split(".") };
    const leaf = lone === undefined ? undefined : this.leaves[0];
    return typeof leaf === "string" ? { kind: "string", value: leaf } : lone;
  }

  #parse(): PipeNode {
    const { sample, words, hasFunction } = this.shape;
    if (words === this.words) return sample.pipe;
    const text = `${this.words}}}`;
    const scope = new Scope(new Lexer(text, lexerOptions(hasFunction)), { parseName: "", text }, hasFunction);
    scope.variables.push(...this.uses);
    scope.advance();
    const { pipe } = parsePhrase(scope);
    if (pipe === undefined) throw new Error(`no pipeline: ${this.words}`);
    return pipe;
  }
}

function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "pipe":
      return node.commands;
    case "command":
      return node.args;
    case "chain":
      return [node.operand];
    default:
      return [];
  }
}

/** The node of a pipeline that stands where `node` stands in the sample of its shape. */
export function counterpart(pipe: PipeNode, node: Node): Node {
  const sample = pipe.shape?.sample.pipe;
  return sample === undefined || node.place !== undefined ? node : (inPlaceOf(node, sample, pipe) ?? node);
}

function inPlaceOf(wanted: Node, sample: Node, own: Node): Node | undefined {
  if (sample === wanted) return own;
  const children = childrenOf(own);
  for (const [i, child] of childrenOf(sample).entries()) {
    const other = children[i];
    const found = other === undefined ? undefined : inPlaceOf(wanted, child, other);
    if (found !== undefined) return found;
  }
  return undefined;
}
