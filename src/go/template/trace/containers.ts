import type { Value } from "../../value.ts";
import type { TracedCall } from "./traced-call.ts";
import { deserialized } from "./serialized.ts";
import { union, type Tag } from "./tag.ts";
import { containerOf } from "./tag-table.ts";

/** How deep copied values are followed. */
const DEPTH_MAX = 16;

/** A map or list that a function gave back: its entries keep the tags of the arguments they came from. */
export function deriveContainer(call: TracedCall, container: object): Tag | undefined {
  const { args, tags, table } = call;
  const same = args.findIndex((arg) => arg === call.result || containerOf(arg as Value) === container);
  const sources = args
    .map((arg, i) => ({ value: arg as Value, tag: tags[i] }))
    .filter(({ value }) => containerOf(value) !== container);
  if (same < 0) readFrom(call, sources);
  inherit(call, container, { sources, depth: 0, fresh: same < 0 });
  if (same >= 0) return tags[same];
  const made = union(tags);
  if (made === undefined) return undefined;
  for (const [key] of entriesOf(container)) if (!table.has(container, key)) table.set(container, key, made);
  return made;
}

/** A map or list read from a text: the argument that looks like one. */
function readFrom({ result, table }: TracedCall, sources: readonly SourceValue[]): void {
  const [source] = sources;
  if (sources.length !== 1 || source === undefined || typeof source.value !== "string") return;
  if (source.tag !== undefined) deserialized({ text: source.value, value: result, tag: source.tag, table });
}

interface SourceValue {
  readonly value: Value;
  readonly tag: Tag | undefined;
}

interface Inheritance {
  readonly sources: readonly SourceValue[];
  readonly depth: number;
  /** The container is new; of one that was changed, entries already known stay as they are. */
  readonly fresh: boolean;
}

function inherit(call: TracedCall, container: object, { sources, depth, fresh }: Inheritance): void {
  if (depth > DEPTH_MAX) return;
  for (const [key, value] of entriesOf(container)) {
    const given = depth === 0 ? givenEntry(call, key, value) : undefined;
    if (given !== undefined) {
      call.table.set(container, key, given.tag);
      if (given.keyTag !== undefined) call.table.setKey(container, String(key), given.keyTag);
      continue;
    }
    if ((!fresh || depth === 0) && call.table.has(container, key)) continue;
    const source = sources.find((candidate) => holds(candidate, key, value));
    if (source === undefined) continue;
    const sourceContainer = containerOf(source.value);
    if (sourceContainer === undefined) continue;
    const sourceKey = Array.isArray(sourceContainer) ? sourceContainer.indexOf(value) : key;
    const found = sourceKey === -1 ? key : sourceKey;
    const tag = call.table.of(sourceContainer, found, source.tag);
    call.table.set(container, key, tag);
    if (typeof key === "string") call.table.copyKey(sourceContainer, container, key);
    const child = containerOf(value);
    const sourceChild = entryOf(sourceContainer, found);
    if (child !== undefined && child !== containerOf(sourceChild)) {
      const deeper = sources.map(({ value: outer, tag: outerTag }) =>
        entrySource(call, { outer, outerTag, key: found }),
      );
      inherit(call, child, { sources: deeper, depth: depth + 1, fresh: true });
    }
  }
}

interface GivenEntry {
  readonly tag: Tag;
  readonly keyTag?: Tag;
}

/** The arguments that are this very entry: `dict "k" .Values.x`, `list .Values.x`, `set $d "k" .Values.x`. */
function givenEntry(call: TracedCall, key: string | number, value: Value): GivenEntry | undefined {
  const { args, tags, written } = call;
  if (typeof key === "string") {
    for (let i = 0; i + 1 < args.length; i++) {
      if (args[i] === key && args[i + 1] === value)
        return { tag: tags[i + 1] ?? written(), keyTag: tags[i] ?? written() };
    }
    return undefined;
  }
  const at = args[key] === value ? key : args.indexOf(value);
  return at < 0 || value === null || value === undefined ? undefined : { tag: tags[at] ?? written() };
}

/** Whether an entry may have come from this source. */
function holds({ value: source }: SourceValue, key: string | number, value: Value): boolean {
  const container = containerOf(source);
  if (container === undefined) return false;
  if (Array.isArray(container)) {
    return (
      typeof key === "number" &&
      (container.includes(value) || (key < container.length && isLike(container[key] as Value, value)))
    );
  }
  if (!(container instanceof Map) || !container.has(key)) return false;
  const entry: unknown = container.get(key);
  return entry === value || (containerOf(value) !== undefined && containerOf(entry as Value) !== undefined);
}

/** Whether one may be a copy of the other, or a text made of it. */
function isLike(a: Value, b: Value): boolean {
  return (containerOf(a) === undefined) === (containerOf(b) === undefined);
}

function entrySource(
  { table }: TracedCall,
  { outer, outerTag, key }: { outer: Value; outerTag: Tag | undefined; key: string | number },
): SourceValue {
  const container = containerOf(outer);
  if (container === undefined) return { value: outer, tag: outerTag };
  return { value: entryOf(container, key), tag: table.of(container, key, outerTag) };
}

function entryOf(container: object, key: string | number): Value {
  if (container instanceof Map) return container.get(String(key)) as Value;
  return Array.isArray(container) ? (container[Number(key)] as Value) : undefined;
}

function entriesOf(container: object): Iterable<[string | number, Value]> {
  if (container instanceof Map) return container as Map<string, Value>;
  return Array.isArray(container) ? (container as Value[]).entries() : [];
}
