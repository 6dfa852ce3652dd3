/** A line typed at the terminal without being shown. */
import { readSync } from "node:fs";

const LINE_BYTES_MAX = 4096;

/** `undefined` when standard input is no terminal. */
export function readHidden(): string | undefined {
  if (!isTerminal()) return undefined;
  stty("-echo");
  try {
    return readLine();
  } finally {
    stty("echo");
  }
}

/** A line from standard input, whatever it is; empty at its end. */
export function readLine(): string {
  const bytes: number[] = [];
  const byte = new Uint8Array(1);
  while (bytes.length < LINE_BYTES_MAX && readSync(0, byte, 0, 1, null) === 1) {
    if (byte[0] === 0x0a) break;
    bytes.push(byte[0] ?? 0);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes)).replace(/\r$/, "");
}

function isTerminal(): boolean {
  return process.stdin.isTTY === true;
}

/** The terminal itself is the child's standard input: no shell, no path from the environment's current folder. */
function stty(mode: "-echo" | "echo"): void {
  Bun.spawnSync(["/bin/stty", mode], { stdin: "inherit", stdout: "ignore", stderr: "ignore" });
}
