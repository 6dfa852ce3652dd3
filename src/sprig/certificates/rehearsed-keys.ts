/**
 * Keys, and hashes of passwords, for templates that may be run more than once. Nothing is made twice: each run is given what was made before.
 * All this takes longer than all else that templates do. A little is made where it is asked for; where there is more, a rehearsal with stand-ins
 * tells what there is, and it is made on all cores.
 */
import type { PemBlock } from "../../go/encoding/index.ts";
import type { KeyPort, KeyType, PrivateKey } from "./key-port.ts";
import { StandInKeys } from "./stand-in-keys.ts";

/** Thrown out of templates, which are then to be rehearsed. No `GoError`: nothing is wrong. */
export class MuchToMake extends Error {}

/** What is made for a certificate and its issuer, and another: rehearsing would take as long. In RSA keys of 2048 bits. */
const LITTLE = 3;

/** A loop may ask for any number: what is beyond these is made where it is asked for. */
const BEGUN_MAX = 256;

type Made = PrivateKey | string;

interface Order<Of extends Made> {
  /** One is as good as another of its kind. */
  readonly kind: string;
  readonly cost: number;
  make(keys: KeyPort): Of;
  begin(keys: KeyPort): Promise<Of> | undefined;
}

interface Stock<Of extends Made> {
  readonly made: Of[];
  readonly begun: Promise<Of>[];
  /** How many this run has asked for. */
  wanted: number;
}

export class RehearsedKeys implements KeyPort {
  #standIns: StandInKeys | undefined;
  #left = LITTLE;
  #begun = 0;
  readonly #stocks = new Map<string, Stock<Made>>();

  constructor(readonly real: KeyPort) {}

  /** Before each run. */
  restart(): void {
    this.#standIns = undefined;
    for (const stock of this.#stocks.values()) stock.wanted = 0;
  }

  /** Before a run that nobody gets to see: what it asks for is begun. */
  rehearse(): void {
    this.restart();
    this.#standIns = new StandInKeys(this.real);
  }

  /** After it: waits for what was begun. However much is asked for now, it is given. */
  async finish(): Promise<void> {
    for (const { made, begun } of this.#stocks.values()) {
      // What cannot be made fails again where it is asked for.
      for (const one of await Promise.allSettled(begun.splice(0))) if (one.status === "fulfilled") made.push(one.value);
    }
    this.#left = Infinity;
  }

  /** Throws `MuchToMake`. */
  generate(type: KeyType, options?: { readonly bits: number }): PrivateKey {
    return this.#take({
      kind: `${type} ${options?.bits ?? ""}`,
      cost: type === "rsa" ? ((options?.bits ?? 2048) / 2048) ** 3 : 0,
      make: (keys) => keys.generate(type, options),
      begin: (keys) => keys.begin?.(type, options),
    });
  }

  read(block: PemBlock): PrivateKey {
    return (this.#standIns ?? this.real).read(block);
  }

  /** Throws `MuchToMake`. */
  bcrypt(password: Uint8Array): string {
    return this.#take({
      kind: `bcrypt ${password.join()}`,
      cost: 1,
      make: (keys) => keys.bcrypt(password),
      begin: (keys) => keys.beginBcrypt?.(password),
    });
  }

  #take<Of extends Made>(order: Order<Of>): Of {
    const stock = this.#stockOf(order);
    const at = stock.wanted++;
    if (this.#standIns === undefined) return stock.made[at] ?? this.#make(stock, order);
    if (at >= stock.made.length + stock.begun.length) this.#begin(stock, order);
    return order.make(this.#standIns);
  }

  #stockOf<Of extends Made>({ kind }: Order<Of>): Stock<Of> {
    const stock = this.#stocks.get(kind) ?? { made: [], begun: [], wanted: 0 };
    this.#stocks.set(kind, stock);
    return stock as Stock<Of>;
  }

  #make<Of extends Made>({ made }: Stock<Of>, order: Order<Of>): Of {
    this.#left -= order.cost;
    if (this.#left < 0) throw new MuchToMake();
    const one = order.make(this.real);
    made.push(one);
    return one;
  }

  #begin<Of extends Made>({ begun }: Stock<Of>, order: Order<Of>): void {
    const coming = this.#begun < BEGUN_MAX ? order.begin(this.real) : undefined;
    if (coming === undefined) return;
    this.#begun++;
    // It is waited for later, or never.
    coming.catch(() => undefined);
    begun.push(coming);
  }
}
