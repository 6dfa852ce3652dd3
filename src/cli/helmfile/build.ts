/** `helmfile build`: the state files with everything laid over each other, as YAML (pkg/app/app.go, `PrintState`). */
import { embeddedValues, STATE, type State, structValue, type World } from "../../helmfile/index.ts";
import { FieldMap, marshalPretty } from "../../yaml/index.ts";
import { withPreparedCharts } from "./prepare-charts.ts";
import type { HelmfileContext } from "./settings.ts";
import { fullPath } from "./state-path.ts";
import { forEachSite } from "./visit.ts";

export async function run(context: HelmfileContext): Promise<void> {
  const embeds = context.flags.bool("embed-values");
  const options = { command: "build", skipDeps: true, skipRefresh: false };
  await forEachSite(context, { filter: { includeNeeds: false } }, async (site) => {
    await withPreparedCharts(site, options, (withCharts) => {
      const { world, state } = site;
      const prepared = { ...state, spec: { ...state.spec, releases: withCharts(state.spec.releases ?? []) } };
      const shown = embeds ? withEmbeddedValues(world, prepared) : prepared;
      context.out.write(writtenState(shown, world, context.settings));
    });
    return false;
  });
}

type Settings = Pick<HelmfileContext["settings"], "helmBinary" | "kustomizeBinary">;

export function writtenState(state: State, world: World, settings: Settings): string {
  return `---\n#  Source: ${fullPath(state, world)}\n\n${marshalPretty(written(state, settings))}`;
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
function written({ spec, path, values }: State, settings: Settings): FieldMap {
  const helmBinary = settings.helmBinary === "helm" ? (spec.helmBinary ?? "helm") : settings.helmBinary;
  const own = spec.kustomizeBinary ?? "kustomize";
  const kustomizeBinary = settings.kustomizeBinary === "kustomize" ? own : settings.kustomizeBinary;
  const fields = structValue({ ...spec, helmBinary, kustomizeBinary }, STATE);
  return new FieldMap([["filepath", path], ...fields, ["renderedvalues", values]]);
}
