/** Variables get numbered places when a template is compiled, so that a run finds them without searching by name. */
export interface Variable {
  readonly name: string;
  readonly slot: number;
  /** The place that tells whether a range variable holds an element of type `interface {}`. */
  readonly interfaceSlot?: number;
}

export class Scope {
  readonly #visible: Variable[];
  readonly #counter: { slots: number };
  /** The place that tells whether dot is an element of type `interface {}`; `undefined` where it never is. */
  dotInterfaceSlot: number | undefined = undefined;

  constructor(visible: readonly Variable[] = [{ name: "$", slot: 0 }], counter = { slots: 1 }) {
    this.#visible = [...visible];
    this.#counter = counter;
  }

  /** What is visible here, for whoever compiles a part later. */
  copy(): Scope {
    const copy = new Scope(this.#visible, this.#counter);
    copy.dotInterfaceSlot = this.dotInterfaceSlot;
    return copy;
  }

  newSlot(): number {
    return this.#counter.slots++;
  }

  declare(name: string, interfaceSlot?: number): Variable {
    const slot = this.newSlot();
    const variable = interfaceSlot === undefined ? { name, slot } : { name, slot, interfaceSlot };
    this.#visible.push(variable);
    return variable;
  }

  find(name: string): Variable | undefined {
    return this.#visible.findLast((variable) => variable.name === name);
  }

  /** In words: the places of these variables, and what is known of dot. Where they are the same, so is what is compiled. */
  placesOf(names: readonly string[]): string {
    let places = this.dotInterfaceSlot === undefined ? "" : `.${this.dotInterfaceSlot}`;
    for (const name of names) {
      const variable = this.find(name);
      places += `$${variable?.slot}.${variable?.interfaceSlot}`;
    }
    return places;
  }

  /** What is declared after this is forgotten by `pop`. */
  mark(): number {
    return this.#visible.length;
  }

  pop(mark: number): void {
    this.#visible.length = mark;
  }
}
