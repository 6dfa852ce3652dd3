/** Helm as Helmfile's commands run it: the one of this program in this process, or a program that `--helm-binary` names. */
import { GoError, toBytes } from "../../go/index.ts";
import type { State, World } from "../../helmfile/index.ts";
import { StartError } from "../../sys/index.ts";
import type { Dialect } from "../context.ts";
import { ExitError } from "./exit-error.ts";
import { otherProgram, ownHelm, type Program } from "./program.ts";
import type { StateContext } from "./site.ts";

const OWN = "helm";

export interface Helm {
  readonly isHelm3: boolean;
  readonly program: Program;
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
  const program = binary === OWN ? ownHelm(context, dialectOf(context)) : otherProgram(context, binary);
  const output = (words: readonly string[]) => outputOf(context, world, { program, words });
  const isHelm3 =
    binary === OWN ? dialectOf(context) === "helm3" : /^v?3\./.test((await output(["version", "--short"])).trim());
  return {
    isHelm3,
    program,
    run: async (words, extra = []) => {
      const all = [...connection, ...words, ...extra];
      context.log.debug(`exec: ${binary} ${all.join(" ")}`);
      return await output(all);
    },
  };
}

/** Helm 3, with which Helmfile's answers were recorded, unless the environment asks for Helm 4. */
const dialectOf = ({ env }: StateContext): Dialect => (env.get("LADE_HELM") === "4" ? "helm4" : "helm3");

async function outputOf(
  { settings }: StateContext,
  { cwd }: World,
  { program, words }: { program: Program; words: readonly string[] },
): Promise<string> {
  try {
    const ran = await program.run(words, cwd);
    if (ran.exitCode === 0) return ran.stdout;
    throw new ExitError({
      ...{ exitCode: ran.exitCode, signal: ran.signal, path: ran.path, words: [program.name, ...words] },
      errors: toBytes(ran.stderr),
      combined: ran.stdout + ran.stderr,
      strips: settings.stripArgsValuesOnExitError,
    });
  } catch (error) {
    if (error instanceof StartError) throw new GoError(`unexpected error: ${error.message}`, { cause: error });
    throw error;
  }
}
