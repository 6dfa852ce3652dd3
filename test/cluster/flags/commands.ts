/** The commands on releases, with the flags that each of them takes in a dialect: as our definitions have them, which are Helm's (help.test.ts). */
import { MemoryFileSystem } from "../../../src/base/index.ts";
import { Command } from "../../../src/cli/cobra/command.ts";
import type { Flag } from "../../../src/cli/cobra/flag.ts";
import type { Environment, Log } from "../../../src/cli/context.ts";
import { klogFlags } from "../../../src/cli/helm/definitions/klog-flags.ts";
import { progressFlags } from "../../../src/cli/helm/definitions/progress-flags.ts";
import { root } from "../../../src/cli/helm/definitions/root.ts";
import type { Major } from "../lifecycle.ts";
import { BY_NAME, BY_TYPE, type FlagValues } from "./values.ts";

export interface GeneratedFlag {
  readonly name: string;
  readonly shorthand: string;
  readonly values: FlagValues;
  /** Whether it may stand without a value, which then follows `=` only. */
  readonly alone: boolean;
  readonly repeatable: boolean;
}

export interface GeneratedCommand {
  /** `install`, `get values`. */
  readonly words: string;
  readonly flags: readonly GeneratedFlag[];
}

const GETS = ["all", "hooks", "manifest", "metadata", "notes", "values"].map((name) => `get ${name}`);
const COMMANDS = [
  "install",
  "upgrade",
  "rollback",
  "uninstall",
  "test",
  "status",
  "history",
  "list",
  "template",
  ...GETS,
];

const env: Environment = { get: () => undefined, entries: () => [] };
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Ours alone, or lines of Go that nobody else can print. */
const LEFT_OUT = new Set([...progressFlags, ...klogFlags()].map(({ name }) => name));

export async function commandsOf(dialect: Major): Promise<GeneratedCommand[]> {
  const top = new Command(root({ dialect, env, files: new MemoryFileSystem(), log: silent }));
  return await Promise.all(
    COMMANDS.map(async (words) => {
      const flags = (await found(top, words)).flags.all().filter(({ name }) => !isLeftOut(name, dialect));
      return { words, flags: flags.map(generated) };
    }),
  );
}

async function found(top: Command, words: string): Promise<Command> {
  let command = top;
  for (const word of words.split(" ")) {
    const child = command.child(word);
    if (child === undefined) throw new Error(`there is no command ${words}`);
    command = await child.load();
  }
  return command;
}

function isLeftOut(name: string, dialect: Major): boolean {
  return LEFT_OUT.has(name) || (name === "debug" && dialect === "helm3");
}

/** Throws where values for it are missing. */
function generated({ name, shorthand, type, alone, repeatable }: Flag): GeneratedFlag {
  const values = (type.name === "bool" ? undefined : BY_NAME[name]) ?? BY_TYPE[type.name];
  if (values === undefined) throw new Error(`test/cluster/flags/values.ts says no values for --${name} (${type.name})`);
  return { name, shorthand, values, alone: alone !== "", repeatable };
}
