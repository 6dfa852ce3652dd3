/**
 * Standard output and error without `process.stdout`, whose first touch costs more than a whole `version` command.
 * Text is gathered and written in large pieces; what goes to a terminal is written at once.
 */
import * as fs from "node:fs";
import { toBytes } from "../go/index.ts";

const BUFFERED_BYTES_MAX = 64 * 1024;
const RETRY_WAIT_MS = 1;

/** Thrown when nobody reads any more: the program ends silently, as one does on SIGPIPE. */
export class BrokenPipe extends Error {}

export class Stream {
  readonly #descriptor: number;
  readonly #buffered: boolean;
  /** Written out before anything of this stream, so that both appear in the order they were written. */
  readonly #before: Stream | undefined;
  #pending: Uint8Array[] = [];
  #size = 0;

  constructor(descriptor: number, options: { buffered: boolean; before?: Stream }) {
    this.#descriptor = descriptor;
    this.#buffered = options.buffered;
    this.#before = options.before;
  }

  write(text: string): void {
    if (text !== "") this.writeBytes(toBytes(text));
  }

  writeBytes(bytes: Uint8Array): void {
    this.#before?.flush();
    this.#pending.push(bytes);
    this.#size += bytes.length;
    if (!this.#buffered || this.#size > BUFFERED_BYTES_MAX) this.flush();
  }

  flush(): void {
    const pending = this.#pending;
    this.#pending = [];
    this.#size = 0;
    for (const bytes of pending) writeAll(this.#descriptor, bytes);
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += fs.writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === "EPIPE") throw new BrokenPipe();
      // A pipe that someone made non-blocking is full: wait for its reader.
      if (code !== "EAGAIN") throw error;
      Bun.sleepSync(RETRY_WAIT_MS);
    }
  }
}

export function isTerminal(descriptor: number): boolean {
  try {
    // Terminals are character devices; so is /dev/null, which is none.
    return (
      fs.fstatSync(descriptor).isCharacterDevice() && fs.readlinkSync(`/proc/self/fd/${descriptor}`) !== "/dev/null"
    );
  } catch {
    return false;
  }
}
