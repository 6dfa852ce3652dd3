import type { Position } from "./position.ts";

/** Who set a value: a place in a file, or words on the command line. */
export type Source =
  | { readonly kind: "file"; readonly position: Position }
  /** `flag` is `--set`, `--set-string`, ...; `text` the expression as typed. */
  | { readonly kind: "flag"; readonly flag: string; readonly text: string }
  /** Made by the program itself, for example `.Release.Name` or an alias. */
  | { readonly kind: "builtin"; readonly name: string };

/** Where one field's value comes from, and what it overrode (nearest loser first). */
export interface Origin {
  readonly source: Source;
  readonly overrode?: readonly Origin[];
}

/**
 * Origins of the entries of maps and lists. Values themselves carry nothing: an entry is found by its container and its key
 * (a map key, or a list index), so strings and numbers stay plain and untraced runs pay nothing.
 * Whoever copies an entry from one container to another in a traced run copies its origin too (`copy`).
 */
export class Origins {
  readonly #entries = new WeakMap<object, Map<string | number, Origin>>();

  of(container: object, key: string | number): Origin | undefined {
    return this.#entries.get(container)?.get(key);
  }

  set(container: object, key: string | number, origin: Origin): void {
    let entries = this.#entries.get(container);
    if (entries === undefined) this.#entries.set(container, (entries = new Map()));
    entries.set(key, origin);
  }

  /** Moves what is known of `from[key]` to `to[key]`; what stood there is remembered as overridden. */
  copy(from: object, to: object, key: string | number): void {
    const origin = this.of(from, key);
    if (origin === undefined) return;
    const loser = this.of(to, key);
    this.set(to, key, loser === undefined || loser === origin ? origin : override(origin, loser));
  }
}

function override(winner: Origin, loser: Origin): Origin {
  return { source: winner.source, overrode: [...(winner.overrode ?? []), loser, ...(loser.overrode ?? [])] };
}
