/** Pipes and devices: what may have no end. */
import * as fs from "node:fs";
import { FileError, fileErrorCode } from "../base/index.ts";

const CHUNK_BYTES = 64 * 1024;
const RETRY_WAIT_MS = 1;
/** More than anybody's values have; less than memory. */
const STREAM_BYTES_MAX = 256 * 1024 * 1024;

/** Whether a path names what only the kernel has: `/dev/zero`, `/dev/fd/63` of a shell's `<(…)`. */
export function isDevice(path: string): boolean {
  return path.startsWith("/dev/") || path.startsWith("/proc/");
}

/** Throws `FileError`: too large where it does not end. */
export function readDevice(path: string): Uint8Array {
  const descriptor = fs.openSync(path, "r");
  try {
    return readToEnd(descriptor, path);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** All that an open file gives until its end. Throws `FileError`: too large where it has none. */
export function readToEnd(descriptor: number, name: string): Uint8Array {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const pieces: Buffer[] = [];
  let size = 0;
  for (let read = readChunk(descriptor, chunk, name); read > 0; read = readChunk(descriptor, chunk, name)) {
    size += read;
    if (size > STREAM_BYTES_MAX) throw new FileError("read", name, "EFBIG");
    pieces.push(Buffer.from(chunk.subarray(0, read)));
  }
  return Buffer.concat(pieces, size);
}

function readChunk(descriptor: number, chunk: Buffer, name: string): number {
  for (;;) {
    try {
      return fs.readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as { code?: string };
      // A pipe that someone made non-blocking is empty: wait for its writer.
      if (code !== "EAGAIN") throw new FileError("read", name, fileErrorCode(code ?? ""));
      Bun.sleepSync(RETRY_WAIT_MS);
    }
  }
}
