/** `helm diff local` (helm-diff 3.15.11, cmd/local.go). */
import { quote } from "../../go/strconv/index.ts";
import type { CommandContext } from "../context.ts";
import { askHelm, failure, flagWords } from "./diff/ask-helm.ts";
import { checkArguments } from "./diff/arguments.ts";
import { readManifest, reportChanges, showDiff } from "./diff/show-diff.ts";
import { withoutPullProgress } from "./diff/pull-progress.ts";
import { renderWords, stdinValues, valueWords } from "./diff/value-words.ts";

export async function run(context: CommandContext): Promise<void> {
  const charts = checkArguments(context, ["chart1 path", "chart2 path"]);
  const { env, flags } = context;
  const namespace = flags.string("namespace") || (env.get("HELM_NAMESPACE") ?? "");
  const stdin = stdinValues(context);
  const words = [
    ...(flags.bool("include-crds") ? ["--include-crds"] : []),
    ...flagWords("--namespace", namespace),
    ...renderWords(context),
    ...flags.strings("values").flatMap((file) => ["--values", stdin.pathOf(file)]),
    ...valueWords(context, ["set", "set-string", "set-literal", "set-json", "set-file"]),
    ...(flags.bool("enable-dns") ? ["--enable-dns"] : []),
    ...flags.strings("api-versions").flatMap((version) => ["--api-versions", version]),
    ...flagWords("--kube-version", flags.string("kube-version")),
  ];
  const render = async (chart: string): Promise<string> => {
    try {
      return await askHelm(context, ["template", flags.string("release"), chart, ...words], stdin.files);
    } catch (error) {
      throw failure(`failed to render chart ${quote(chart)}: ${(error as Error).message}`, error);
    }
  };
  const [first = "", second = ""] = charts;
  const old = readManifest(context, withoutPullProgress(await render(first)), { namespace });
  const current = readManifest(context, withoutPullProgress(await render(second)), { namespace });
  reportChanges(context, showDiff(context, { old, current }));
}
