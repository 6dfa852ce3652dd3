import { Int, type Value } from "../../value.ts";
import type { TracedCall } from "./traced-call.ts";
import type { Tag } from "./tag.ts";
import { containerOf } from "./tag-table.ts";

/** The tag of a result that an argument holds: `index $m "k" 0`, `get $m "k"`, `dig "a" "b" "" $m`, `first $list`. */
export function deriveElement(call: TracedCall): Tag | undefined {
  for (const [i, arg] of call.args.entries()) {
    if (containerOf(arg as Value) === undefined || arg === call.result) continue;
    const found =
      follow(call, { value: arg as Value, tag: call.tags[i] }) ??
      member(call, { value: arg as Value, tag: call.tags[i] });
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Found {
  readonly value: Value;
  readonly tag: Tag | undefined;
}

/** Walks into the value by the other arguments that are keys of it, one after another. */
function follow({ args, result, table }: TracedCall, start: Found): Tag | undefined {
  let { value, tag } = start;
  let steps = 0;
  for (const arg of args) {
    const container = containerOf(value);
    const key = arg instanceof Int ? arg.toNumber() : arg;
    if (container === undefined || (typeof key !== "string" && typeof key !== "number")) continue;
    const next =
      container instanceof Map ? container.get(key) : Array.isArray(container) ? container[Number(key)] : undefined;
    if (next === undefined) continue;
    tag = table.of(container, key, tag);
    value = next as Value;
    steps++;
  }
  return steps > 0 && value === result ? tag : undefined;
}

/** Names of functions that give back one element of a list. */
const FROM_LIST: ReadonlySet<string> = new Set(["first", "mustFirst", "last", "mustLast"]);

function member({ name, result, table }: TracedCall, { value, tag }: Found): Tag | undefined {
  const items = containerOf(value);
  if (!FROM_LIST.has(name) || !Array.isArray(items) || items.length === 0) return undefined;
  const at = name.toLowerCase().endsWith("first") ? 0 : items.length - 1;
  return items[at] === result ? table.of(items, at, tag) : undefined;
}
