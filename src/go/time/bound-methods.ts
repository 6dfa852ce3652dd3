import type { Func } from "../value.ts";

/** Makes the method of a receiver when it is asked for. */
export type MethodTable<Receiver> = Readonly<Record<string, (receiver: Receiver) => Func>>;

/** The methods of one receiver, each made on demand: most values are only printed. */
export class BoundMethods<Receiver> extends Map<string, Func> {
  readonly #table: MethodTable<Receiver>;
  readonly #receiver: Receiver;

  constructor(table: MethodTable<Receiver>, receiver: Receiver) {
    super();
    this.#table = table;
    this.#receiver = receiver;
  }

  override has(name: string): boolean {
    return Object.hasOwn(this.#table, name);
  }

  override get(name: string): Func | undefined {
    return this.has(name) ? this.#table[name]?.(this.#receiver) : undefined;
  }

  override get size(): number {
    return Object.keys(this.#table).length;
  }
}
