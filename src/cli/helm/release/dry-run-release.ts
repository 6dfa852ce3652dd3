import { manifestText } from "../../../helm/index.ts";
import type { Release } from "../../../helm/storage/index.ts";
import type { CommandContext } from "../../context.ts";
import type { Installable } from "../chart/install.ts";
import { now } from "../network/now.ts";

/** The release that an installation would make (helm pkg/action/install.go). */
export function dryRunRelease({ flags, settings }: CommandContext, installable: Installable): Release {
  const { name, chart, given, rendered } = installable;
  const time = now();
  return {
    name,
    namespace: settings.namespace,
    version: 1,
    info: {
      firstDeployed: time,
      lastDeployed: time,
      deleted: "",
      description: "Dry run complete",
      status: "pending-install",
      rollbackRevision: 0,
      notes: rendered.notes,
    },
    chart,
    config: given,
    manifest: manifestText(rendered.manifests, { hideSecrets: flags.bool("hide-secret") }),
    hooks: rendered.hooks.map((hook) => ({ ...hook, lastRun: { startedAt: "", completedAt: "", phase: "" } })),
    labels: new Map(flags.map("labels")),
    applyMethod: flags.bool("server-side") ? "ssa" : "csa",
  };
}
