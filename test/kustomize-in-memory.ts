/** Command lines of kustomize in this process, over files in memory. */
import { fromBytes } from "../src/go/bytes.ts";
import type { MemoryFileSystem } from "../src/base/index.ts";
import { Command } from "../src/cli/cobra/command.ts";
import { execute } from "../src/cli/cobra/execute.ts";
import { flagValues } from "../src/cli/cobra/flag-values.ts";
import type { Output, RunContext } from "../src/cli/context.ts";
import { root } from "../src/cli/kustomize/definitions/root.ts";
import { topics } from "../src/cli/kustomize/definitions/topics.ts";

class Collected implements Output {
  text = "";
  write(text: string): void {
    this.text += text;
  }
  writeBytes(bytes: Uint8Array): void {
    this.text += fromBytes(bytes);
  }
  flush(): void {}
}

interface Around {
  readonly files: MemoryFileSystem;
  readonly cwd: string;
  readonly variables: ReadonlyMap<string, string>;
}

export async function kustomizeInMemory(
  words: readonly string[],
  { files, cwd, variables }: Around,
): Promise<{ exit: number; out: string; err: string }> {
  const env = { get: (key: string) => variables.get(key), entries: () => variables.entries() };
  const [out, err] = [new Collected(), new Collected()];
  const { signal } = new AbortController();
  const terminal = { outIsTerminal: false, errIsTerminal: false, color: false };
  const context = ({ flags }: Command, args: readonly string[]): RunContext => ({
    ...{ args, flags: flagValues(flags), env, out, err, files, cwd, signal, terminal },
    stdin: () => new Uint8Array(),
  });
  const exit = await execute({ root: new Command(root(topics)), out, err, env, context }, words);
  return { exit, out: out.text, err: err.text };
}
