/** The programs that Helmfile runs: those of this program in this process, others as they are named. */
import { fromBytes, toBytes } from "../../go/index.ts";
import { type Finished, lookPath, runWatched } from "../../sys/index.ts";
import type { Dialect, Output } from "../context.ts";
import { runHelm } from "../helm/in-process.ts";
import type { StateContext } from "./site.ts";

export interface ProgramResult extends Pick<Finished, "exitCode" | "signal"> {
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they were written where that is known. */
  readonly combined: string;
  /** The file that was run. */
  readonly path: string;
}

export interface ProgramOptions {
  /** Variables on top of those of the process. */
  readonly env?: ReadonlyMap<string, string>;
  /** What it reads; nothing when left out. */
  readonly input?: string | undefined;
  /** Where what it writes goes as it comes, in place of the result. */
  readonly live?: Output | undefined;
}

export interface Program {
  readonly name: string;
  /** In a folder, to its end. Throws `StartError`. */
  run(words: readonly string[], cwd: string, options?: ProgramOptions): Promise<ProgramResult>;
}

export function ownHelm(context: StateContext, dialect: Dialect): Program {
  return {
    name: "helm",
    run: async (given, cwd, { env: more = new Map(), input, live } = {}) => {
      const words = dialect === "helm3" ? withKubeVersion(given) : given;
      const env = commandOf(words) === "diff" ? new Map([...more, ...OWN_DIFF]) : more;
      const result = await runHelm({ words, dialect, env, files: new Map(), live }, within(context, cwd, input));
      return { ...result, combined: result.stdout + result.stderr, signal: undefined, path: "helm" };
    },
  };
}

/** The context in a folder. What is run reads what is meant for it, and not the answers to Helmfile's questions. */
function within(context: StateContext, cwd: string, input = ""): StateContext {
  return Object.create(context, { cwd: { value: cwd }, stdin: { value: () => toBytes(input) } }) as StateContext;
}

/** A plug-in of that name would not find the files that are in memory. */
const OWN_DIFF: ReadonlyMap<string, string> = new Map([["HELM_NO_PLUGINS", "1"]]);

/** Behind flags for all commands. */
function commandOf(words: readonly string[]): string | undefined {
  return words.find((word, i) => !word.startsWith("-") && !/^--kube(config|-context)$/.test(words[i - 1] ?? ""));
}

/** Helm 3.22 is released with this version; one that Go alone has built, as the dialect has it, knows v1.20.0 only. */
const KUBE_VERSION = ["--kube-version", "v1.37.0"];
const SAYS_WHICH = /^--(kube-version|validate|dry-run)(=|$)/;

function withKubeVersion(words: readonly string[]): readonly string[] {
  const command = commandOf(words);
  const renders = command === "template" || command === "lint";
  return renders && !words.some((word) => SAYS_WHICH.test(word)) ? [...words, ...KUBE_VERSION] : words;
}

export function ownKustomize(context: StateContext): Program {
  return {
    name: "kustomize",
    run: async (words, cwd) => {
      const { runKustomize } = await import("../kustomize/in-process.ts");
      const result = await runKustomize(words, within(context, cwd));
      return { ...result, combined: result.stdout + result.stderr, signal: undefined, path: "kustomize" };
    },
  };
}

/** What was made in memory for the others is on the disk from now on. */
export function otherProgram(context: StateContext, name: string): Program {
  const { env, kept, charts } = context;
  const searchPath = env.get("PATH") ?? "";
  return {
    name,
    run: async (words, cwd, { env: variables = new Map(), input, live } = {}) => {
      kept.write();
      charts.write();
      const [program = "", ...first] = name.split(" ");
      const pieces: Uint8Array[] = [];
      const { exitCode, signal, output, errors } = await runWatched({
        ...{ program, args: [...first, ...words], searchPath, env: new Map([...env.entries(), ...variables]), cwd },
        ...{ signal: context.signal, ...(input === undefined ? {} : { input: toBytes(input) }) },
        onOutput: (bytes) => (live === undefined ? pieces.push(bytes) : live.writeBytes(bytes)),
      });
      const shown = (bytes: Uint8Array): string => (live === undefined ? fromBytes(bytes) : "");
      const combined = pieces.map(fromBytes).join("");
      const path = lookPath(program, searchPath);
      return { exitCode, signal, stdout: shown(output), stderr: shown(errors), combined, path };
    },
  };
}
