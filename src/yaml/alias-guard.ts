import { YamlError } from "./errors.ts";
import type { Node } from "./node.ts";

/** Above these numbers the share of copied nodes in all decoded ones is limited. */
const COPIED_FREE = 100;
const DECODED_FREE = 1000;
/** Where the allowed share falls from 99 % to 10 %. */
const RANGE = { low: 400_000, high: 4_000_000 } as const;

/** Counts what aliases copy, as go-yaml's decoder does: a few nodes of text must not become millions of values. */
export class AliasGuard {
  readonly #open = new Set<Node>();
  #decoded = 0;
  #copied = 0;
  #depth = 0;

  /** To be called for every node that is decoded. Throws when too many are copies. */
  count(): void {
    this.#decoded++;
    if (this.#depth > 0) this.#copied++;
    if (this.#copied <= COPIED_FREE || this.#decoded <= DECODED_FREE) return;
    if (this.#copied / this.#decoded > allowedShare(this.#decoded)) {
      throw new YamlError("document contains excessive aliasing");
    }
  }

  /** Decodes the node an alias stands for. Throws where that contains the alias. */
  follow<T>(alias: Node, decode: (target: Node) => T): T {
    if (this.#open.has(alias)) throw new YamlError(`anchor '${alias.value}' value contains itself`);
    this.#open.add(alias);
    this.#depth++;
    const value = decode(alias.alias ?? alias);
    this.#depth--;
    this.#open.delete(alias);
    return value;
  }
}

function allowedShare(decoded: number): number {
  if (decoded <= RANGE.low) return 0.99;
  if (decoded >= RANGE.high) return 0.1;
  return 0.99 - 0.89 * ((decoded - RANGE.low) / (RANGE.high - RANGE.low));
}
