/** What Helmfile's engine sees of this machine. */
import { type FileSystem, filesFrom } from "../../base/index.ts";
import { fromBytes, GoError, toBytes } from "../../go/index.ts";
import { absolute } from "../../go/path/index.ts";
import type { Command, World } from "../../helmfile/index.ts";
import { lookPath, run, StartError } from "../../sys/index.ts";
import { sprigFunctions } from "../helm/chart/release-name.ts";
import { ExitError } from "./exit-error.ts";
import { fetchRemote } from "./remote.ts";
import { secretsOf } from "./secrets.ts";
import type { StateContext } from "./site.ts";

export function worldOf(context: StateContext, cwd = context.cwd): World {
  const { env, log } = context;
  const files = withInput(context, filesFrom({ files: context.files, cwd }));
  return {
    files,
    keep: (name, text) => context.kept.add(name, text),
    cwd,
    within: (folder) => worldOf(context, absolute(folder, cwd)),
    env: (name) => env.get(name),
    sprig: sprigFunctions(env),
    run: (command) => runCommand(context, cwd, command),
    log,
    secrets: secretsOf(context, { files, cwd }),
    fetch: (source, place) => fetchRemote(context, source, place),
    fetchMissing: () => context.downloads.fetchMissing(),
  };
}

/** `-` is the standard input. */
function withInput(context: StateContext, files: FileSystem): FileSystem {
  return { ...files, read: (path) => (path === "-" ? context.stdin() : files.read(path)) };
}

/** What a program writes to its first stream. Throws `ExitError`. */
function runCommand({ env, settings }: StateContext, cwd: string, command: Command): string {
  const { program, args, folder, input } = command;
  const searchPath = env.get("PATH") ?? "";
  try {
    const finished = run({
      ...{ program, args, searchPath },
      env: new Map([...env.entries(), ...command.env]),
      cwd: absolute(folder, cwd),
      input: input === "" ? "inherit" : toBytes(input),
      ...{ output: "capture", errors: "capture" },
    });
    if (finished.exitCode === 0) return fromBytes(finished.output);
    const output = fromBytes(finished.output);
    const combined = output + fromBytes(finished.errors);
    const strips = settings.stripArgsValuesOnExitError;
    throw new ExitError({
      ...{ ...finished, output },
      path: lookPath(program, searchPath),
      words: [program, ...args],
      combined,
      strips,
    });
  } catch (error) {
    if (error instanceof StartError) throw new GoError(`unexpected error: ${error.message}`, { cause: error });
    throw error;
  }
}
