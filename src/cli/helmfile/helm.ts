/** Helm as Helmfile's commands run it (pkg/helmexec/exec.go): the one of this program in this process, or a program that `--helm-binary` names. */
import { GoError, toBytes, withinAwaited } from "../../go/index.ts";
import { HelmVersion, type State, type World } from "../../helmfile/index.ts";
import { StartError } from "../../sys/index.ts";
import type { Dialect } from "../context.ts";
import { ExitError } from "./exit-error.ts";
import { otherProgram, ownHelm, type Program, type ProgramOptions } from "./program.ts";
import type { StateContext } from "./site.ts";

const OWN = "helm";

export interface Helm {
  readonly version: HelmVersion;
  readonly isHelm3: boolean;
  readonly program: Program;
  /** Whether it is the one of this program. */
  readonly isOwn: boolean;
  /** Words that stand behind those of every command. They outlive the state file that set them, as Helmfile has one Helm for all. */
  extra: readonly string[];
  /** What it writes to its first stream. Throws `ExitError`. */
  run(words: readonly string[], options?: HelmOptions): Promise<string>;
}

export interface HelmOptions extends Omit<ProgramOptions, "live"> {
  /** In place of the words that are set. */
  readonly extra?: readonly string[];
  /** What it writes is not shown as it comes, whatever `--enable-live-output` says. */
  readonly quiet?: boolean;
}

/** What is known of one Helm for all state files that speak with one cluster. */
export class SharedHelm {
  extra: readonly string[] = [];

  constructor(readonly version: HelmVersion) {}
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
  const output = (words: readonly string[], options: ProgramOptions) =>
    outputOf(context, world, { program, words, options });
  const key = `${binary}\n${kubeContext}`;
  const shared = context.helms.get(key) ?? new SharedHelm(await versionOf(context, binary, output));
  context.helms.set(key, shared);
  return {
    version: shared.version,
    isHelm3: shared.version.isHelm3,
    program,
    isOwn: binary === OWN,
    get extra() {
      return shared.extra;
    },
    set extra(words) {
      shared.extra = words;
    },
    run: async (words, { extra = shared.extra, quiet = false, ...options } = {}) => {
      const all = [...connection, ...words, ...extra];
      context.log.debug(`exec: ${binary} ${all.join(" ")}`);
      if (context.isInterrupted()) throw new GoError("signal: interrupt");
      const live = context.settings.enableLiveOutput && !quiet && options.input === undefined ? context.out : undefined;
      return await output(all, { ...options, live });
    },
  };
}

type Asked = (words: readonly string[], options: ProgramOptions) => Promise<string>;

async function versionOf(context: StateContext, binary: string, ask: Asked): Promise<HelmVersion> {
  if (binary === OWN) return new HelmVersion(dialectOf(context) === "helm4" ? "v4.3.1" : "v3.22.0");
  const version = new HelmVersion(await shortVersion(ask));
  if (!version.isHelm3 && !version.isHelm4) throw new GoError("helmfile requires helm 3.x or 4.x");
  if (version.isPrerelease)
    context.log.warn(
      `Helm version ${version.text} is a pre-release version. This may cause problems when deploying Helm charts.\n`,
    );
  return version;
}

async function shortVersion(ask: Asked): Promise<string> {
  return await withinAwaited("error determining helm version", () => ask(["version", "--short"], {}));
}

/** Helm 3, with which Helmfile's answers were recorded, unless the environment asks for Helm 4. */
const dialectOf = ({ env }: StateContext): Dialect => (env.get("LADE_HELM") === "4" ? "helm4" : "helm3");

interface Asking {
  readonly program: Program;
  readonly words: readonly string[];
  readonly options: ProgramOptions;
}

async function outputOf(
  { settings }: StateContext,
  { cwd }: World,
  { program, words, options }: Asking,
): Promise<string> {
  try {
    const ran = await program.run(words, cwd, options);
    if (ran.exitCode === 0) return ran.stdout;
    throw new ExitError({
      ...{ exitCode: ran.exitCode, signal: ran.signal, path: ran.path, words: [program.name, ...words] },
      ...{ output: ran.stdout, errors: toBytes(ran.stderr), combined: ran.combined },
      strips: settings.stripArgsValuesOnExitError,
    });
  } catch (error) {
    if (error instanceof StartError) throw new GoError(`unexpected error: ${error.message}`, { cause: error });
    throw error;
  }
}
