import { type GoMap, GoError } from "../../../go/index.ts";
import type { Chart } from "../../../helm/chart/index.ts";
import { manifestText, type PostRender, type Rendered } from "../../../helm/index.ts";
import { applyMethod } from "../../../helm/action/index.ts";
import type { Release } from "../../../helm/storage/index.ts";
import type { CommandContext } from "../../context.ts";
import { now } from "../network/now.ts";

export interface ReleaseParts {
  readonly name: string;
  readonly chart: Chart;
  readonly config: GoMap;
  readonly rendered: Rendered;
  readonly serverSide: boolean;
  readonly postRender?: PostRender | undefined;
}

/** A first revision, about to be installed. Throws `GoError` where Helm 3's post-renderer fails. */
export function newRelease(context: CommandContext, parts: ReleaseParts): Release {
  const { dialect, flags, settings } = context;
  const { name, chart, config, rendered, postRender } = parts;
  const time = now();
  const manifest = manifestText(rendered.manifests, {
    hideSecrets: flags.has("hide-secret") && flags.bool("hide-secret"),
  });
  return {
    name,
    namespace: settings.namespace,
    version: 1,
    info: {
      firstDeployed: time,
      lastDeployed: time,
      deleted: "",
      description: "Initial install underway",
      status: "pending-install",
      rollbackRevision: 0,
      notes: rendered.notes,
    },
    chart,
    config,
    manifest: dialect === "helm3" && postRender !== undefined ? postRendered(manifest, postRender) : manifest,
    hooks: rendered.hooks.map((hook) => ({ ...hook, lastRun: { startedAt: "", completedAt: "", phase: "" } })),
    labels: new Map(flags.map("labels")),
    applyMethod: dialect === "helm4" ? applyMethod(parts.serverSide) : "",
  };
}

/** Helm 3's post-renderer sees the finished text, without hooks. */
function postRendered(manifest: string, postRender: PostRender): string {
  try {
    return postRender(manifest);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`error while running post render on files: ${error.message}`, { cause: error });
  }
}
