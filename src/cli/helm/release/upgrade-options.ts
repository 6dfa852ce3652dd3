import type { UpgradeOptions } from "../../../helm/action/index.ts";
import type { CommandContext } from "../../context.ts";
import type { DryRunStrategy } from "../chart/dry-run.ts";
import { applyOptions, rollbackOnFailure } from "./action-flags.ts";

export function actionsOf(
  context: CommandContext,
  { strategy, serverSide }: { readonly strategy: DryRunStrategy; readonly serverSide: boolean },
): UpgradeOptions {
  const { dialect, flags } = context;
  return {
    ...applyOptions(context),
    dryRun: strategy !== "none",
    serverSide,
    serverSideWanted: dialect === "helm4" ? flags.string("server-side") : "false",
    validate: !flags.bool("disable-openapi-validation"),
    takeOwnership: flags.bool("take-ownership"),
    rollbackOnFailure: rollbackOnFailure(context),
    cleanupOnFail: flags.bool("cleanup-on-fail"),
    description: flags.string("description"),
  };
}
