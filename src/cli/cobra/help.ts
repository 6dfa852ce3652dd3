/** Help and usage texts, as the templates of cobra v1.10.2 give them. */
import { flagUsages } from "./flag-usage.ts";
import type { Command } from "./command.ts";

/** What `--help` prints. */
export function helpText(command: Command): string {
  const text = trimEnd(command.body.long ?? command.header.short ?? "");
  const usage = command.runnable || command.commands.length > 0 ? usageText(command) : "";
  return (text === "" ? "" : `${text}\n\n`) + usage;
}

export function usageText(command: Command): string {
  const { header, body } = command;
  const inside = command.hasAvailableCommands;
  const parts = [
    "Usage:",
    command.runnable ? `\n  ${command.useLine}` : "",
    inside ? `\n  ${command.path} [command]` : "",
    header.aliases?.length ? `\n\nAliases:\n  ${[command.name, ...header.aliases].join(", ")}` : "",
    body.example ? `\n\nExamples:\n${body.example}` : "",
    inside ? commandLists(command) : "",
    section("Flags", command.localFlags()),
    section("Global Flags", command.inheritedFlags()),
    helpTopics(command),
    inside ? `\n\nUse "${command.path} [command] --help" for more information about a command.` : "",
  ];
  return `${parts.join("")}\n`;
}

function commandLists(command: Command): string {
  const shown = command.sortedCommands().filter((child) => child.available || child.isHelp);
  const groups = command.body.groups ?? [];
  if (groups.length === 0) return list("Available Commands:", shown, command.nameWidth);
  const inGroup = (id: string) => shown.filter((child) => (child.header.group ?? "") === id);
  const grouped = groups.map(({ id, title }) => list(title, inGroup(id), command.nameWidth)).join("");
  const others = inGroup("");
  return grouped + (others.length === 0 ? "" : list("Additional Commands:", others, command.nameWidth));
}

function list(title: string, commands: readonly Command[], width: number): string {
  const lines = commands.map(({ name, header }) => `\n  ${name.padEnd(width)} ${header.short ?? ""}`);
  return `\n\n${title}${lines.join("")}`;
}

function section(title: string, flags: Parameters<typeof flagUsages>[0]): string {
  const usages = trimEnd(flagUsages(flags));
  return usages === "" ? "" : `\n\n${title}:\n${usages}`;
}

const TOPIC_WIDTH_MIN = 11;

function helpTopics(command: Command): string {
  const topics = command.sortedCommands().filter((child) => child.isHelpTopic);
  if (topics.length === 0) return "";
  const width = Math.max(TOPIC_WIDTH_MIN, ...command.commands.map(({ path }) => path.length));
  const lines = topics.map(({ path, header }) => `\n  ${path.padEnd(width)} ${header.short ?? ""}`);
  return `\n\n${command.root.body.topicsTitle ?? "Additional help topics:"}${lines.join("")}`;
}

/** Go's TrimRightFunc(unicode.IsSpace). */
function trimEnd(text: string): string {
  return text.replace(/[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/, "");
}
