/** `helmfile build`: the state files with everything laid over each other, as YAML (pkg/app/app.go, `PrintState`). */
import {
  embeddedValues,
  isDesired,
  STATE,
  type State,
  structValue,
  triggerRelease,
  type World,
} from "../../helmfile/index.ts";
import { FieldMap, marshalPretty } from "../../yaml/index.ts";
import { withGlobalHooks } from "./prepare-charts.ts";
import type { HelmfileContext } from "./settings.ts";
import { fullPath } from "./state-path.ts";
import { forEachState } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  const embeds = context.flags.bool("embed-values");
  await forEachState(context, { filter: { includeNeeds: false } }, async (state, world) => {
    const write = (): void => {
      const shown = embeds ? withEmbeddedValues(world, state) : state;
      context.out.write(`---\n#  Source: ${fullPath(state, world)}\n\n${marshalPretty(written(shown))}`);
    };
    await withGlobalHooks({ world, state }, "build", () => prepareReleases(world, state), write);
    return false;
  });
}

/** Charts are not made for what is only shown, but for their hooks. */
function prepareReleases(world: World, state: State): void {
  for (const release of (state.spec.releases ?? []).filter(isDesired))
    triggerRelease(world, state, { release, event: { name: "prepare", command: "build" } });
}

function withEmbeddedValues(world: World, state: State): State {
  const releases = (state.spec.releases ?? []).map((release) => ({
    ...release,
    values: embeddedValues(world, state, { release, entries: release.values ?? [] }),
    secrets: embeddedValues(world, state, { release, entries: release.secrets ?? [] }),
  }));
  return { ...state, spec: { ...state.spec, releases } };
}

/** As Helmfile's struct is written: the file's path before its fields, the values behind them. */
function written({ spec, path, values }: State): FieldMap {
  const { helmBinary = "helm", kustomizeBinary = "kustomize" } = spec;
  const fields = structValue({ ...spec, helmBinary, kustomizeBinary }, STATE);
  return new FieldMap([["filepath", path], ...fields, ["renderedvalues", values]]);
}
