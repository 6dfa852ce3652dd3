/** A program that Helmfile ran has failed: what it was, what it said, how it ended (pkg/helmexec/exit_error.go). */
import { fromBytes } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { CommandFailure } from "../../helmfile/index.ts";
import { howItEnded, type Finished } from "../../sys/index.ts";

export interface Ran extends Pick<Finished, "exitCode" | "signal" | "errors"> {
  /** The file that was run. */
  readonly path: string;
  /** With the program itself. */
  readonly words: readonly string[];
  /** Both streams. */
  readonly combined: string;
  /** What was written to the first stream. */
  readonly output: string;
  /** Leave out what `--set` was given (`--strip-args-values-on-exit-error`). */
  readonly strips: boolean;
}

export class ExitError extends CommandFailure {
  readonly exitCode: number;

  constructor(ran: Ran) {
    super(`command ${quote(ran.path)} exited with non-zero status:\n\n${report(ran)}`, ran.output);
    this.exitCode = ran.exitCode;
  }
}

function report(ran: Ran): string {
  const { path, words, strips, exitCode, errors, combined } = ran;
  const args = words.map((word, i) => (strips && words[i - 1]?.startsWith("--set") === true ? "*** STRIP ***" : word));
  const lines = args.map((arg, i) => `\n${indented(`${i}: ${arg} (${byteCount(arg)} bytes)`)}`);
  const [said, all] = [fromBytes(errors), combined];
  return [
    `PATH:\n${indented(path)}`,
    `ARGS:${lines.join("")}`,
    `ERROR:\n${indented(howItEnded(ran))}`,
    `EXIT STATUS\n${indented(String(exitCode))}`,
    ...(said === "" ? [] : [`STDERR:\n${indented(said)}`]),
    ...(all === "" ? [] : [`COMBINED OUTPUT:\n${indented(all)}`]),
  ].join("\n\n");
}

const byteCount = (text: string): number => new TextEncoder().encode(text).length;

/** Each line two columns further in; empty ones are left out. */
export function indented(text: string): string {
  const lines = text.split("\n");
  return lines.map((line, i) => (line === "" ? "" : `${i > 0 && i < lines.length - 1 ? "\n" : ""}  ${line}`)).join("");
}
