import { type GoMap, type List, type Value } from "../go/index.ts";
import { JSON_DEPTH_MAX } from "./decode.ts";
import type { Builder, NodeProperties } from "./parser.ts";
import { resolvePlain } from "./resolve.ts";
import { Plain } from "./token.ts";

/** Thrown where a document has what only the node path understands: anchors, aliases, merges, tags, odd keys, nesting beyond limits. */
export class NeedsNodes extends Error {}

const needsNodes = new NeedsNodes();

interface Frame {
  readonly map: GoMap | undefined;
  readonly list: List | undefined;
  /** The key whose value comes next. */
  key: string | undefined;
}

/**
 * Builds values straight from the parser, for the documents that need no more than that: nearly all. The others are read
 * again as nodes, and decoded by `decode.ts`.
 */
export class ValueBuilder implements Builder {
  root: Value = null;
  readonly #strict: boolean;
  readonly #frames: Frame[] = [];
  #top: Frame | undefined;

  /** `strict` leaves documents where a key stands twice to the node path too: it finds the words for it. */
  constructor({ strict = false } = {}) {
    this.#strict = strict;
  }

  scalar(node: NodeProperties): void {
    if (node.anchor !== "" || node.tag !== "") throw needsNodes;
    const top = this.#top;
    if (top?.map !== undefined && top.key === undefined) top.key = keyOf(node);
    else this.#add(node.style === Plain ? valueOf(node.value) : node.value);
  }

  alias(): void {
    throw needsNodes;
  }

  mappingStart(node: NodeProperties): void {
    const map: GoMap = new Map();
    this.#open(node, map, { map, list: undefined, key: undefined });
  }

  sequenceStart(node: NodeProperties): void {
    const list: List = [];
    this.#open(node, list, { map: undefined, list, key: undefined });
  }

  end(): void {
    this.#frames.pop();
    this.#top = this.#frames[this.#frames.length - 1];
  }

  #open(node: NodeProperties, value: Value, frame: Frame): void {
    const top = this.#top;
    if (node.anchor !== "" || (top?.map !== undefined && top.key === undefined)) throw needsNodes;
    if (this.#frames.length >= JSON_DEPTH_MAX) throw needsNodes;
    this.#add(value);
    this.#frames.push(frame);
    this.#top = frame;
  }

  #add(value: Value): void {
    const top = this.#top;
    if (top === undefined) this.root = value;
    else if (top.list !== undefined) top.list.push(value);
    else if (top.map !== undefined && top.key !== undefined) {
      if (this.#strict && top.map.has(top.key)) throw needsNodes;
      top.map.set(top.key, value);
      top.key = undefined;
    }
  }
}

function keyOf(node: NodeProperties): string {
  if (node.style !== Plain) return node.value;
  if (node.value === "<<") throw needsNodes;
  const value = resolvePlain(node.value, "v2");
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  throw needsNodes;
}

function valueOf(text: string): Value {
  const value = resolvePlain(text, "v2");
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number" && !Number.isFinite(value)) throw needsNodes;
  return value;
}
