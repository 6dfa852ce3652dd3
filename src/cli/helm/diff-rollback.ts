/** `helm diff rollback` (helm-diff 3.15.11, cmd/rollback.go). */
import type { CommandContext } from "../context.ts";
import { checkArguments } from "./diff/arguments.ts";
import { releaseManifest, revisionOf } from "./diff/release-manifest.ts";
import { readManifest, reportChanges, showDiff } from "./diff/show-diff.ts";

export async function run(context: CommandContext): Promise<void> {
  const [release = "", revision = ""] = checkArguments(context, ["release name", "revision number"]);
  const latest = await releaseManifest(context, release);
  const target = await releaseManifest(context, release, { revision: revisionOf(revision) });
  const parsedAs = { namespace: context.env.get("HELM_NAMESPACE") ?? "" };
  const [old, current] = [readManifest(context, latest, parsedAs), readManifest(context, target, parsedAs)];
  reportChanges(context, showDiff(context, { old, current }));
}
