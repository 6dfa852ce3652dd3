/** What plugins propose to the shell: the words of their completion.yaml, and the answers of their `plugin.complete`. */
import { FileError } from "../../../base/index.ts";
import { fromBytes, type Value } from "../../../go/index.ts";
import { join } from "../../../go/path/index.ts";
import { atoi, quote } from "../../../go/strconv/index.ts";
import { run } from "../../../sys/index.ts";
import { unmarshal } from "../../../yaml/index.ts";
import { Directive, proposal, type Completion, type Proposal } from "../../cobra/completion.ts";
import type { Command, CommandEntry } from "../../cobra/command.ts";
import type { FlagDefinition } from "../../cobra/flag.ts";
import type { Plugin } from "../../../helm/plugin/index.ts";
import type { CommandContext } from "../../context.ts";
import { sortWords } from "./arguments.ts";
import type { Place } from "./commands.ts";
import { reportFailure } from "./run-subprocess.ts";
import { fullEnvironment } from "./surroundings.ts";

const STATIC_FILE = "completion.yaml";
const DYNAMIC_FILE = "plugin.complete";

/** A command as completion.yaml describes it. */
interface Described {
  readonly name: string;
  readonly validArgs: readonly string[];
  readonly flags: readonly string[];
  readonly commands: readonly Described[] | undefined;
}

/** Replaces a plugin's command by one that knows what the plugin tells of itself. */
export function addCompletion(command: Command, place: Place & { plugin: Plugin }): void {
  const description = readDescription(place);
  const body = bodyOf({ ...description, name: command.header.use }, { ...place, path: [] });
  command.describe({ ...command.body, ...body });
}

function readDescription({ plugin, source }: Place & { plugin: Plugin }): Described {
  const path = `${plugin.dir}/${STATIC_FILE}`;
  try {
    return described(unmarshal(fromBytes(source.files.read(path))));
  } catch (error) {
    const missing = `file (${path}) not provided by plugin. No plugin auto-completion possible`;
    const why = error instanceof FileError ? missing : (error as Error).message;
    source.log.debug("plugin completion file loading", { error: why }, `load_plugins.go:110: [info] ${why}`);
    return described(undefined);
  }
}

function described(value: Value): Described {
  const field = (name: string) => (value instanceof Map ? value.get(name) : undefined);
  const texts = (name: string) => {
    const found = field(name);
    return Array.isArray(found) ? found.map(String) : [];
  };
  const name = field("name");
  const commands = field("commands");
  return {
    name: typeof name === "string" ? name : "",
    validArgs: texts("validArgs"),
    flags: texts("flags"),
    commands: Array.isArray(commands) ? commands.map(described) : undefined,
  };
}

type At = Place & { readonly plugin: Plugin; readonly path: readonly string[] };

function bodyOf(description: Described, at: At): Partial<CommandEntry> {
  const commands = description.commands?.map((child) => childOf(child, at));
  return {
    flags: flagsOf(description.flags),
    validArgs: description.validArgs,
    ...(commands === undefined ? { complete: dynamic(at) } : { commands }),
  };
}

function childOf(description: Described, at: At): CommandEntry {
  const { name } = description;
  if (name === "") {
    const commandPath = ["helm", at.plugin.metadata.name, ...at.path, ""].join(" ");
    at.source.log.debug("sub-command name field missing", { commandPath });
  }
  const path = [...at.path, name.split(" ", 1)[0] ?? ""];
  return {
    use: name,
    disableFlagParsing: true,
    run: async () => ({ run: () => {} }),
    ...(name === "" ? {} : bodyOf(description, { ...at, path })),
  };
}

/** One letter is a shorthand, which needs a long name: it borrows that of the next long flag, or its own letter. */
function flagsOf(names: readonly string[]): FlagDefinition[] {
  const shorts = names.filter((name) => name.length === 1);
  const longs = names.filter((name) => name.length !== 1);
  return Array.from({ length: Math.max(shorts.length, longs.length) }, (_, i) => {
    const [long, short] = [longs[i], shorts[i]];
    const name = long ?? short ?? "";
    return { name, usage: "", type: "bool", ...(short === undefined ? {} : { shorthand: short }) };
  });
}

function dynamic(at: At): Completion {
  return { propose: (context: CommandContext, word) => askPlugin(at, context, word) };
}

function askPlugin({ plugin, root, path }: At, context: CommandContext, word: string): Proposal {
  const { known, unknown } = sortWords(context.args);
  try {
    root.flags.parse(known);
  } catch {
    return proposal([], Directive.error);
  }
  if (plugin.metadata.runtime.kind !== "subprocess") return proposal([], Directive.default);
  const args = [...path, ...(plugin.metadata.config.ignoreFlags ? [] : [...unknown, word])];
  const program = join(plugin.dir, DYNAMIC_FILE);
  const debug = (text: string) => void (context.settings.debug && context.err.write(`[Debug] ${text}\n`));
  debug(`calling ${program} with args [${args.join(" ")}]`);
  const lines = answer(plugin, context, args);
  if (typeof lines !== "string") return readAnswer(lines);
  debug(`Unable to call ${program}: ${lines}`);
  return proposal([], Directive.default);
}

/** The lines of the plugin's answer, or why there is none: a plugin need not have one. */
function answer(plugin: Plugin, context: CommandContext, args: readonly string[]): string[] | string {
  try {
    const finished = run({
      program: join(plugin.dir, DYNAMIC_FILE),
      args,
      env: fullEnvironment(context, plugin),
      searchPath: "",
      input: "empty",
      output: "capture",
      // Helm 4 takes what a plugin complains about for an answer, too.
      errors: context.dialect === "helm4" ? "merge" : "inherit",
    });
    if (finished.exitCode !== 0) {
      reportFailure(context, plugin, finished);
      return `plugin ${quote(plugin.metadata.name)} exited with error`;
    }
    return fromBytes(finished.output)
      .split("\n")
      .filter((line) => line !== "");
  } catch (error) {
    return (error as Error).message;
  }
}

/** The last line may give a directive: `:4`. */
function readAnswer(lines: readonly string[]): Proposal {
  const last = lines.at(-1) ?? "";
  if (/^:[+-]?[0-9]+$/.test(last)) return proposal(lines.slice(0, -1), Number(atoi(last.slice(1))));
  return proposal(lines, Directive.default);
}
