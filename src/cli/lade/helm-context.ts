/** Helm's context for lade's own commands: Helm 4's rules, or Helm 3's with `LADE_HELM=3`, with the flags that the command has. */
import { createLog } from "../helm/log.ts";
import { Command } from "../cobra/command.ts";
import { root } from "../helm/definitions/root.ts";
import { settingsOf } from "../helm/run-settings.ts";
import type { CommandContext, RunContext } from "../context.ts";
import { dialectOf } from "./dialect.ts";

export function helmContext(context: RunContext): CommandContext {
  const { env, err, files, flags } = context;
  const dialect = dialectOf(env);
  const log = createLog({ dialect, err });
  const helm = new Command(root({ dialect, env, files, log }));
  const settings = settingsOf({ dialect, env, flags: helm.persistentFlags, program: "helm" });
  const namespace = flags.string("namespace") || settings.namespace;
  return { ...context, dialect, settings: { ...settings, namespace }, log };
}
