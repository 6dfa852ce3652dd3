/** A line typed at the terminal without being shown. */
import { readLine } from "./input.ts";

export class NoTerminal extends Error {}

/**
 * `ask` puts the question, when nothing of the answer can be shown any more: a script answers at once. `undefined` at the end of
 * input. Throws `NoTerminal` when standard input is none.
 */
export function readHidden(ask: () => void): string | undefined {
  if (!isTerminal()) {
    ask();
    throw new NoTerminal();
  }
  stty("-echo");
  try {
    return readLine(ask);
  } finally {
    stty("echo");
  }
}

function isTerminal(): boolean {
  return process.stdin.isTTY === true;
}

/** The terminal itself is the child's standard input: no shell, no path from the environment's current folder. */
function stty(mode: "-echo" | "echo"): void {
  Bun.spawnSync(["/bin/stty", mode], { stdin: "inherit", stdout: "ignore", stderr: "ignore" });
}
