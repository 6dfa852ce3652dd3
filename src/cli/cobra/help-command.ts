/** The built-in `help` command. */
import type { RunContext } from "../context.ts";
import type { CommandEntry } from "./command.ts";
import { proposal } from "./completion.ts";
import type { Program } from "./execute.ts";
import { find, type Found } from "./find.ts";

export function addHelpCommand(program: Program): void {
  if (program.root.commands.length > 0) program.root.addCommand(helpCommand(program));
}

function helpCommand(program: Program): CommandEntry {
  const { root } = program;
  return {
    use: "help [command]",
    short: "Help about any command",
    long: `Help provides help for any command in the application.\nSimply type ${root.name} help [path to command] for full details.`,
    complete: { propose: (context, word) => proposeCommands(program, context, word) },
    run: async () => ({ run: (context) => showHelp(program, context) }),
  };
}

async function showHelp({ root, out, err, voice }: Program, { args }: RunContext): Promise<void> {
  const { helpText, usageText } = await import("./help.ts");
  const found = await findOrNothing(root, args);
  if (found === undefined) {
    const words = args.map((word) => `\`${word}\``).join(" ");
    err.write(`Unknown help topic [${words}]\n${usageText(root)}`);
    return;
  }
  found.command.addBuiltInFlags();
  out.write(voice?.help?.(found.command) ?? helpText(found.command));
}

async function proposeCommands({ root }: Program, { args }: RunContext, word: string) {
  const command = (await findOrNothing(root, args))?.command;
  const shown = command?.sortedCommands().filter((child) => child.available || child.isHelp) ?? [];
  return proposal(
    shown.filter(({ name }) => name.startsWith(word)).map(({ name, header }) => `${name}\t${header.short ?? ""}`),
  );
}

async function findOrNothing(root: Program["root"], words: readonly string[]): Promise<Found | undefined> {
  try {
    return await find(root, words);
  } catch {
    return undefined;
  }
}
