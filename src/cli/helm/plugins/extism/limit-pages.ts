/** Keeps a module's own memory within a number of pages, as wazero does: by the maximum that the module declares. */
import { GoError } from "../../../../go/index.ts";

const MEMORY_SECTION = 5;
const HEADER_BYTES = 8;
/** 4 GiB. */
const PAGES_MAX = 65_536;

/** The module with the limit written into it; as it is for 0 pages. Throws `GoError` for one that begins with more. */
export function limitPages(module: Uint8Array, maxPages: number): Uint8Array {
  if (maxPages === 0) return module;
  for (let at = HEADER_BYTES; at < module.length;) {
    const id = module[at];
    const size = readUnsigned(module, at + 1);
    const end = size.end + size.value;
    if (id === MEMORY_SECTION) {
      const content = limitMemories(module.subarray(size.end, end), maxPages);
      const section = [MEMORY_SECTION, ...unsigned(content.length), ...content];
      return Buffer.concat([module.subarray(0, at), Uint8Array.from(section), module.subarray(end)]);
    }
    at = end;
  }
  return module;
}

/** A flag says whether a maximum stands behind the minimum. */
function limitMemories(section: Uint8Array, maxPages: number): number[] {
  const count = readUnsigned(section, 0);
  const limited = unsigned(count.value);
  let at = count.end;
  for (let i = 0; i < count.value && at < section.length; i++) {
    const flags = section[at] ?? 0;
    const min = readUnsigned(section, at + 1);
    const max = (flags & 1) === 1 ? readUnsigned(section, min.end) : { value: PAGES_MAX, end: min.end };
    checkPages(min.value, maxPages);
    limited.push(flags | 1, ...unsigned(min.value), ...unsigned(Math.min(max.value, maxPages)));
    at = max.end;
  }
  return limited;
}

/** Throws `GoError` where a memory begins with more pages than it may have; 0 is no limit. */
export function checkPages(min: number, maxPages: number): void {
  if (maxPages === 0 || min <= maxPages) return;
  throw new GoError(`section memory: min ${pagesText(min)} over limit of ${pagesText(maxPages)}`);
}

function pagesText(pages: number): string {
  const kibibytes = pages * 64;
  const units = ["Ki", "Mi", "Gi", "Ti"];
  let size = kibibytes;
  while (size >= 1024 && units.length > 1) {
    size = Math.floor(size / 1024);
    units.shift();
  }
  return `${pages} pages (${size} ${units[0]})`;
}

/** LEB128. */
function readUnsigned(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  let scale = 1;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * scale;
    scale *= 0x80;
    if (byte < 0x80) return { value, end: at + 1 };
  }
  return { value, end: bytes.length };
}

function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(Math.floor(value / 0x80))];
}
