/** How kubectl 1.36.3 words help and errors (k8s.io/kubectl, pkg/util/templates). */
import type { Command } from "../cobra/command.ts";
import type { Voice } from "../cobra/execute.ts";
import type { Flag } from "../cobra/flag.ts";

export const voice: Voice = {
  // Of the root, whose help is lade's own, there is no text of kubectl's to repeat.
  help: (command) => (command.parent === undefined ? `${command.body.long}\n` : commandHelp(command)),
  error: (message) => `error: ${message}`,
  flagError: ({ path }, message) => `${message}\nSee '${path} --help' for usage.`,
};

function commandHelp(command: Command): string {
  const { body, header, path, root } = command;
  if (path === `${root.name} options`) return "";
  const flags = usages(command.localFlags().filter(({ definition }) => definition.builtIn !== true));
  const parts = [
    oneParagraph(body.long ?? header.short ?? ""),
    body.example === undefined ? "" : `Examples:\n${indented(body.example)}`,
    flags === "" ? "" : `Options:\n${flags.trimEnd()}`,
    `Usage:\n  ${command.useLine} [options]`,
    `Use "${root.name} options" for a list of global command-line options (applies to all commands).`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** What `kubectl options` prints. */
export function optionsText(command: Command): string {
  return `The following options can be passed to any command:\n\n${usages(command.inheritedFlags())}`;
}

/** The text goes through Markdown, which joins the lines of a paragraph. */
function oneParagraph(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}

function indented(text: string): string {
  return text
    .trim()
    .split("\n")
    .map((line) => `  ${line.trim()}`)
    .join("\n");
}

function usages(flags: readonly Flag[]): string {
  return flags
    .filter(({ hidden }) => !hidden)
    .map((flag) => `${nameAndDefault(flag)}\n\t${flag.usage}\n\n`)
    .join("");
}

function nameAndDefault({ name, shorthand, type, default: value }: Flag): string {
  const names = `${shorthand === "" ? "" : `-${shorthand}, `}--${name}`;
  return `    ${names}=${type.name === "string" ? `'${value}'` : value}:`;
}
