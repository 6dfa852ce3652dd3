/** What is typed in answer to a question. */
import { CommandError, type Output } from "../../context.ts";
import { NoTerminal, readHidden, readLine } from "../../../sys/index.ts";

/** A line. Throws what Go says at the end of input. */
export function askLine(out: Output, question: string): string {
  return answered(readLine(() => ask(out, question)));
}

/** A password, which the terminal does not show. Throws what Go's term package says when standard input is no terminal. */
export function askPassword(out: Output, question: string): string {
  try {
    return answered(readHidden(() => ask(out, question)));
  } catch (error) {
    throw error instanceof NoTerminal ? new CommandError("inappropriate ioctl for device") : error;
  }
}

function answered(line: string | undefined): string {
  if (line === undefined) throw new CommandError("EOF");
  return line;
}

/** At once, also where standard output is a file or a pipe. */
function ask(out: Output, question: string): void {
  out.write(question);
  out.flush();
}
