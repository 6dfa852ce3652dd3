/** `helm diff release` (helm-diff 3.15.11, cmd/release.go). */
import { byTemplate } from "../../diff/index.ts";
import type { CommandContext } from "../context.ts";
import { askHelm, failure, placeWords } from "./diff/ask-helm.ts";
import { releaseManifest } from "./diff/release-manifest.ts";
import { readManifest, reportChanges, showDiff } from "./diff/show-diff.ts";

interface Found {
  readonly namespace: string;
  readonly manifest: string;
  readonly chart: string;
}

export async function run(context: CommandContext): Promise<void> {
  const [first = "", second = ""] = context.args;
  if (context.args.length < 2) {
    throw failure(
      'Too few arguments to Command "release".\nMinimum 2 arguments required: release name-1, release name-2',
    );
  }
  const before = await find(context, first);
  const after = await find(context, second);
  if (before.chart !== after.chart) {
    context.out.write(
      `Error : Incomparable Releases \n Unable to compare releases from two different charts "${before.chart}", "${after.chart}". \n try helm diff release --help to know more \n`,
    );
    return;
  }
  const [old, current] = [before, after].map(({ manifest, namespace }) =>
    byTemplate(readManifest(context, manifest, { namespace })),
  );
  reportChanges(context, showDiff(context, { old: old ?? new Map(), current: current ?? new Map() }));
}

/** A release by its name, or `NAMESPACE/NAME`. */
async function find(context: CommandContext, word: string): Promise<Found> {
  const [first = "", second] = word.split("/");
  const namespace = second === undefined ? (context.env.get("HELM_NAMESPACE") ?? "") : first;
  const name = second ?? first;
  const manifest = await releaseManifest(context, name, { namespace });
  const words = ["get", "all", name, "--template", "{{.Release.Chart.Name}}", ...placeWords(context, namespace)];
  return { namespace, manifest, chart: await askHelm(context, words) };
}
