/** A Helm command run inside this process, with its output gathered. */
import type { WritableFileSystem } from "../../base/index.ts";
import { fromBytes } from "../../go/index.ts";
import { Command } from "../cobra/command.ts";
import { execute } from "../cobra/execute.ts";
import { flagValues } from "../cobra/flag-values.ts";
import type { CommandContext, Dialect, Environment, Output, RunContext } from "../context.ts";
import { root as rootOf } from "../helm/definitions/root.ts";
import { kubeNamespace } from "../helm/kube-namespace.ts";
import { createLog } from "../helm/log.ts";
import { settingsOf } from "../helm/run-settings.ts";

export interface HelmRun {
  readonly words: readonly string[];
  readonly dialect: Dialect;
  /** Variables on top of those of the process. */
  readonly env: ReadonlyMap<string, string>;
  /** Files that are only there for this run, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface HelmResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runHelm(run: HelmRun, context: RunContext): Promise<HelmResult> {
  const { dialect, words } = run;
  const [out, err] = [new Gathered(), new Gathered()];
  const env = withVariables(context.env, run.env);
  const files = withFiles(context.files, run.files);
  const log = createLog({ dialect, err });
  const root = new Command(rootOf({ dialect, env, files, log }));
  const namespace = await kubeNamespace({ env, files, cwd: context.cwd }, root.persistentFlags);
  const contextOf = ({ flags }: Command, args: readonly string[]): CommandContext => {
    const source = { dialect, env, flags: root.persistentFlags, program: "helm", kubeNamespace: namespace };
    return {
      ...{ dialect, args, flags: flagValues(flags), log, env, files, out, err },
      ...{ cwd: context.cwd, stdin: context.stdin, signal: context.signal, terminal: NO_TERMINAL },
      settings: settingsOf(source),
    };
  };
  const exitCode = await execute({ root, out, err, env, context: contextOf }, words);
  return { exitCode, stdout: out.text, stderr: err.text };
}

const NO_TERMINAL = { outIsTerminal: false, errIsTerminal: false, color: false };

class Gathered implements Output {
  text = "";

  write(text: string): void {
    this.text += text;
  }

  writeBytes(bytes: Uint8Array): void {
    this.text += fromBytes(bytes);
  }

  flush(): void {
    // Nothing is held back.
  }
}

function withVariables(env: Environment, more: ReadonlyMap<string, string>): Environment {
  return {
    get: (name) => more.get(name) ?? env.get(name),
    entries: () => new Map([...env.entries(), ...more]),
  };
}

export function withFiles(files: WritableFileSystem, more: ReadonlyMap<string, Uint8Array>): WritableFileSystem {
  const statOf = (path: string) => {
    const bytes = more.get(path);
    return bytes && ({ kind: "file", size: bytes.length, mode: 0o644, modifiedMs: 0 } as const);
  };
  return {
    read: (path) => more.get(path) ?? files.read(path),
    stat: (path) => statOf(path) ?? files.stat(path),
    lstat: (path) => statOf(path) ?? files.lstat(path),
    list: (path) => files.list(path),
    realPath: (path) => (more.has(path) ? path : files.realPath(path)),
    write: (path, bytes, options) => files.write(path, bytes, { mode: 0o644, ...options }),
    makeDirectory: (path, mode = 0o755) => files.makeDirectory(path, mode),
    remove: (path) => files.remove(path),
  };
}
