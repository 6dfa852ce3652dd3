/**
 * How far `slice` reaches: Go lets a slice be cut beyond its end, up to the memory behind it, and shows what lies there.
 * `slice .Values.l 0 4` of three elements is `[a b c <nil>]`, because appending one by one made room for four.
 * Sizes of memory blocks are those of Go 1.26 (runtime: nextslicecap, roundupsize, sizeclasses).
 */
import { GoError, int, type List, type Value } from "../go/index.ts";

/** Memory that a slice is a part of. */
interface Backing {
  readonly items: List;
  /** Where the slice starts in it. */
  readonly start: number;
  /** From the start of the slice on. */
  readonly capacity: number;
}

/** Of slices that were not made by appending one by one to nothing, as most are: values, `uniq`, `until`, ... */
const backings = new WeakMap<List, Backing>();

/** Says that Go made a list with room for as many elements. */
export function withCapacity(items: List, capacity: number): List {
  backings.set(items, { items, start: 0, capacity });
  return items;
}

/** Says that Go made a list at its full length. */
export function atFullLength(items: List): List {
  return withCapacity(items, items.length);
}

/** Says that Go appended the elements behind `length` at once, to a list that was full. */
export function appendedTo(length: number, items: List): List {
  if (items.length === length) return atFullLength(items);
  return withCapacity(items, grow(length, { length: items.length, isPlain: false }));
}

/** Says that Go appended one by one to an empty list with room for some. */
export function appendedWithRoom(room: number, items: List): List {
  let capacity = room;
  while (capacity < items.length) capacity = grow(capacity, { length: capacity + 1, isPlain: false });
  return withCapacity(items, capacity);
}

/** Go's `items[start:end]` for a slice of a type. Throws reflect's error. */
export function subslice(type: string, items: List, { start, end }: { start: number; end: number }): List {
  if (start < 0 || end < start) throw outOfBounds();
  const backing = backings.get(items) ?? (end > items.length ? grown(type, items) : undefined);
  if (end > (backing?.capacity ?? items.length)) throw outOfBounds();
  const part = items.slice(start, end);
  const from = (backing?.start ?? 0) + start;
  const source = backing?.items ?? items;
  for (let i = part.length; i < end - start; i++) part.push(from + i < source.length ? source[from + i] : zeroOf(type));
  const capacity = (backing ?? grown(type, items)).capacity - start;
  backings.set(part, { items: source, start: from, capacity });
  return part;
}

function outOfBounds(): GoError {
  return new GoError("reflect.Value.Slice: slice index out of bounds");
}

function zeroOf(type: string): Value {
  if (type === "[]string") return "";
  return type === "[]int" ? int(0) : null;
}

/** The capacity after appending one by one to nothing. */
function grown(type: string, items: List): Backing {
  let capacity = 0;
  while (capacity < items.length) capacity = grow(capacity, { length: capacity + 1, isPlain: type === "[]int" });
  return { items, start: 0, capacity };
}

/** Twice as much for small slices, a quarter more for large ones. */
const DOUBLING_MAX = 256;

interface Growth {
  /** How long the slice shall be. */
  readonly length: number;
  /** Numbers, not pointers: smaller, and without a header for the garbage collector. */
  readonly isPlain: boolean;
}

function grow(capacity: number, { length, isPlain }: Growth): number {
  let wanted = 2 * capacity;
  if (length > wanted) wanted = length;
  else if (capacity >= DOUBLING_MAX) {
    wanted = capacity;
    while (wanted < length) wanted += Math.floor((wanted + 3 * DOUBLING_MAX) / 4);
  }
  const size = isPlain ? 8 : 16;
  return Math.floor(blockSize(wanted * size, isPlain) / size);
}

const HEADER = 8;
/** Smaller blocks keep what the garbage collector wants to know elsewhere. */
const WITHOUT_HEADER_MAX = 512;
const PAGE = 8192;

/** The usable size of the memory block that Go takes for so many bytes. */
function blockSize(bytes: number, isPlain: boolean): number {
  const header = isPlain || bytes <= WITHOUT_HEADER_MAX ? 0 : HEADER;
  const block = bytes <= LARGEST_CLASS - HEADER ? SIZE_CLASSES.find((size) => size >= bytes + header) : undefined;
  return block === undefined ? Math.ceil(bytes / PAGE) * PAGE : block - header;
}

const SIZE_CLASSES = [
  0, 8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416, 448, 480,
  512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864,
  5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760,
  24576, 27264, 28672, 32768,
];
const LARGEST_CLASS = 32768;
