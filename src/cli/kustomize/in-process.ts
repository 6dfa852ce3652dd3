/** A Kustomize command run inside this process, with its output gathered. */
import { writableFilesFrom } from "../../base/index.ts";
import type { RunContext } from "../context.ts";
import { Gathered, NO_TERMINAL } from "../gathered.ts";
import type { InnerSurroundings } from "../process.ts";
import { main } from "./main.ts";

export interface KustomizeResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** In the folder of the context. */
export async function runKustomize(words: readonly string[], context: RunContext): Promise<KustomizeResult> {
  const [out, err] = [new Gathered(), new Gathered()];
  const files = writableFilesFrom(context);
  const { cwd, env, stdin, signal } = context;
  const around: InnerSurroundings = {
    ...{ out, err, env, files, cwd, program: "kustomize" },
    context: (more) => ({ out, err, env, files, cwd, stdin, signal, ...more, terminal: NO_TERMINAL, isInner: true }),
  };
  const exitCode = await main(around, { words, own: false });
  return { exitCode, stdout: out.text, stderr: err.text };
}
