/** `template` with a cluster at hand: its versions, its objects, and whether it would take what is rendered. */
import { install } from "../../../helm/action/index.ts";
import { manifestText } from "../../../helm/index.ts";
import { Objects } from "../../../kube/index.ts";
import type { CommandContext } from "../../context.ts";
import { type Installable, type InstallRequest, renderInstall } from "../chart/install.ts";
import type { Outside } from "../chart/outside.ts";
import { actionPorts } from "./action-ports.ts";
import { installOptions, LazyCluster, warnCrds } from "./install-live.ts";
import { liveCapabilities } from "./capabilities.ts";
import { failingAsGo } from "./failures.ts";
import { lookupIn } from "./lookup.ts";
import { connectTo } from "./open.ts";
import { newRelease } from "./new-release.ts";

export interface AskedOfCluster {
  /** Its versions and kinds, and whether it would take the objects. */
  readonly facts: boolean;
  readonly lookups: boolean;
}

/** Throws `GoError`. */
export async function templateLive(
  context: CommandContext,
  request: InstallRequest,
  { facts, lookups }: AskedOfCluster,
): Promise<Installable> {
  const { dialect, flags } = context;
  const cluster = new LazyCluster();
  const reach = () => cluster.open(context);
  const installable = await renderInstall(context, {
    ...request,
    ...(facts ? { reachCluster: async () => void (await reach()) } : {}),
    live: async (chart) => {
      if (!facts) return { lookup: (outside) => lookupIn(unopenedObjects(context), outside) };
      const open = await reach();
      if (!flags.bool("skip-crds") && chart.crds().length > 0) warnCrds(context);
      return {
        capabilities: await liveCapabilities(open, context),
        ...(lookups ? { lookup: (outside: Outside) => lookupIn(open.objects, outside) } : {}),
      };
    },
  });
  if (!facts) return installable;
  const { given: config, rendered, chart, name } = installable;
  const serverSide = dialect === "helm4" && flags.bool("server-side");
  const release = newRelease(context, { name, chart, config, rendered, serverSide });
  const crds = flags.bool("include-crds") ? chart.crds() : [];
  if (crds.length > 0) release.manifest = manifestText(rendered.manifests, { crds });
  const { isUpgrade = false } = request;
  const options = { ...installOptions(context, { dryRun: true, serverSide, replace: false }), isUpgrade };
  await failingAsGo(async () => await install(release, options, actionPorts(context, await reach())));
  return installable;
}

/** Whether the cluster answers shows when something is looked up. */
function unopenedObjects(context: CommandContext): Objects {
  const { cluster, discovery } = connectTo(context);
  return new Objects(cluster, discovery);
}
