/** `helm diff revision` (helm-diff 3.15.11, cmd/revision.go). */
import type { CommandContext } from "../context.ts";
import { failure } from "./diff/ask-helm.ts";
import { releaseManifest, revisionOf } from "./diff/release-manifest.ts";
import { readManifest, reportChanges, showDiff } from "./diff/show-diff.ts";

export async function run(context: CommandContext): Promise<void> {
  const [release = "", first = "", second] = context.args;
  if (context.args.length < 2) {
    throw failure('Too few arguments to Command "revision".\nMinimum 2 arguments required: release name, revision');
  }
  if (context.args.length > 3) {
    throw failure(
      'Too many arguments to Command "revision".\nMaximum 3 arguments allowed: release name, revision1, revision2',
    );
  }
  if (second === undefined) return await toLatest(context, release, revisionOf(first));
  const [older = 0, newer = 0] = [revisionOf(first), revisionOf(second)].sort((a, b) => a - b);
  const before = await releaseManifest(context, release, { revision: older });
  const after = await releaseManifest(context, release, { revision: newer });
  reportChanges(context, compare(context, before, after));
}

/** The plugin leaves `--detailed-exitcode` out of account here. */
async function toLatest(context: CommandContext, release: string, revision: number): Promise<void> {
  const latest = await releaseManifest(context, release);
  const before = await releaseManifest(context, release, { revision });
  compare(context, before, latest);
}

function compare(context: CommandContext, before: string, after: string): boolean {
  const parsedAs = { namespace: context.env.get("HELM_NAMESPACE") ?? "" };
  const [old, current] = [readManifest(context, before, parsedAs), readManifest(context, after, parsedAs)];
  return showDiff(context, { old, current });
}
