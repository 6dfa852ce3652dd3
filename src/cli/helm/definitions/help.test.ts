/** Every help text, against the SHA-256 of what the programs named in help.recorded.json printed with `HOME=/home/user`. */
import { describe, expect, test } from "bun:test";
import { Command } from "../../cobra/command.ts";
import { helpText } from "../../cobra/help.ts";
import type { Dialect, Environment, Log } from "../../context.ts";
import { MemoryFileSystem } from "../../../base/memory-file-system.ts";
import recorded from "./help.recorded.json";
import { root } from "./root.ts";

const env: Environment = { get: (name) => (name === "HOME" ? "/home/user" : undefined), entries: () => [] };
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

async function helpOf(dialect: Dialect, path: string): Promise<string> {
  let command = new Command(root({ dialect, env, files: new MemoryFileSystem(), log: silent }));
  command.addCommand({ use: "help [command]", short: "Help about any command", run: async () => ({ run() {} }) });
  for (const name of path.split(" ").slice(1)) {
    const child = command.child(name);
    if (child === undefined) throw new Error(`no command ${name}`);
    command = await child.load();
  }
  command.addBuiltInFlags();
  return helpText(command);
}

for (const dialect of ["helm4", "helm3"] as const) {
  const { program, help } = recorded[dialect];
  describe(program, () => {
    for (const [path, sum] of Object.entries(help)) {
      test(path, async () => {
        const text = await helpOf(dialect, path);
        expect(new Bun.CryptoHasher("sha256").update(text).digest("hex")).toBe(sum);
      });
    }
  });
}
