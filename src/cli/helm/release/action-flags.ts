/** Flags that install, upgrade, rollback and uninstall have in common. */
import type { ApplyOptions, RunOptions } from "../../../helm/action/index.ts";
import type { CommandContext } from "../../context.ts";

const has = ({ flags }: CommandContext, name: string): boolean => flags.has(name) && flags.bool(name);

export function rollbackOnFailure(context: CommandContext): boolean {
  return has(context, "rollback-on-failure") || has(context, "atomic");
}

/** Whoever wants a failure undone has to wait for it. */
export function runOptions(context: CommandContext): RunOptions {
  const { flags } = context;
  const given = waitOf(context);
  const usual = context.dialect === "helm4" ? "watcher" : "legacy";
  return {
    wait: given === "hookOnly" && rollbackOnFailure(context) ? usual : given,
    timeoutMs: flags.durationMs("timeout"),
    disableHooks: flags.bool("no-hooks"),
  };
}

function waitOf({ dialect, flags }: CommandContext): RunOptions["wait"] {
  if (dialect === "helm3") return flags.bool("wait") ? "legacy" : "hookOnly";
  const strategy = flags.string("wait");
  return strategy === "watcher" || strategy === "legacy" ? strategy : "hookOnly";
}

export function applyOptions(context: CommandContext): ApplyOptions {
  return {
    ...runOptions(context),
    waitForJobs: context.flags.bool("wait-for-jobs"),
    forceReplace: has(context, "force-replace") || has(context, "force"),
    forceConflicts: has(context, "force-conflicts"),
  };
}
