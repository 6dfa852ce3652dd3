/** The manifest of a chart as an upgrade would have it (helm-diff 3.15.11, cmd/helm.go, `template`). */
import { toBytes } from "../../../go/index.ts";
import type { CommandContext } from "../../context.ts";
import { askHelm, askHelmQuietly, flagWords, placeWords, sayCall } from "./ask-helm.ts";
import { withoutPullProgress } from "./pull-progress.ts";
import type { UpgradeSettings } from "./upgrade-settings.ts";
import { renderWords, stdinValues, valueWords } from "./value-words.ts";

export interface RenderSettings extends UpgradeSettings {
  /** There is a release that is upgraded. */
  readonly isUpgrade: boolean;
}

/** Throws what Helm says, as `CommandError`. */
export async function renderedManifest(context: CommandContext, settings: RenderSettings): Promise<string> {
  const [release = "", chart = ""] = context.args;
  const stdin = stdinValues(context);
  const { words, files } = await existingValues(context, settings);
  const { flags } = context;
  const chartWords = [
    ...switches(context, ["devel"]),
    ...(flags.bool("no-hooks") && !settings.asUpgrade ? ["--no-hooks"] : []),
    ...switches(context, ["include-crds"]),
    ...flagWords("--version", flags.string("version")),
    ...flagWords("--repo", flags.string("repo")),
    ...placeWords(context),
    ...renderWords(context),
    ...switches(context, ["insecure-skip-tls-verify"]),
    ...words,
    ...valueWords(context, ["set", "set-string", "set-literal", "set-json"]),
    ...flags.strings("values").flatMap((file) => ["--values", stdin.pathOf(file)]),
    ...valueWords(context, ["set-file"]),
    ...switches(context, ["disable-openapi-validation", "enable-dns", "skip-schema-validation", "take-ownership"]),
  ];
  sayVersion(context);
  const rest = settings.asUpgrade ? upgradeWords(context) : templateWords(context, settings);
  const verb = settings.asUpgrade ? "upgrade" : "template";
  const output = await askHelm(
    context,
    [verb, release, chart, ...chartWords, ...rest],
    new Map([...files, ...stdin.files]),
  );
  return settings.asUpgrade ? ofDryRun(output, { hooks: !flags.bool("no-hooks") }) : withoutPullProgress(output);
}

function switches({ flags }: CommandContext, names: readonly string[]): string[] {
  return names.filter((name) => flags.bool(name)).map((name) => `--${name}`);
}

/** The plugin asks for Helm's version again and again. */
function sayVersion(context: CommandContext): void {
  sayCall(context, ["version"]);
}

const VALUE_FLAGS = ["set", "set-string", "set-literal", "set-json", "values", "set-file"];
const EXISTING_PATH = "/tmp/existing-values";

/** The values of the release, where they are to be used again: also where no others are given, as Helm has it. */
async function existingValues(context: CommandContext, { isUpgrade, reachesCluster }: RenderSettings) {
  const { flags, args } = context;
  const [reuses, resetsFirst] = [flags.bool("reuse-values"), flags.bool("reset-then-reuse-values")];
  const usual = isUpgrade && VALUE_FLAGS.every((name) => flags.strings(name).length === 0);
  if (!(reuses || resetsFirst || usual) || flags.bool("reset-values") || !reachesCluster) {
    return { words: [], files: new Map<string, Uint8Array>() };
  }
  const onlyGiven = resetsFirst && !reuses;
  if (onlyGiven) sayVersion(context);
  const all = onlyGiven ? [] : ["--all"];
  const values = await askHelmQuietly(context, [
    ...["get", "values", args[0] ?? "", "--output", "yaml"],
    ...all,
    ...placeWords(context),
  ]);
  return { words: ["--values", EXISTING_PATH], files: new Map([[EXISTING_PATH, toBytes(values)]]) };
}

function upgradeWords(context: CommandContext): string[] {
  const { dialect, flags } = context;
  const serverSide = dialect === "helm4" ? [`--server-side=${flags.string("server-side")}`] : [];
  const install = flags.bool("allow-unreleased") || flags.bool("install") ? ["--install"] : [];
  sayVersion(context);
  return [...serverSide, ...install, "--dry-run=server"];
}

function templateWords(context: CommandContext, { dryRun, isUpgrade, reachesCluster }: RenderSettings): string[] {
  const { dialect, flags } = context;
  const serverSide = flags.string("server-side");
  const helm4 = dialect === "helm4";
  const validates = !flags.bool("disable-validation") && reachesCluster;
  if (validates) sayVersion(context);
  sayVersion(context);
  sayVersion(context);
  return [
    ...(helm4 && serverSide !== "auto" ? [`--server-side=${serverSide}`] : []),
    ...(validates ? validation(helm4, dryRun) : []),
    ...(isUpgrade ? ["--is-upgrade"] : []),
    ...flags.strings("api-versions").flatMap((version) => ["--api-versions", version]),
    ...flagWords("--kube-version", flags.string("kube-version")),
    ...dryRunWords(helm4, dryRun),
  ];
}

function validation(helm4: boolean, dryRun: string): string[] {
  if (!helm4) return ["--validate"];
  return ["client", "true", "false"].includes(dryRun) ? [] : ["--dry-run=server"];
}

function dryRunWords(helm4: boolean, dryRun: string): string[] {
  if (dryRun === "false" || (helm4 && !["client", "true"].includes(dryRun))) return [];
  return [dryRun === "server" ? "--dry-run=server" : "--dry-run=client"];
}

/** The manifest in what `helm upgrade --dry-run` prints, the hooks behind it. */
function ofDryRun(output: string, { hooks }: { readonly hooks: boolean }): string {
  const from = output.indexOf("HOOKS:");
  const text = from < 0 ? "" : output.slice(from);
  const at = text.indexOf("MANIFEST:");
  const hookPart = at < 0 ? text : text.slice(0, at);
  const behind = at < 0 ? "" : text.slice(at);
  const notes = behind.indexOf("\nNOTES:");
  const manifest = notes < 0 ? behind : behind.slice(0, notes + 1);
  const hookDocuments = hookPart.indexOf("---");
  const first = manifest.indexOf("---");
  return `${first < 0 ? manifest : manifest.slice(first)}${hooks && hookDocuments >= 0 ? hookPart.slice(hookDocuments) : ""}`;
}
