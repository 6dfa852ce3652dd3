/** `helmfile print-env`: the environment that holds in each state file (Helmfile 1.8.0, pkg/app/print_env.go). */
import type { GoMap, Value } from "../../go/index.ts";
import { marshalIndent } from "../../go/json/index.ts";
import { mergedValues, NoMatchingReleases, type State, type World } from "../../helmfile/index.ts";
import { marshalPretty } from "../../yaml/index.ts";
import { CommandError } from "../context.ts";
import type { HelmfileContext } from "./settings.ts";
import { fullPath } from "./state-path.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  const { flags, out } = context;
  const form = flags.string("output") === "json" ? JSON_FORM : YAML_FORM;
  out.write(form.before);
  try {
    let between = "";
    await forEachSite(context, {}, ({ state, world }) => {
      out.write(between + form.text(documentOf(state, world)));
      between = form.between;
      return false;
    });
  } catch (error) {
    // It is about no release.
    if (!(error instanceof CommandError && error.cause instanceof NoMatchingReleases)) throw error;
  } finally {
    out.write(form.after);
  }
}

const YAML_FORM = { before: "", between: "---\n", after: "", text: (of: GoMap) => marshalPretty(of) };

const JSON_FORM = {
  before: "[\n",
  between: ",\n",
  after: "\n]\n",
  text: (of: GoMap) => `  ${marshalIndent(of, { prefix: "  ", indent: "  " })}`,
};

function documentOf(state: State, world: World): GoMap {
  const { environment } = state;
  const { name, kubeContext } = environment;
  return new Map<string, Value>([
    ["filePath", fullPath(state, world)],
    ["name", name],
    ["values", mergedValues(environment)],
    ...(kubeContext === "" ? [] : [["kubeContext", kubeContext] as const]),
  ]);
}
