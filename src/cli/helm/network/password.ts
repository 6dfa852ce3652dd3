/** Passwords typed at a terminal, which does not show them. */
import { CommandError } from "../../context.ts";
import { readHidden } from "../../../sys/index.ts";

/** Throws what Go's term package says when standard input is no terminal. */
export function readPassword(): string {
  const line = readHidden();
  if (line === undefined) throw new CommandError("inappropriate ioctl for device");
  return line;
}
