/** Flags that a command hands on to Helm when it renders a chart. */
import type { CommandContext } from "../../context.ts";
import { flagWords } from "./ask-helm.ts";

/** `--set a=b --set-string c=d`, for the flags of these names in their order. */
export function valueWords({ flags }: CommandContext, names: readonly string[]): string[] {
  return names.flatMap((name) => flags.strings(name).flatMap((value) => [`--${name}`, value]));
}

export function renderWords(context: CommandContext): string[] {
  return [
    ...flagWords("--post-renderer", context.flags.string("post-renderer")),
    ...valueWords(context, ["post-renderer-args"]),
  ];
}

/** Values that stand on standard input, as a file that is only there for Helm. */
export interface StdinValues {
  /** The path by which a values file is asked for. */
  pathOf(file: string): string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const STDIN_PATH = "/tmp/helm-diff-stdin-values";

export function stdinValues(context: CommandContext): StdinValues {
  const isStdin = (file: string): boolean => file.trim() === "-";
  const wanted = context.flags.strings("values").some(isStdin);
  return {
    pathOf: (file) => (isStdin(file) ? STDIN_PATH : file),
    files: wanted ? new Map([[STDIN_PATH, context.stdin()]]) : new Map(),
  };
}
