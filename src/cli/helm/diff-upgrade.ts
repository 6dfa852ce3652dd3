/** `helm diff upgrade` (helm-diff 3.15.11, cmd/upgrade.go). */
import { CommandError, type CommandContext } from "../context.ts";
import { askHelm, failure, placeWords, sayCall } from "./diff/ask-helm.ts";
import { renderedManifest } from "./diff/chart-manifest.ts";
import { releaseManifest } from "./diff/release-manifest.ts";
import { readManifest, reportChanges, showDiff } from "./diff/show-diff.ts";
import { readSettings, type UpgradeSettings } from "./diff/upgrade-settings.ts";

/** `helm diff RELEASE CHART`, an older way to say it. */
export async function runAsRoot(context: CommandContext): Promise<void> {
  context.err.write('Command "helm diff" is deprecated, use "helm diff upgrade" instead\n');
  await run(context);
}

export async function run(context: CommandContext): Promise<void> {
  const settings = readSettings(context);
  const { namespace, reachesCluster } = settings;
  sayCall(context, ["version"]);
  const released = reachesCluster ? await deployed(context, settings) : "";
  const isNew = released === undefined;
  const rendered = await renderedOrFailed(context, settings, isNew);
  const manifests = { released: released ?? "", rendered };
  const { normalize } = settings;
  const hooks = isNew || !reachesCluster || context.flags.bool("no-hooks") ? "" : await hooksOf(context);
  const compares = !isNew && reachesCluster;
  const old = compares ? readManifest(context, manifests.released + hooks, { namespace, normalize }) : new Map();
  const current = readManifest(context, manifests.rendered, { namespace, normalize });
  reportChanges(context, showDiff(context, { old, current, usualContext: settings.usualContext }));
}

/** The manifest of the release as it is deployed; nothing where there is no release, and that is no error. */
async function deployed(context: CommandContext, { namespace }: UpgradeSettings): Promise<string | undefined> {
  const [release = ""] = context.args;
  try {
    return await releaseManifest(context, release);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (!error.message.includes("release: not found")) {
      throw failure(`Failed to get release ${release} in namespace ${namespace}: ${error.message}`, error);
    }
    if (context.flags.bool("allow-unreleased") || context.flags.bool("install")) return undefined;
    context.err.write(NOT_RELEASED);
    throw error;
  }
}

const NOT_RELEASED = `********************

	Release was not present in Helm.  Include the \`--allow-unreleased\` to perform diff without exiting in error.

********************
`;

async function renderedOrFailed(context: CommandContext, settings: UpgradeSettings, isNew: boolean): Promise<string> {
  try {
    return await renderedManifest(context, { ...settings, isUpgrade: !isNew });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw failure(`Failed to render chart: ${error.message}`, error);
  }
}

async function hooksOf(context: CommandContext): Promise<string> {
  const [release = ""] = context.args;
  return await askHelm(context, ["get", "hooks", release, ...placeWords(context)]);
}
