/** A Helm command run inside this process, with its output gathered. */
import { writableFilesFrom, type WritableFileSystem } from "../../base/index.ts";
import type { Dialect, Environment, Output, RunContext } from "../context.ts";
import { Gathered, NO_TERMINAL } from "../gathered.ts";
import { main } from "./main.ts";
import type { InnerSurroundings } from "../process.ts";

export interface HelmRun {
  readonly words: readonly string[];
  readonly dialect: Dialect;
  /** Variables on top of those of the process. */
  readonly env: ReadonlyMap<string, string>;
  /** Files that are only there for this run, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Where both streams go in place of being gathered. */
  readonly live?: Output | undefined;
}

export interface HelmResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runHelm(run: HelmRun, context: RunContext): Promise<HelmResult> {
  const [out, err] = [new Gathered(), new Gathered()];
  const env = withVariables(context.env, run.env);
  const files = withFiles(writableFilesFrom(context), run.files);
  const { cwd, stdin, signal } = context;
  const streams = { out: run.live ?? out, err: run.live ?? err };
  const around: InnerSurroundings = {
    ...{ ...streams, env, files, cwd, program: "helm" },
    context: (more) => ({ ...streams, env, files, cwd, stdin, signal, ...more, terminal: NO_TERMINAL }),
  };
  const exitCode = await main(around, run);
  return { exitCode, stdout: out.text, stderr: err.text };
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
