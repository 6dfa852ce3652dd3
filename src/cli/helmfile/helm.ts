/** Helm as Helmfile's commands run it: the one of this program in this process, or a program that `--helm-binary` names. */
import { fromBytes, GoError, toBytes } from "../../go/index.ts";
import type { State, World } from "../../helmfile/index.ts";
import { lookPath, run, StartError } from "../../sys/index.ts";
import type { Dialect } from "../context.ts";
import { runHelm } from "../helm/in-process.ts";
import { ExitError } from "./exit-error.ts";
import type { StateContext } from "./site.ts";

const OWN = "helm";

export interface Helm {
  readonly isHelm3: boolean;
  /** What it writes to its first stream; `extra` stands behind all other words. Throws `ExitError`. */
  run(words: readonly string[], extra?: readonly string[]): Promise<string>;
}

/** Throws `GoError` where the program cannot be asked for its version. */
export async function helmOf(context: StateContext, world: World, { spec }: State): Promise<Helm> {
  const { helmBinary, kubeconfig } = context.settings;
  const binary = helmBinary === OWN ? (spec.helmBinary ?? OWN) : helmBinary;
  const { kubeContext = "" } = spec.helmDefaults ?? {};
  const connection = [
    ...(kubeconfig === "" ? [] : ["--kubeconfig", kubeconfig]),
    ...(kubeContext === "" ? [] : ["--kube-context", kubeContext]),
  ];
  const program = binary === OWN ? ownHelm(context, world) : otherHelm(context, world, binary);
  const isHelm3 =
    binary === OWN ? dialectOf(context) === "helm3" : /^v?3\./.test((await program(["version", "--short"])).trim());
  return {
    isHelm3,
    run: async (words, extra = []) => {
      const all = [...connection, ...words, ...extra];
      context.log.debug(`exec: ${binary} ${all.join(" ")}`);
      return await program(all);
    },
  };
}

type Program = (words: readonly string[]) => Promise<string>;

/** Helm 3, with which Helmfile's answers were recorded, unless the environment asks for Helm 4. */
const dialectOf = ({ env }: StateContext): Dialect => (env.get("LADE_HELM") === "4" ? "helm4" : "helm3");

function ownHelm(context: StateContext, world: World): Program {
  const dialect = dialectOf(context);
  return async (words) => {
    const call = {
      words: dialect === "helm3" ? withKubeVersion(words) : words,
      dialect,
      env: new Map(),
      files: context.kept.bytes,
    };
    const result = await runHelm(call, { ...context, cwd: world.cwd });
    if (result.exitCode === 0) return result.stdout;
    throw new ExitError({
      ...{ exitCode: result.exitCode, signal: undefined, path: OWN, words: [OWN, ...words] },
      errors: toBytes(result.stderr),
      combined: result.stdout + result.stderr,
      strips: context.settings.stripArgsValuesOnExitError,
    });
  };
}

/** Helm 3.22 is released with this version; one that Go alone has built, as the dialect has it, knows v1.20.0 only. */
const KUBE_VERSION = ["--kube-version", "v1.37.0"];
const SAYS_WHICH = /^--(kube-version|validate|dry-run)(=|$)/;

function withKubeVersion(words: readonly string[]): readonly string[] {
  const renders = words.some((word) => word === "template" || word === "lint");
  return renders && !words.some((word) => SAYS_WHICH.test(word)) ? [...words, ...KUBE_VERSION] : words;
}

function otherHelm(context: StateContext, world: World, program: string): Program {
  const searchPath = context.env.get("PATH") ?? "";
  // oxlint-disable-next-line require-await -- the other one waits
  return async (words) => {
    context.kept.write();
    try {
      const ran = run({
        ...{ program, args: words, searchPath, env: new Map(context.env.entries()), cwd: world.cwd },
        ...{ input: "inherit", output: "capture", errors: "capture" },
      });
      if (ran.exitCode === 0) return fromBytes(ran.output);
      const combined = fromBytes(ran.output) + fromBytes(ran.errors);
      const strips = context.settings.stripArgsValuesOnExitError;
      throw new ExitError({
        ...ran,
        path: lookPath(program, searchPath),
        words: [program, ...words],
        combined,
        strips,
      });
    } catch (error) {
      if (error instanceof StartError) throw new GoError(`unexpected error: ${error.message}`, { cause: error });
      throw error;
    }
  };
}
