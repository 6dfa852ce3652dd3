/**
 * Standard output and error without `process.stdout`, whose first touch costs more than a whole `version` command.
 * Text is gathered and written in large pieces; what goes to a terminal is written at once.
 */
import * as fs from "node:fs";
import { FileError, fileErrorCode } from "../base/index.ts";
import { toBytes } from "../go/index.ts";

const BUFFERED_BYTES_MAX = 64 * 1024;
const RETRY_WAIT_MS = 1;
const STANDARD_ERROR = 2;
const NAMES: Readonly<Record<number, string>> = { 1: "/dev/stdout", 2: "/dev/stderr" };

/** Thrown when nobody reads any more: the program ends silently, as one does on SIGPIPE. */
export class BrokenPipe extends Error {}

/** Thrown when what was written found no room. */
export class OutputError extends FileError {}

export class Stream {
  readonly #descriptor: number;
  readonly #buffered: boolean;
  /** Written out before anything of this stream, so that both appear in the order they were written. */
  readonly #before: Stream | undefined;
  /** Called before anything is written. */
  beforeWrite: (() => void) | undefined;
  #pending: Uint8Array[] = [];
  #size = 0;

  constructor(descriptor: number, options: { buffered: boolean; before?: Stream }) {
    this.#descriptor = descriptor;
    this.#buffered = options.buffered;
    this.#before = options.before;
  }

  write(text: string): void {
    for (let at = 0; at < text.length;) {
      const end = pieceEnd(text, at);
      this.writeBytes(toBytes(text.slice(at, end)));
      at = end;
    }
  }

  writeBytes(bytes: Uint8Array): void {
    this.beforeWrite?.();
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

/** Of a long text one piece after another is encoded. No character is cut in two. */
function pieceEnd(text: string, start: number): number {
  const end = start + BUFFERED_BYTES_MAX;
  if (end >= text.length) return text.length;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += fs.writeSync(descriptor, bytes, at);
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === "EPIPE") throw new BrokenPipe();
      // Who does not want to hear what is wrong gets what was made none the less, as from a program in Go.
      if (code !== "EAGAIN" && descriptor === STANDARD_ERROR) return;
      // A pipe that someone made non-blocking is full: wait for its reader.
      if (code !== "EAGAIN") throw new OutputError("write", NAMES[descriptor] ?? "", fileErrorCode(code ?? ""));
      Bun.sleepSync(RETRY_WAIT_MS);
    }
  }
}

/** What is usual where the terminal does not say. */
const USUAL_SIZE = { columns: 80, rows: 24 };

/** Asked anew each time: terminals change their size. */
export function terminalSize(descriptor: 1 | 2): { readonly columns: number; readonly rows: number } {
  const stream = descriptor === 1 ? process.stdout : process.stderr;
  const [columns = 0, rows = 0] = stream.isTTY ? stream.getWindowSize() : [];
  return columns > 0 && rows > 0 ? { columns, rows } : USUAL_SIZE;
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
