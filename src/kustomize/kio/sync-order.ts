/** Giving an object that went through a program the order of fields it had before (kyaml order/syncorder.go, 0.21). */
import { entries, field } from "../node/field.ts";
import { isEmpty, type Node } from "../node/node.ts";

export function syncOrder(from: Node, to: Node): void {
  sync(from, to);
  gatherListComments(to);
}

function sync(from: Node | undefined, to: Node | undefined): void {
  if (from === undefined || to === undefined || isEmpty(from) || isEmpty(to)) return;
  if (from.kind === "mapping" && to.kind === "mapping") syncFields(from, to);
  else if (from.kind === "sequence" && to.kind === "sequence") {
    from.content.forEach((item, at) => sync(item, to.content[at]));
  }
}

function syncFields(from: Node, to: Node): void {
  const left = new Map([...entries(to)].map(([key, value]) => [key.value, [key, value]]));
  const content: Node[] = [];
  for (const [key] of entries(from)) {
    content.push(...(left.get(key.value) ?? []));
    left.delete(key.value);
  }
  to.content = [...content, ...[...left.values()].flat()];
  for (const [key, value] of entries(from)) sync(value, field(to, key.value));
}

/** A comment on the first field of a list element belongs to the element. */
function gatherListComments(node: Node): void {
  if (node.kind === "mapping") node.content.forEach(gatherListComments);
  if (node.kind !== "sequence") return;
  for (const element of node.content) {
    const first = element.content[0];
    if (first?.kind !== "scalar") continue;
    if (element.headComment === "") {
      element.headComment = first.headComment;
    } else if (first.headComment !== "") {
      element.headComment += `\n${first.headComment}`;
      first.headComment = "";
    }
  }
}
