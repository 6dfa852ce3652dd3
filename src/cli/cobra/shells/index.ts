/**
 * The completion scripts of cobra v1.10.2 for four shells. The texts are what users have installed, so they are kept as
 * they are, with places for the names: `@name@`, `@padded@` (to 36 columns), `@variable@` (usable in variable names),
 * `@complete@` (the hidden command) and `@activeHelp@` (the variable that turns hints off).
 */
import bash from "./bash.txt" with { type: "text" };
import fish from "./fish.txt" with { type: "text" };
import powershell from "./powershell.txt" with { type: "text" };
import zsh from "./zsh.txt" with { type: "text" };

const SCRIPTS = { bash, fish, powershell, zsh };
const NAME_WIDTH = 36;

export type Shell = keyof typeof SCRIPTS;

export function isShell(word: string): word is Shell {
  return Object.hasOwn(SCRIPTS, word);
}

export interface ScriptOptions {
  readonly shell: Shell;
  readonly program: string;
  readonly descriptions: boolean;
}

export function completionScript({ shell, program, descriptions }: ScriptOptions): string {
  const variable = program.replaceAll("-", "_").replaceAll(":", "_");
  const words: Readonly<Record<string, string>> = {
    name: program,
    padded: program.padEnd(NAME_WIDTH),
    variable,
    complete: descriptions ? "__complete" : "__completeNoDesc",
    activeHelp: `${program}_ACTIVE_HELP`.toUpperCase().replace(/[^A-Z0-9_]/g, "_"),
  };
  return SCRIPTS[shell].replace(/@([a-zA-Z]+)@/g, (place, word: string) => words[word] ?? place);
}
