/** Reads a compiled time zone file (RFC 8536) into a Location, as Go 1.26's LoadLocationFromTZData does. */
import type { Location, ZonePeriod } from "./location.ts";
import { lookupPosixZone, parsePosixZone, type PosixZone } from "./posix-tz.ts";

interface Kind {
  readonly abbreviation: string;
  readonly offset: number;
  readonly isDst: boolean;
}

interface Transition {
  readonly when: number;
  readonly kind: number;
}

interface ZoneTable {
  readonly kinds: readonly Kind[];
  readonly transitions: readonly Transition[];
  /** What holds after the last transition. */
  readonly rule: PosixZone | undefined;
}

const HEADER_SIZE = 44;
const MAGIC = 0x545a6966; // TZif

/** `undefined` for bytes that are not a time zone file. */
export function locationFromTzif(name: string, bytes: Uint8Array): Location | undefined {
  const table = readTable(bytes);
  if (table === undefined) return undefined;
  const lookup = (unixSeconds: number): ZonePeriod => lookupIn(table, unixSeconds);
  return { name, lookup, offsetOf: (abbreviation, at) => offsetOf(table, { abbreviation, at, lookup }) };
}

function readTable(bytes: Uint8Array): ZoneTable | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getUint32(0) !== MAGIC) return undefined;
    const isOld = view.getUint8(4) === 0;
    const start = isOld ? 0 : dataSize(view, 0, 4) + HEADER_SIZE;
    return readBlock(view, start, isOld ? 4 : 8);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // cut short
    throw error;
  }
}

interface Counts {
  readonly utc: number;
  readonly standard: number;
  readonly leaps: number;
  readonly transitions: number;
  readonly kinds: number;
  readonly characters: number;
}

function readCounts(view: DataView, header: number): Counts {
  const at = (index: number): number => view.getUint32(header + 20 + index * 4);
  return { utc: at(0), standard: at(1), leaps: at(2), transitions: at(3), kinds: at(4), characters: at(5) };
}

function dataSize(view: DataView, header: number, timeSize: number): number {
  const count = readCounts(view, header);
  const perTransition = count.transitions * (timeSize + 1);
  return perTransition + count.kinds * 6 + count.characters + count.leaps * (timeSize + 4) + count.standard + count.utc;
}

function readBlock(view: DataView, header: number, timeSize: 4 | 8): ZoneTable | undefined {
  const count = readCounts(view, header);
  const times = header + HEADER_SIZE;
  const indexes = times + count.transitions * timeSize;
  const kindsAt = indexes + count.transitions;
  const names = kindsAt + count.kinds * 6;
  const end = times + dataSize(view, header, timeSize);
  if (count.kinds === 0 || end > view.byteLength) return undefined;
  const kinds = Array.from({ length: count.kinds }, (_, i) => readKind(view, kindsAt + i * 6, names));
  const transitions = Array.from({ length: count.transitions }, (_, i) => ({
    when: timeSize === 4 ? view.getInt32(times + i * 4) : Number(view.getBigInt64(times + i * 8)),
    kind: view.getUint8(indexes + i),
  }));
  if (transitions.length === 0) transitions.push({ when: -Infinity, kind: 0 });
  return { kinds, transitions, rule: readRule(view, end) };
}

function readKind(view: DataView, at: number, names: number): Kind {
  const nameAt = names + view.getUint8(at + 5);
  return { offset: view.getInt32(at), isDst: view.getUint8(at + 4) !== 0, abbreviation: readName(view, nameAt) };
}

function readName(view: DataView, at: number): string {
  let name = "";
  for (let i = at; view.getUint8(i) !== 0; i++) name += String.fromCharCode(view.getUint8(i));
  return name;
}

function readRule(view: DataView, at: number): PosixZone | undefined {
  const footer = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at, view.byteLength - at));
  const text = /^\n([^\n]+)\n$/.exec(footer)?.[1];
  return text === undefined ? undefined : parsePosixZone(text);
}

function lookupIn({ kinds, transitions, rule }: ZoneTable, unixSeconds: number): ZonePeriod {
  const index = lastAtOrBefore(transitions, unixSeconds);
  const next = transitions[index + 1]?.when ?? Infinity;
  const transition = transitions[index];
  if (transition === undefined) return period(kinds[firstKind(kinds, transitions)], -Infinity, next);
  const isLast = index === transitions.length - 1;
  if (isLast && rule !== undefined) return lookupPosixZone(rule, transition.when, unixSeconds);
  return period(kinds[transition.kind], transition.when, next);
}

function period(kind: Kind | undefined, start: number, end: number): ZonePeriod {
  return { abbreviation: kind?.abbreviation ?? "", offset: kind?.offset ?? 0, isDst: kind?.isDst ?? false, start, end };
}

function lastAtOrBefore(transitions: readonly Transition[], unixSeconds: number): number {
  let low = 0;
  let high = transitions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((transitions[middle]?.when ?? Infinity) <= unixSeconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What held before the first transition: the rule of the reference implementation (localtime.c). */
function firstKind(kinds: readonly Kind[], transitions: readonly Transition[]): number {
  if (!transitions.some((transition) => transition.kind === 0)) return 0;
  const first = transitions[0]?.kind ?? 0;
  if (kinds[first]?.isDst === true) {
    for (let i = first - 1; i >= 0; i--) if (kinds[i]?.isDst === false) return i;
  }
  return Math.max(
    kinds.findIndex((kind) => !kind.isDst),
    0,
  );
}

interface NameQuery {
  readonly abbreviation: string;
  readonly at: number;
  readonly lookup: (unixSeconds: number) => ZonePeriod;
}

/** Prefers a period in which the abbreviation was in use at the given time. */
function offsetOf({ kinds }: ZoneTable, { abbreviation, at, lookup }: NameQuery): number | undefined {
  const named = kinds.filter((kind) => kind.abbreviation === abbreviation);
  for (const kind of named) {
    const found = lookup(at - kind.offset);
    if (found.abbreviation === abbreviation) return found.offset;
  }
  return named[0]?.offset;
}
