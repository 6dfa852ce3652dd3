/** The fields of a kustomization that hold paths (api 0.21, localizer.go). */
import { within } from "../error.ts";
import type { GeneratorArgs, Kustomization } from "../kustomization/types.ts";
import type { LocalizedRoot } from "./localize.ts";

type Paths = { [Name in keyof Kustomization]: Kustomization[Name] extends string[] | undefined ? Name : never };
type PathsField = NonNullable<Paths[keyof Kustomization]>;

/** Replaces every path by that of its copy. */
export function localizeFields(kustomization: Kustomization, root: LocalizedRoot): void {
  const schema = kustomization.openapi?.get("path");
  if (schema !== undefined) {
    const path = within("unable to localize openapi path", () => root.file(schema));
    kustomization.openapi = new Map(kustomization.openapi).set("path", path);
  }
  const lists: readonly (readonly [PathsField, (path: string) => string])[] = [
    ["bases", (path) => root.root(path)],
    ["components", (path) => root.root(path)],
    ["configurations", (path) => root.file(path)],
    ["crds", (path) => root.file(path)],
    ["resources", (path) => root.resource(path)],
  ];
  for (const [name, copy] of lists) replaceAll(kustomization, name, copy);
  within("unable to localize configMapGenerator", () =>
    kustomization.configMapGenerator?.forEach((args) => localizeGenerator(args, root)),
  );
  within("unable to localize secretGenerator", () =>
    kustomization.secretGenerator?.forEach((args) => localizeGenerator(args, root)),
  );
  localizeCharts(kustomization, root);
  localizePatches(kustomization, root);
}

function replaceAll(kustomization: Kustomization, name: PathsField, copy: (path: string) => string): void {
  const paths = kustomization[name];
  if (paths === undefined) return;
  kustomization[name] = paths.map((path) => within(`unable to localize ${name} entry`, () => copy(path)));
}

function localizeGenerator(args: GeneratorArgs, root: LocalizedRoot): void {
  if (args.env !== undefined) {
    const { env } = args;
    args.env = within("unable to localize generator env file", () => root.file(env));
  }
  if (args.envs !== undefined) {
    args.envs = args.envs.map((path) => within("unable to localize generator envs file", () => root.file(path)));
  }
  if (args.files !== undefined) args.files = args.files.map((source) => root.fileSource(source));
}

function localizeCharts(kustomization: Kustomization, root: LocalizedRoot): void {
  for (const [number, chart] of (kustomization.helmChartInflationGenerator ?? []).entries()) {
    const entry = `helmChartInflationGenerator entry ${number}`;
    chart.values = within(`unable to localize ${entry} values`, () => root.file(chart.values ?? ""));
    chart.chartHome = within(`unable to copy ${entry}`, () => root.chartHome(chart.chartHome ?? ""));
  }
  const charts = kustomization.helmCharts ?? [];
  for (const [number, chart] of charts.entries()) {
    const prefix = `unable to localize helmCharts entry ${number}`;
    chart.valuesFile = within(`${prefix} valuesFile`, () => root.file(chart.valuesFile ?? ""));
    const files = chart.additionalValuesFiles;
    if (files === undefined) continue;
    chart.additionalValuesFiles = within(`${prefix} additionalValuesFiles`, () => files.map((path) => root.file(path)));
  }
  const globals = kustomization.helmGlobals;
  if (globals !== undefined) {
    globals.chartHome = within("unable to copy helmGlobals", () => root.chartHome(globals.chartHome ?? ""));
  } else if (charts.length > 0) {
    within("unable to copy default chart home", () => root.chartHome(""));
  }
}

function localizePatches(kustomization: Kustomization, root: LocalizedRoot): void {
  for (const name of ["patches", "patchesJson6902"] as const) {
    within(`unable to localize ${name}`, () =>
      kustomization[name]?.forEach((patch) => {
        patch.path = root.file(patch.path ?? "");
      }),
    );
  }
  if (kustomization.patchesStrategicMerge !== undefined) {
    kustomization.patchesStrategicMerge = kustomization.patchesStrategicMerge.map((entry) =>
      within("unable to localize patchesStrategicMerge entry", () => root.objects(entry)),
    );
  }
  for (const replacement of kustomization.replacements ?? []) {
    replacement.path = within("unable to localize replacements entry", () => root.file(replacement.path ?? ""));
  }
}
