/** Standard input. */
import * as fs from "node:fs";
import { attempt } from "./disk.ts";
import { readToEnd } from "./read-to-end.ts";

const STANDARD_INPUT = 0;
const STANDARD_INPUT_PATH = "/dev/stdin";
const LINE_BYTES_MAX = 4096;

/** All of it. Throws `FileError`. */
export function readInput(): Uint8Array {
  return endedByInterrupts(() => readToEnd(STANDARD_INPUT, STANDARD_INPUT_PATH));
}

const END_OF_LINE = 0x0a;

/** A line in answer to what `ask` asks, and no byte after it; `undefined` at the end. Throws `FileError`. */
export function readLine(ask: () => void): string | undefined {
  return endedByInterrupts(() => {
    ask();
    return readBytes();
  });
}

function readBytes(): string | undefined {
  const bytes: number[] = [];
  for (let byte = readByte(); byte !== END_OF_LINE && bytes.length < LINE_BYTES_MAX; byte = readByte()) {
    if (byte === undefined && bytes.length === 0) return undefined;
    if (byte === undefined) break;
    bytes.push(byte);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes)).replace(/\r$/, "");
}

function readByte(): number | undefined {
  const byte = new Uint8Array(1);
  const read = attempt("read", STANDARD_INPUT_PATH, () => fs.readSync(STANDARD_INPUT, byte));
  return read === 1 ? byte[0] : undefined;
}

const INTERRUPTS = ["SIGINT", "SIGTERM"] as const;

/** Whoever waits for what is typed hears of no interrupt: meanwhile it ends the program, as where nobody listens. */
function endedByInterrupts<Result>(action: () => Result): Result {
  const listeners = INTERRUPTS.flatMap((name) =>
    process.listeners(name).map((listener) => ({ name, listener: listener as () => void })),
  );
  for (const { name, listener } of listeners) process.off(name, listener);
  try {
    return action();
  } finally {
    for (const { name, listener } of listeners) process.once(name, listener);
  }
}
