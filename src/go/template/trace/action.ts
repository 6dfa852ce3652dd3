import type { Position } from "../../../base/index.ts";
import { byteLength } from "../../bytes.ts";
import { type ActionNode, type Node, type Place, print, type TemplateNode, type TextNode } from "../parse/node.ts";
import type { Execution } from "../execution.ts";
import type { Action } from "./tag.ts";

/** An action of a template, as segments name it. */
export function actionAt(node: ActionNode | TemplateNode | TextNode, template: string): Action {
  const kind = node.kind === "text" || node.kind === "template" ? node.kind : "action";
  return new NodeAction({ kind, template, node, place: node.place }, node.position);
}

/** Text that stands in a file as it is. */
export function literalAction(file: string, text: string): Action {
  const place = { parseName: file, text };
  return new NodeAction({ kind: "text", template: file, node: { kind: "text", text, position: 0, place }, place }, 0);
}

/** The part of the running statement that a node of its phrase is; `undefined` outside of any. */
export function actionWithin({ statement, template }: Execution, node: Node): Action | undefined {
  if (statement === undefined) return undefined;
  return new NodeAction({ kind: "action", template, node, place: statement.place }, statement.start + node.position);
}

interface Spot {
  readonly kind: Action["kind"];
  readonly template: string;
  readonly node: Node;
  readonly place: Place;
}

class NodeAction implements Action {
  readonly #spot: Spot;
  readonly #offset: number;
  #position: Position | undefined;

  /** `offset` counts from the start of the template's text. */
  constructor(spot: Spot, offset: number) {
    this.#spot = spot;
    this.#offset = offset;
  }

  get kind(): Action["kind"] {
    return this.#spot.kind;
  }

  get template(): string {
    return this.#spot.template;
  }

  get position(): Position {
    return (this.#position ??= positionOf(this.#spot.place, this.#offset));
  }

  get source(): string {
    return this.kind === "text" ? "" : print(this.#spot.node);
  }

  from(offset: number): Action {
    return this.kind !== "text" || offset === 0 ? this : new NodeAction(this.#spot, this.#offset + offset);
  }
}

function positionOf(place: Place, offset: number): Position {
  const starts = lineStarts(place);
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  const column = byteLength(place.text.slice(starts[low], offset)) + 1;
  return { file: place.parseName, line: low + 1, column };
}

const startsOf = new WeakMap<Place, readonly number[]>();

/** Kept: of a long template every line is asked for. */
function lineStarts(place: Place): readonly number[] {
  const known = startsOf.get(place);
  if (known !== undefined) return known;
  const starts = [0];
  for (let i = place.text.indexOf("\n"); i >= 0; i = place.text.indexOf("\n", i + 1)) starts.push(i + 1);
  startsOf.set(place, starts);
  return starts;
}
