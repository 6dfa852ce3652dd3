/** The programs that Helmfile runs: those of this program in this process, others as they are named. */
import { fromBytes } from "../../go/index.ts";
import { type Finished, lookPath, run } from "../../sys/index.ts";
import type { Dialect } from "../context.ts";
import { runHelm } from "../helm/in-process.ts";
import type { StateContext } from "./site.ts";

export interface ProgramResult extends Pick<Finished, "exitCode" | "signal"> {
  readonly stdout: string;
  readonly stderr: string;
  /** The file that was run. */
  readonly path: string;
}

export interface Program {
  readonly name: string;
  /** In a folder, to its end. Throws `StartError`. */
  run(words: readonly string[], cwd: string): Promise<ProgramResult>;
}

export function ownHelm(context: StateContext, dialect: Dialect): Program {
  return {
    name: "helm",
    run: async (given, cwd) => {
      const words = dialect === "helm3" ? withKubeVersion(given) : given;
      const result = await runHelm({ words, dialect, env: new Map(), files: new Map() }, { ...context, cwd });
      return { ...result, signal: undefined, path: "helm" };
    },
  };
}

/** Helm 3.22 is released with this version; one that Go alone has built, as the dialect has it, knows v1.20.0 only. */
const KUBE_VERSION = ["--kube-version", "v1.37.0"];
const SAYS_WHICH = /^--(kube-version|validate|dry-run)(=|$)/;

function withKubeVersion(words: readonly string[]): readonly string[] {
  const renders = words.some((word) => word === "template" || word === "lint");
  return renders && !words.some((word) => SAYS_WHICH.test(word)) ? [...words, ...KUBE_VERSION] : words;
}

export function ownKustomize(context: StateContext): Program {
  return {
    name: "kustomize",
    run: async (words, cwd) => {
      const { runKustomize } = await import("../kustomize/in-process.ts");
      const result = await runKustomize(words, { ...context, cwd });
      return { ...result, signal: undefined, path: "kustomize" };
    },
  };
}

/** What was made in memory for the others is on the disk from now on. */
export function otherProgram({ env, kept, charts }: StateContext, name: string): Program {
  const searchPath = env.get("PATH") ?? "";
  return {
    name,
    // oxlint-disable-next-line require-await -- those in this process wait
    run: async (words, cwd) => {
      kept.write();
      charts.write();
      const [program = "", ...first] = name.split(" ");
      const { exitCode, signal, output, errors } = run({
        ...{ program, args: [...first, ...words], searchPath, env: new Map(env.entries()), cwd },
        ...{ input: "inherit", output: "capture", errors: "capture" },
      });
      const [stdout, stderr] = [fromBytes(output), fromBytes(errors)];
      return { exitCode, signal, stdout, stderr, path: lookPath(program, searchPath) };
    },
  };
}
