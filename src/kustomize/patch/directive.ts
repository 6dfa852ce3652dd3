/** `$patch` in strategic merge patches (kyaml yaml/merge2/smpdirective.go, 0.21). Finding one removes it from the patch. */
import { KustomizeError } from "../error.ts";
import { clearField, field } from "../node/field.ts";
import type { Node } from "../node/node.ts";
import { emitNode } from "../node/text.ts";
import { setElement } from "./set-element.ts";

export type Directive = "replace" | "delete" | "merge";

const KEY = "$patch";

export function takeDirective(patch: Node | undefined): Directive {
  if (patch === undefined) return "merge";
  if (patch.kind === "mapping") return takeFromMap(patch);
  if (patch.kind === "sequence") return takeFromList(patch);
  throw new KustomizeError(`no implemented strategic merge patch strategy for '${patch.tag}' ('${emitNode(patch)}')`);
}

function takeFromMap(patch: Node): Directive {
  const value = field(patch, KEY);
  if (value === undefined) return "merge";
  const directive = directiveOf(value.value);
  clearField(patch, KEY);
  return directive;
}

function takeFromList(patch: Node): Directive {
  const element = patch.content.find((candidate) => field(candidate, KEY) !== undefined);
  const value = field(element, KEY);
  if (element === undefined || element.content.length > 2 || value === undefined) return "merge";
  const directive = directiveOf(value.value);
  setElement(patch, { keys: [KEY], values: [value.value], element: undefined });
  return directive;
}

function directiveOf(text: string): Directive {
  if (text === "replace" || text === "delete" || text === "merge") return text;
  throw new KustomizeError(`unknown patch strategy '${text}'`);
}
