/** `helm diff upgrade` (helm-diff 3.15.11, cmd/upgrade.go). */
import type { ObjectIndex } from "../../diff/index.ts";
import type { ThreeWayManifests } from "../../helm/plan/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { askHelm, failure, placeWords, sayCall } from "./diff/ask-helm.ts";
import { renderedManifest } from "./diff/chart-manifest.ts";
import type { Takeover } from "./diff/live.ts";
import { releaseManifest } from "./diff/release-manifest.ts";
import { readManifest, reportChanges, showDiff } from "./diff/show-diff.ts";
import { readSettings, type UpgradeSettings } from "./diff/upgrade-settings.ts";

/** `helm diff RELEASE CHART`, an older way to say it. */
export async function runAsRoot(context: CommandContext): Promise<void> {
  context.err.write('Command "helm diff" is deprecated, use "helm diff upgrade" instead\n');
  await run(context);
}

export async function run(context: CommandContext): Promise<void> {
  const { flags, args } = context;
  const settings = readSettings(context);
  const { namespace, normalize, usualContext } = settings;
  sayCall(context, ["version"]);
  const released = settings.reachesCluster ? await deployed(context, settings) : "";
  const isNew = released === undefined;
  const rendered = await renderedOrFailed(context, settings, isNew);
  const takesOver = flags.bool("take-ownership");
  const live = settings.threeWay || takesOver ? await openLive(context) : undefined;
  const plain = { released: released ?? "", rendered };
  const manifests = live === undefined ? plain : await live.merged(plain);
  let old: ObjectIndex = new Map();
  if (!isNew && settings.reachesCluster) {
    const hooks = flags.bool("no-hooks") || live !== undefined ? "" : await hooksOf(context);
    old = readManifest(context, manifests.released + hooks, { namespace, normalize });
  }
  const release = `${namespace}/${args[0] ?? ""}`;
  const ownership =
    live === undefined || !takesOver
      ? undefined
      : await live.ownership({ manifest: manifests.rendered, release, namespace, old });
  const current = readManifest(context, manifests.rendered, { namespace, normalize });
  reportChanges(context, showDiff(context, { old, current, ownership, usualContext }));
}

/** The cluster, for those who compare with it. */
async function openLive(context: CommandContext) {
  const { mergedManifests, openForDiff, ownershipChanges } = await import("./diff/live.ts");
  const open = await openForDiff(context);
  return {
    merged: (manifests: ThreeWayManifests) => mergedManifests(open, manifests),
    ownership: (takeover: Takeover) => ownershipChanges(context, open, takeover),
  };
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
