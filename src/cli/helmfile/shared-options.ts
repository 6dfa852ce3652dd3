/** Options that several commands of Helmfile read from flags of one name. */
import { peek } from "../../base/index.ts";
import { GoError } from "../../go/index.ts";
import { absolute } from "../../go/path/index.ts";
import { extraArgs, type State, type World } from "../../helmfile/index.ts";
import type { PrepareOptions } from "./prepare-charts.ts";
import { helmArgs, type HelmfileContext } from "./settings.ts";

/** The files of `--values`, beside the state file. Throws `GoError` where one is not there. */
export function givenValues({ flags }: Pick<HelmfileContext, "flags">, { files, cwd }: World): string[] {
  return flags.strings("values").map((value) => {
    const path = absolute(value, cwd);
    if (peek(files, path) === undefined) throw new GoError(`stat ${path}: no such file or directory`);
    return path;
  });
}

export function needsOptions({ flags }: Pick<HelmfileContext, "flags">) {
  const on = (name: string): boolean => flags.has(name) && flags.bool(name);
  const includeTransitiveNeeds = on("include-transitive-needs");
  const includeNeeds = on("include-needs") || includeTransitiveNeeds;
  return {
    includeTransitiveNeeds,
    includeNeeds,
    // What is to be included is not skipped.
    skipNeeds: includeNeeds ? false : flags.has("skip-needs") && flags.bool("skip-needs"),
    enforceNeedsAreInstalled: on("enforce-needs-are-installed"),
  };
}

export function postRenderOptions({ flags }: Pick<HelmfileContext, "flags">) {
  return { postRenderer: flags.string("post-renderer"), postRendererArgs: flags.strings("post-renderer-args") };
}

/** Of commands that have charts ready before they do something with releases. */
export function prepareOptions(
  { flags, settings }: Pick<HelmfileContext, "flags" | "settings">,
  command: string,
): PrepareOptions {
  const { skipDeps, skipRefresh } = settings;
  const concurrency = flags.has("concurrency") ? flags.int("concurrency") : 0;
  return { command, skipDeps, skipRefresh, includeNeeds: needsOptions({ flags }).includeNeeds, concurrency };
}

/** Words behind those of every Helm command: of `--args` and of `helmDefaults`. */
export function extraWords(
  context: Pick<HelmfileContext, "flags" | "settings">,
  { spec }: Pick<State, "spec">,
): string[] {
  return [...extraArgs(helmArgs(context)), ...extraArgs((spec.helmDefaults?.args ?? []).join(" "))];
}

/** For charts that are made before they are installed or compared. */
export function chartifyOptions({ flags }: Pick<HelmfileContext, "flags">) {
  const has = (name: string): boolean => flags.has(name) && flags.bool(name);
  return {
    validate: has("validate"),
    includeCrds: !has("skip-crds"),
    skipSchemaValidation: has("skip-schema-validation"),
    templateArgs: flags.string("template-args"),
  };
}
