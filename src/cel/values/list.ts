/** Lists; their elements may be made only when they are read. */
import { CelError, type Value } from "./value.ts";

export abstract class CelList {
  abstract readonly size: number;

  /** Within bounds. */
  abstract at(index: number): Value;

  get(index: number | bigint): Value {
    if (index < 0 || index >= this.size) throw new CelError(`index out of bounds: ${index}`);
    return this.at(Number(index));
  }

  *[Symbol.iterator](): Iterator<Value> {
    for (let i = 0; i < this.size; i++) yield this.at(i);
  }

  /** `this + other` */
  plus(other: CelList): CelList {
    return new ArrayList([...this, ...other]);
  }

  /** Where their order does not count. */
  equalsUnordered?(other: CelList): boolean;
}

export class ArrayList extends CelList {
  constructor(readonly elements: readonly Value[]) {
    super();
  }

  get size(): number {
    return this.elements.length;
  }

  at(index: number): Value {
    return this.elements[index] ?? null;
  }
}

/** Grows where it stands: what a loop that collects makes of its accumulator. */
export class GrowingList extends ArrayList {
  constructor(readonly growing: Value[] = []) {
    super(growing);
  }
}
