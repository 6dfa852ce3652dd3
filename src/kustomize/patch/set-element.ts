/** Putting an element into a list by its merge keys, or taking it out (kyaml yaml/fns.go: ElementSetter, 0.21). */
import { fieldOfMap } from "../node/field.ts";
import { demandKind } from "../node/kind-error.ts";
import { isEmptyMap, isNull, textOf, type Node } from "../node/node.ts";

export interface ElementEntry {
  /** `[""]` for a list of plain values. */
  readonly keys: readonly string[];
  readonly values: readonly string[];
  /** Without one, the matching elements are removed. */
  readonly element: Node | undefined;
}

/** Null and empty elements go on the way, and so does everything when there are keys without values, as in kyaml. */
export function setElement(list: Node, entry: ElementEntry): void {
  demandKind(list, "sequence");
  const { keys, values, element } = entry;
  const isMapEntry = (keys[0] ?? "") !== "" && (values[0] ?? "") !== "";
  const kept: Node[] = [];
  let found = false;
  for (const candidate of list.content) {
    if (isEmptyMap(candidate)) continue;
    if (candidate.kind !== "mapping" && isMapEntry) {
      kept.push(candidate);
    } else if (!matches(candidate, keys, values)) {
      if (values.length > 0) kept.push(candidate);
    } else {
      found = true;
      if (element !== undefined) kept.push(element);
    }
  }
  list.content = kept;
  if (!found && element !== undefined && !isNull(element)) kept.push(element);
}

function matches(candidate: Node, keys: readonly string[], values: readonly string[]): boolean {
  let value: Node | undefined;
  for (let i = 0; i < keys.length; i++) {
    if (i < values.length) value = matchField(candidate, keys[i] ?? "", values[i] ?? "");
    if (value === undefined) return false;
  }
  return true;
}

/** An empty value matches any. */
function matchField(candidate: Node, key: string, value: string): Node | undefined {
  if (key === "") {
    demandKind(candidate, "scalar");
    return textOf(candidate) === value ? candidate : undefined;
  }
  const found = fieldOfMap(candidate, key);
  return found !== undefined && (value === "" || found.value === value) ? found : undefined;
}
