/** Compiles a syntax tree to the instructions that `Machine` runs, in the shapes Go gives them. */
import { charTest, type CharTest } from "./char-set.ts";
import type { Assertion, CharSet, Node, Repeat } from "./node.ts";

/** Instructions are addressed by their place in the program. */
export type Instruction =
  | { readonly kind: "chars"; readonly test: CharTest; readonly next: number }
  | { readonly kind: "assert"; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: "save"; readonly slot: number; readonly next: number }
  /** Tries `first`, then `second`. */
  | { readonly kind: "split"; first: number; second: number }
  | { readonly kind: "match" };

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
  readonly groups: number;
}

export function compileProgram(node: Node, groups: number): Program {
  const compiler = new Compiler();
  const match = compiler.emit({ kind: "match" });
  const start = compiler.node(node, match);
  return { instructions: compiler.instructions, start, groups };
}

/** Compiles backwards: every piece is given where to go on, and returns where it starts. */
class Compiler {
  readonly instructions: Instruction[] = [];
  readonly #tests = new Map<CharSet, CharTest>();

  emit(instruction: Instruction): number {
    return this.instructions.push(instruction) - 1;
  }

  node(node: Node, next: number): number {
    switch (node.kind) {
      case "empty":
        return next;
      case "chars":
        return this.emit({ kind: "chars", test: this.#test(node.set), next });
      case "assert":
        return this.emit({ kind: "assert", assertion: node.assertion, next });
      case "capture": {
        const close = this.emit({ kind: "save", slot: 2 * node.index + 1, next });
        return this.emit({ kind: "save", slot: 2 * node.index, next: this.node(node.node, close) });
      }
      case "concat":
        return node.nodes.reduceRight((after, child) => this.node(child, after), next);
      case "alternate":
        return node.nodes
          .map((child) => this.node(child, next))
          .reduceRight((second, first) => this.emit({ kind: "split", first, second }));
      case "repeat":
        return this.#repeat(node, next);
    }
  }

  #test(set: CharSet): CharTest {
    let test = this.#tests.get(set);
    if (test === undefined) this.#tests.set(set, (test = charTest(set)));
    return test;
  }

  #repeat(repeat: Repeat, next: number): number {
    const { min, max } = repeat;
    if (max !== Infinity) return this.#copies(repeat, min, this.#optionals(repeat, next));
    if (min > 0) return this.#copies(repeat, min - 1, this.#plus(repeat, next));
    // Go compiles x* as (x+)? where x may be empty: the order of the ways to match stays right.
    return canBeEmpty(repeat.node) ? this.#quest(repeat, this.#plus(repeat, next), next) : this.#star(repeat, next);
  }

  #copies({ node }: Repeat, count: number, next: number): number {
    let start = next;
    for (let i = 0; i < count; i++) start = this.node(node, start);
    return start;
  }

  /** x{2,5} is xx(x(x(x)?)?)?. */
  #optionals(repeat: Repeat, next: number): number {
    let start = next;
    for (let i = repeat.min; i < repeat.max; i++) start = this.#quest(repeat, this.node(repeat.node, start), next);
    return start;
  }

  #quest({ greedy }: Repeat, inside: number, next: number): number {
    return this.emit({ kind: "split", first: greedy ? inside : next, second: greedy ? next : inside });
  }

  #star(repeat: Repeat, next: number): number {
    const split = { kind: "split" as const, first: next, second: next };
    const start = this.emit(split);
    split[repeat.greedy ? "first" : "second"] = this.node(repeat.node, start);
    return start;
  }

  #plus(repeat: Repeat, next: number): number {
    const split = { kind: "split" as const, first: next, second: next };
    const again = this.emit(split);
    const start = this.node(repeat.node, again);
    split[repeat.greedy ? "first" : "second"] = start;
    return start;
  }
}

export function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case "empty":
    case "assert":
      return true;
    case "chars":
      return false;
    case "capture":
      return canBeEmpty(node.node);
    case "concat":
      return node.nodes.every(canBeEmpty);
    case "alternate":
      return node.nodes.some(canBeEmpty);
    case "repeat":
      return node.min === 0 || canBeEmpty(node.node);
  }
}
