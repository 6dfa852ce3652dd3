/** Where a patch says what a field becomes: the line of a strategic merge patch, the operation of a JSON patch. */
import type { Position } from "../../base/index.ts";
import { field } from "../node/field.ts";
import type { Node } from "../node/node.ts";
import type { Resource } from "../resource/resource.ts";
import type { Path } from "../resource/trace.ts";
import { nodeAt, type LocatedObject } from "./located-text.ts";

export interface Change {
  readonly resource: Resource;
  readonly key: string;
  readonly path: Path;
  readonly value: string;
}

/** The place in the objects or operations of a patch that a changed field comes from. */
export function patchPlace(patches: readonly LocatedObject[], change: Change): Position | undefined {
  const [first] = patches;
  if (first?.node.kind === "sequence") return operationPlace(first, change);
  const names = new Set(change.resource.anyIds.map((id) => `${id.kind}/${id.name}`));
  const meant = patches.filter(({ kind, name }) => names.has(`${kind}/${name}`));
  const candidates = meant.length > 0 ? meant : patches;
  const exact = candidates.map((patch) => patch.field(change.key)).find((place) => place !== undefined);
  return exact ?? candidates[0]?.nearest(change.key);
}

function operationPlace(patch: LocatedObject, { path }: Change): Position | undefined {
  const operation = patch.node.content.findLast((each) => leadsTo(pointerOf(each), path));
  if (operation === undefined) return patch.at(patch.node);
  const value = field(operation, "value");
  const rest = path.slice(pointerOf(operation).length);
  return patch.at(nodeAt(value, rest) ?? value ?? operation);
}

function pointerOf(operation: Node): string[] {
  const pointer = field(operation, "path")?.value ?? "";
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function leadsTo(pointer: readonly string[], path: Path): boolean {
  return pointer.length <= path.length && pointer.every((token, i) => token === "-" || token === String(path[i]));
}
