import type { Position } from "../../../base/index.ts";
import { locateOffset } from "../error.ts";
import type { ActionNode, Place, TemplateNode, TextNode } from "../parse/node.ts";
import type { Action } from "./tag.ts";

type Node = ActionNode | TemplateNode | TextNode;

/** An action of a template, as segments name it. */
export function actionAt(node: Node, template: string): Action {
  return new NodeAction(node, template);
}

class NodeAction implements Action {
  readonly kind: Action["kind"];
  readonly #node: Node;
  readonly #offset: number;
  #position: Position | undefined;

  constructor(
    node: Node,
    readonly template: string,
    offset = 0,
  ) {
    this.#node = node;
    this.#offset = offset;
    this.kind = node.kind === "text" || node.kind === "template" ? node.kind : "action";
  }

  get position(): Position {
    return (this.#position ??= positionOf(this.#node.place, this.#node.position + this.#offset));
  }

  from(offset: number): Action {
    if (this.kind !== "text" || offset === 0) return this;
    return new NodeAction(this.#node, this.template, this.#offset + offset);
  }
}

function positionOf(place: Place, offset: number): Position {
  const { line, column } = locateOffset(place, offset);
  return { file: place.parseName, line, column: column + 1 };
}
