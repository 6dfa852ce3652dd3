import type { CommandContext } from "../context.ts";

/** The plan's namespace, whatever the command line and the kubeconfig say. */
export function inNamespace(context: CommandContext, namespace: string): CommandContext {
  const { args, cwd, dialect, env, err, files, flags, log, out, terminal } = context;
  return {
    ...{ args, cwd, dialect, env, err, files, flags, log, out, terminal },
    settings: { ...context.settings, namespace },
    stdin: () => context.stdin(),
    get signal() {
      return context.signal;
    },
  };
}
