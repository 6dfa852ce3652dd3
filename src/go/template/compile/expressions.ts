import type { PipeNode } from "../parse/node.ts";
import type { Scope } from "./scope.ts";
import type { Expression } from "./site.ts";

/** Compiled pipelines. Those of one phrase are the same wherever the variables that it uses have the same places. */
export class Expressions {
  readonly #compiled = new WeakMap<PipeNode, Map<string, Expression>>();

  get(pipe: PipeNode, scope: Scope, compile: () => Expression): Expression {
    const places = scope.placesOf(pipe.uses);
    const compiled = this.#compiled.get(pipe);
    const known = compiled?.get(places);
    if (known !== undefined) return known;
    const expression = compile();
    if (compiled === undefined) this.#compiled.set(pipe, new Map([[places, expression]]));
    else compiled.set(places, expression);
    return expression;
  }
}
