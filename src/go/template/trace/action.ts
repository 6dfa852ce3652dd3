import type { Position } from "../../../base/index.ts";
import { locateOffset } from "../error.ts";
import type { Node, Place } from "../parse/node.ts";
import type { Action } from "./tag.ts";

/** An action of a template, as segments name it. */
export function actionAt(node: Node, template: string): Action {
  return new NodeAction(node, template);
}

class NodeAction implements Action {
  readonly kind: Action["kind"];
  readonly #node: Node;
  #position: Position | undefined;

  constructor(
    node: Node,
    readonly template: string,
  ) {
    this.#node = node;
    this.kind = node.kind === "text" || node.kind === "template" ? node.kind : "action";
  }

  get position(): Position {
    return (this.#position ??= positionOf(this.#node.place, this.#node.position));
  }

  at(offset: number): Position {
    if (this.kind !== "text" || offset === 0) return this.position;
    return positionOf(this.#node.place, this.#node.position + offset);
  }
}

function positionOf(place: Place, offset: number): Position {
  const { line, column } = locateOffset(place, offset);
  return { file: place.parseName, line, column: column + 1 };
}
