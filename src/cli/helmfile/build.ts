/** `helmfile build`: the state files with everything laid over each other, as YAML (pkg/app/app.go, `PrintState`). */
import { STATE, type State, structValue } from "../../helmfile/index.ts";
import { FieldMap, marshalPretty } from "../../yaml/index.ts";
import type { HelmfileContext } from "./settings.ts";
import { fullPath } from "./state-path.ts";
import { forEachState } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  await forEachState(context, { filter: { includeNeeds: false } }, (state, world) => {
    context.out.write(`---\n#  Source: ${fullPath(state, world)}\n\n${marshalPretty(written(state))}`);
    return false;
  });
}

/** As Helmfile's struct is written: the file's path before its fields, the values behind them. */
function written({ spec, path, values }: State): FieldMap {
  const { helmBinary = "helm", kustomizeBinary = "kustomize" } = spec;
  const fields = structValue({ ...spec, helmBinary, kustomizeBinary }, STATE);
  return new FieldMap([["filepath", path], ...fields, ["renderedvalues", values]]);
}
