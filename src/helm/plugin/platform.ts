/** Which command of a plugin fits the machine, and its words with variables filled in (internal/plugin/subprocess_commands.go). */
import { GoError } from "../../go/index.ts";
import type { PlatformCommand } from "./metadata.ts";

/** The machine, in Go's words. */
export interface Platform {
  readonly os: string;
  readonly arch: string;
}

export interface PrepareOptions {
  readonly platform: Platform;
  readonly env: ReadonlyMap<string, string>;
  /** Whether variables in arguments are filled in, too. */
  readonly expandArgs: boolean;
  readonly extraArgs: readonly string[];
}

/** The program and its arguments. Throws `GoError` when no command fits. */
export function prepareCommand(commands: readonly PlatformCommand[], options: PrepareOptions): [string, ...string[]] {
  const chosen = choose(commands, options.platform);
  const [program = "", ...own] = chosen?.command.split(" ") ?? [];
  if (chosen === undefined || program === "") throw new GoError("no plugin command is applicable");
  const fill = (word: string) => expand(word, options.env);
  const args = [...own, ...chosen.args];
  return [fill(program), ...(options.expandArgs ? args.map(fill) : args), ...options.extraArgs];
}

/** The system and machine, else the system, else the first that names neither. */
function choose(commands: readonly PlatformCommand[], { os, arch }: Platform): PlatformCommand | undefined {
  const fits = (wanted: string, actual: string) => wanted.toLowerCase() === actual.toLowerCase();
  return (
    commands.find((command) => fits(command.os, os) && fits(command.arch, arch)) ??
    commands.find((command) => fits(command.os, os) && command.arch === "") ??
    commands.find((command) => command.os === "" && command.arch === "")
  );
}

const REFERENCE = /\$(?:\{([^}]*)\}|([*#$@!?\-0-9])|([A-Za-z_][A-Za-z0-9_]*)|\{)/g;

/** Go's os.Expand: `$name` and `${name}`; names that are not set become empty. */
export function expand(text: string, env: ReadonlyMap<string, string>): string {
  return text.replace(REFERENCE, (_, braced?: string, special?: string, name?: string) => {
    return env.get(braced ?? special ?? name ?? "") ?? "";
  });
}
