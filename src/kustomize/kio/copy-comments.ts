/** Giving an object that went through a program the comments it had before (kyaml comments/comments.go, 0.21). */
import { entries, field, fieldKey } from "../node/field.ts";
import { apiVersionOf, kindOf } from "../node/metadata.ts";
import { NodeStyles, isNull, type Node } from "../node/node.ts";
import type { Schema, Schemas } from "../schema/schemas.ts";

/** Fields of both keep what comments they have. */
export function copyComments(from: Node, to: Node, schemas: Schemas): void {
  copyTo(to, from);
  walk(from, to, schemas.type(apiVersionOf(from), kindOf(from)));
}

function walk(from: Node | undefined, to: Node | undefined, schema: Schema | undefined): void {
  if (to?.kind === "scalar" && to.style === NodeStyles.folded) to.style = NodeStyles.doubleQuoted;
  if (from === undefined || to === undefined || isNull(from) || isNull(to) || from.kind !== to.kind) return;
  copyTo(to, from);
  if (from.kind === "mapping") walkMap(from, to, schema);
  else if (from.kind === "sequence") walkList(from, to, schema);
}

function walkMap(from: Node, to: Node, schema: Schema | undefined): void {
  for (const [key, value] of entries(from)) {
    const other = fieldKey(to, key.value);
    if (other === undefined) continue;
    copyTo(other, key);
    walk(value, field(to, key.value), schema?.field(key.value));
  }
}

function walkList(from: Node, to: Node, schema: Schema | undefined): void {
  const key = schema?.keys?.[0];
  if (key === undefined) {
    from.content.forEach((item, at) => {
      const other = to.content[at];
      if (other === undefined || other.value !== item.value) return;
      copyTo(other, item);
      walk(item, other, undefined);
    });
    return;
  }
  const elements = new Map(to.content.map((item) => [field(item, key)?.value ?? item.value, item]));
  for (const item of from.content) {
    walk(item, elements.get(field(item, key)?.value ?? item.value), schema?.elements());
  }
}

function copyTo(to: Node, from: Node): void {
  to.lineComment ||= from.lineComment;
  to.headComment ||= from.headComment;
  to.footComment ||= from.footComment;
}
