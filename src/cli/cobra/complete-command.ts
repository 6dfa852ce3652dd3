/** The hidden command `__complete` through which shells ask for proposals (cobra v1.10.2, completions.go). */
import { parseBool } from "../../go/strconv/index.ts";
import type { Environment, RunContext } from "../context.ts";
import { minimumArguments } from "./arguments.ts";
import { directiveText } from "./completion.ts";
import type { Program } from "./execute.ts";

export const COMPLETE = "__complete";
const COMPLETE_WITHOUT_DESCRIPTIONS = "__completeNoDesc";
const ACTIVE_HELP_MARKER = "_activeHelp_ ";

export function addCompleteCommand(program: Program): void {
  const command = program.root.addCommand({
    use: `${COMPLETE} [command-line]`,
    aliases: [COMPLETE_WITHOUT_DESCRIPTIONS],
    short: "Request shell completion choices for the specified command-line",
    long: `${COMPLETE} is a special command that is used by the shell completion logic\nto request completion choices for the specified command-line.`,
    hidden: true,
    disableFlagParsing: true,
    disableFlagsInUseLine: true,
    args: minimumArguments(1),
    run: async () => ({ run: (context) => answer(program, context, command.calledAs) }),
  });
}

async function answer(program: Program, { args }: RunContext, calledAs: string): Promise<void> {
  const { propose } = await import("./propose.ts");
  const { words, directive, error } = await propose(program, args);
  if (error !== undefined) program.err.write(`[Debug] [Error] ${error}\n`);
  const plain = calledAs === COMPLETE_WITHOUT_DESCRIPTIONS || !descriptionsWanted(program);
  const activeHelp = program.env.get("COBRA_ACTIVE_HELP") !== "0" && configuration(program, "ACTIVE_HELP") !== "0";
  const lines = words.filter((word) => activeHelp || !word.startsWith(ACTIVE_HELP_MARKER));
  program.out.write(`${lines.map((word) => `${firstLine(word, plain)}\n`).join("")}:${directive}\n`);
  program.err.write(`Completion ended with directive: ${directiveText(directive)}\n`);
}

function firstLine(word: string, plain: boolean): string {
  const shown = plain ? (word.split("\t", 1)[0] ?? "") : word;
  return (shown.split("\n", 1)[0] ?? "").trim();
}

function descriptionsWanted(program: Program): boolean {
  try {
    return parseBool(configuration(program, "COMPLETION_DESCRIPTIONS") ?? "");
  } catch {
    return true;
  }
}

/** `HELM_ACTIVE_HELP` and the like, or the same of all programs: `COBRA_ACTIVE_HELP`. */
function configuration({ root, env }: { root: Program["root"]; env: Environment }, name: string): string | undefined {
  const own = env.get(`${root.name}_${name}`.toUpperCase().replace(/[^A-Z0-9_]/g, "_"));
  return own === undefined || own === "" ? env.get(`COBRA_${name}`) : own;
}
