/** Helm as the commands of `helm diff` call it: in this process, and told of as if it were another. */
import { runHelm } from "../in-process.ts";
import { CommandError, type CommandContext } from "../../context.ts";

/** Files that are only there for one call, by path. */
type Files = ReadonlyMap<string, Uint8Array>;

const NO_FILES: Files = new Map();

/** What a command of Helm prints. Throws with its exit code and what it says of it. */
export async function askHelm(context: CommandContext, words: readonly string[], files = NO_FILES): Promise<string> {
  const { exitCode, stdout, stderr } = await callHelm(context, words, files);
  if (exitCode !== 0) throw failure(`exit status ${exitCode}: ${stderr}`);
  return stdout;
}

/** The same where the plugin does not look at what is said. */
export async function askHelmQuietly(context: CommandContext, words: readonly string[]): Promise<string> {
  const { exitCode, stdout } = await callHelm(context, words, NO_FILES);
  if (exitCode !== 0) throw failure(`exit status ${exitCode}`);
  return stdout;
}

async function callHelm(context: CommandContext, words: readonly string[], files: Files) {
  sayCall(context, words);
  const { dialect } = context;
  return await runHelm({ words, dialect, files, env: new Map([["HELM_COLOR", "never"]]) }, context);
}

/** With HELM_DEBUG every call is said, also those that are not made because their answer is known. */
export function sayCall({ env, out }: CommandContext, words: readonly string[]): void {
  if (env.get("HELM_DEBUG") === "true") out.write(`Executing ${[env.get("HELM_BIN") ?? "", ...words].join(" ")}\n`);
}

/** What ends a command once its command line is understood: it is not followed by the usage. */
export function failure(message: string, cause?: unknown): CommandError {
  return new CommandError(message, { withoutUsage: true, cause });
}

/** `--namespace NAME`, or nothing where the value is empty. */
export function flagWords(name: string, value: string): string[] {
  return value === "" ? [] : [name, value];
}

/** The release's namespace and the cluster, as calls name them. */
export function placeWords({ env, flags }: CommandContext, namespace = env.get("HELM_NAMESPACE") ?? ""): string[] {
  return [...flagWords("--namespace", namespace), ...flagWords("--kube-context", flags.string("kube-context"))];
}
