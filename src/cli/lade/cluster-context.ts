/** Helm's context for lade's commands that work upon a cluster: Helm 4's global flags are flags of these commands. */
import { FlagSet } from "../cobra/flag-set.ts";
import type { FlagValue } from "../cobra/flag-types.ts";
import type { CommandContext, FlagValues, RunContext } from "../context.ts";
import { globalFlags } from "../helm/definitions/global-flags.ts";
import { kubeNamespace } from "../helm/kube-namespace.ts";
import { createLog } from "../helm/log.ts";
import { settingsOf } from "../helm/run-settings.ts";

export async function clusterContext(context: RunContext): Promise<CommandContext> {
  const { cwd, env, err, files } = context;
  const dialect = "helm4";
  const log = createLog({ dialect, err });
  const flags = new FlagSet(globalFlags({ dialect, env, files, log }));
  for (const flag of flags.all()) {
    if (context.flags.changed(flag.name)) flag.value = valueOf(context.flags, flag.name, flag.value);
  }
  log.debugging = flags.get("debug")?.value === true;
  const namespace = await kubeNamespace({ env, files, cwd }, flags);
  const settings = settingsOf({ dialect, env, flags, program: "helm", kubeNamespace: namespace });
  const { args, out, terminal } = context;
  return {
    ...{ args, cwd, dialect, env, err, files, flags: context.flags, log, out, settings, terminal },
    stdin: () => context.stdin(),
    // Asking for the signal takes over the interrupts.
    get signal() {
      return context.signal;
    },
  };
}

/** The value as given, in the type of the flag. */
function valueOf(flags: FlagValues, name: string, before: FlagValue): FlagValue {
  if (typeof before === "boolean") return flags.bool(name);
  if (typeof before === "number") return flags.float(name);
  return Array.isArray(before) ? flags.strings(name) : flags.string(name);
}
