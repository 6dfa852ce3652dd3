/**
 * The memory through which a WebAssembly plugin and its host hand each other texts: Extism's kernel (go-sdk 1.7.1,
 * extism-runtime.wasm) as plugins see it. Blocks of bytes at places of one address space; place 0 is none.
 */

import { GoError } from "../../../../go/index.ts";
import { checkPages } from "./limit-pages.ts";

const PAGE_BYTES = 65_536;
/** What Extism's kernel begins with. */
const PAGES_MIN = 16;
/** Where there is no limit of the manifest's. */
const BYTES_MAX = 1 << 30;
/** As far apart blocks begin. */
const ALIGNMENT = 8;

interface Block {
  /** As asked for by who has it now. */
  length: number;
  readonly capacity: number;
  free: boolean;
}

export class PluginMemory {
  #bytes = new Uint8Array(PAGE_BYTES);
  #top = ALIGNMENT;
  readonly #blocks = new Map<number, Block>();
  readonly #bytesMax: number;

  /** Without a limit for 0 pages. Throws `GoError` for fewer than the host needs. */
  constructor(maxPages: number) {
    try {
      checkPages(PAGES_MIN, maxPages);
    } catch (error) {
      throw new GoError(`instantiating extism module: ${(error as Error).message}`, { cause: error });
    }
    this.#bytesMax = maxPages === 0 ? BYTES_MAX : Math.min(maxPages * PAGE_BYTES, BYTES_MAX);
  }

  /** The place of a new block; 0 where there is no room, or nothing is wanted. */
  alloc(length: number): number {
    if (length <= 0) return 0;
    const used = this.#reuse(length);
    if (used !== undefined) return used;
    const place = this.#top;
    const end = place + length;
    if (end > this.#bytesMax) return 0;
    if (end > this.#bytes.length) this.#grow(end);
    this.#blocks.set(place, { length, capacity: length, free: false });
    this.#top = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    return place;
  }

  free(place: number): void {
    const block = this.#blocks.get(place);
    if (block !== undefined) block.free = true;
  }

  /** Of the block that begins there; 0 where none does. */
  length(place: number): number {
    const block = this.#blocks.get(place);
    return block === undefined || block.free ? 0 : block.length;
  }

  /** A copy. */
  read(place: number, length = this.length(place)): Uint8Array {
    return this.#bytes.slice(place, place + length);
  }

  write(place: number, bytes: Uint8Array): void {
    this.#bytes.set(bytes, place);
  }

  /** The place of a block with these bytes. */
  store(bytes: Uint8Array): number {
    const place = this.alloc(bytes.length);
    if (place !== 0) this.write(place, bytes);
    return place;
  }

  /** A view of some bytes; `undefined` where they do not all exist. */
  view(place: number, length: number): DataView | undefined {
    if (place < 0 || place + length > this.#bytes.length) return undefined;
    return new DataView(this.#bytes.buffer, place, length);
  }

  #reuse(length: number): number | undefined {
    for (const [place, block] of this.#blocks) {
      if (!block.free || block.capacity < length) continue;
      block.free = false;
      block.length = length;
      this.#bytes.fill(0, place, place + block.capacity);
      return place;
    }
    return undefined;
  }

  #grow(end: number): void {
    const size = Math.min(this.#bytesMax, Math.max(2 * this.#bytes.length, Math.ceil(end / PAGE_BYTES) * PAGE_BYTES));
    const bytes = new Uint8Array(size);
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}
