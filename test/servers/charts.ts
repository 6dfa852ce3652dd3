/** Small charts, as files and as archives, and a client of its own for each test. */
import { runHelm, type Outcome, type RunOptions } from "../bad-input/run-helm.ts";
import { type Files, Scratch } from "../bad-input/scratch.ts";

export function chartFiles(name: string, version: string, more: Files = {}): Files {
  return {
    [`${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
    [`${name}/templates/config.yaml`]: `kind: ConfigMap\nmetadata:\n  name: ${name}-{{ .Chart.Version }}\n`,
    ...more,
  };
}

/** Helm in a home of its own. */
export class Client implements Disposable {
  readonly scratch: Scratch;
  readonly #options: RunOptions;

  constructor(files: Files, options: RunOptions = {}) {
    this.scratch = new Scratch(files);
    this.#options = options;
  }

  async run(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    return await runHelm(this.scratch, args, { ...this.#options, ...options });
  }

  /** Standard output of a command that has to succeed. */
  async ok(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(args, options);
    if (exitCode !== 0) throw new Error(`helm ${args.join(" ")}: exit ${exitCode}: ${stderr}`);
    return stdout;
  }

  /** Standard error of a command that has to fail. */
  async fails(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(args, options);
    if (exitCode !== 1) throw new Error(`helm ${args.join(" ")}: exit ${exitCode}: ${stdout}`);
    return stderr;
  }

  /** Packages a chart with several versions. */
  async package(name: string, versions: readonly string[]): Promise<void> {
    for (const version of versions) await this.ok(["package", name, "--version", version]);
  }

  [Symbol.dispose](): void {
    this.scratch[Symbol.dispose]();
  }
}

export const DIALECTS = ["helm4", "helm3"] as const;
