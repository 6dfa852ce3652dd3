/** The program under test: the one that LADE_BIN names, the one that is built in bin/, or its source. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "../..");

/** The words that start `lade`. */
export function programWords(): string[] {
  const built = process.env["LADE_BIN"] ?? join(ROOT, "bin/lade");
  return existsSync(built) ? [built] : [process.execPath, join(ROOT, "src/main.ts")];
}

export interface Finished {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs it to its end, on the cluster that KUBECONFIG names unless `env` says otherwise. */
export async function runProgram(
  words: readonly string[],
  { folder, env = {} }: { readonly folder: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Finished> {
  const inherited = { PATH: process.env["PATH"] ?? "", KUBECONFIG: process.env["KUBECONFIG"] ?? "" };
  const child = Bun.spawn([...programWords(), ...words], {
    cwd: folder,
    env: { ...inherited, HOME: folder, TZ: "UTC", ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { exit: await child.exited, out, err };
}
