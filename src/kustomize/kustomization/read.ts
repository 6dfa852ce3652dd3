/** Reading kustomization.yaml: decoding, warnings, the deprecated fields folded into the newer ones (api 0.21). */
import { fromBytes } from "../../go/index.ts";
import { yamlToJson } from "../yaml-to-json.ts";
import { KustomizeError, within } from "../error.ts";
import { decodeStruct } from "./shape.ts";
import { KUSTOMIZATION } from "./shapes.ts";
import type { GeneratorArgs, HelmChart, HelmChartArgs, Kustomization } from "./types.ts";

export const KUSTOMIZATION_FILES: readonly string[] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];
export const KUSTOMIZATION_KIND = "Kustomization";
export const KUSTOMIZATION_VERSION = "kustomize.config.k8s.io/v1beta1";
export const COMPONENT_KIND = "Component";
export const COMPONENT_VERSION = "kustomize.config.k8s.io/v1alpha1";

const RUN_FIX = "Run 'kustomize edit fix' to update your Kustomization automatically.";

/** Deprecated fields, in the order of their warnings, with what to use instead. */
const DEPRECATED: readonly (readonly [keyof Kustomization, string])[] = [
  ["bases", "resources"],
  ["commonLabels", "labels"],
  ["imageTags", "images"],
  ["patchesJson6902", "patches"],
  ["patchesStrategicMerge", "patches"],
  ["vars", "replacements"],
];

/** Decodes strictly: an unknown field is an error. */
export function decodeKustomization(bytes: Uint8Array): Kustomization {
  return within("invalid Kustomization", () =>
    decodeStruct(yamlToJson(fromBytes(bytes)), KUSTOMIZATION, { strict: true }),
  ) as Kustomization;
}

export function deprecationWarnings(kustomization: Kustomization): string[] {
  return DEPRECATED.filter(([name]) => kustomization[name] !== undefined).map(([name, instead]) => {
    const experimental = name === "vars" ? "[EXPERIMENTAL] " : "";
    return `# Warning: '${name}' is deprecated. Please use '${instead}' instead. ${experimental}${RUN_FIX}`;
  });
}

/** Fills kind and version in, and moves what deprecated fields say to the fields that replace them. */
export function fixKustomization(kustomization: Kustomization): void {
  kustomization.kind ||= KUSTOMIZATION_KIND;
  kustomization.apiVersion ||= kustomization.kind === COMPONENT_KIND ? COMPONENT_VERSION : KUSTOMIZATION_VERSION;
  moveList(kustomization, "bases", "resources");
  moveList(kustomization, "imageTags", "images");
  for (const args of kustomization.configMapGenerator ?? []) moveEnv(args);
  for (const args of kustomization.secretGenerator ?? []) moveEnv(args);
  moveHelmCharts(kustomization);
}

function moveList<From extends "bases" | "imageTags">(
  kustomization: Kustomization,
  from: From,
  to: From extends "bases" ? "resources" : "images",
): void {
  const moved = kustomization[from];
  delete kustomization[from];
  if (moved !== undefined && moved.length > 0) {
    Object.assign(kustomization, { [to]: [...(kustomization[to] ?? []), ...moved] });
  }
}

function moveEnv(args: GeneratorArgs): void {
  if (args.env !== undefined && args.env !== "") args.envs = [...(args.envs ?? []), args.env];
  delete args.env;
}

function moveHelmCharts(kustomization: Kustomization): void {
  const old = kustomization.helmChartInflationGenerator ?? [];
  delete kustomization.helmChartInflationGenerator;
  if (old.length === 0) return;
  const configHome = old.findLast((args) => args.helmHome)?.helmHome;
  const chartHome = old.findLast((args) => args.chartHome)?.chartHome;
  if (kustomization.helmGlobals === undefined && (configHome !== undefined || chartHome !== undefined)) {
    kustomization.helmGlobals = { ...(chartHome && { chartHome }), ...(configHome && { configHome }) };
  }
  kustomization.helmCharts = [...(kustomization.helmCharts ?? []), ...old.map(helmChartOf)];
}

function helmChartOf(args: HelmChartArgs): HelmChart {
  const chart: Record<string, unknown> = {
    name: args.chartName,
    version: args.chartVersion,
    repo: args.chartRepoUrl,
    valuesFile: args.values,
    valuesInline: args.valuesLocal,
    valuesMerge: args.valuesMerge,
    releaseName: args.releaseName,
  };
  for (const [name, value] of Object.entries(chart)) if (value === undefined) delete chart[name];
  return chart;
}

/** Throws when there is nothing in it but kind and version, or these are wrong. */
export function checkKustomization(kustomization: Kustomization, root: string): void {
  const filled = Object.entries(kustomization).some(
    ([name, value]) => name !== "kind" && name !== "apiVersion" && !isZero(value),
  );
  if (!filled) throw new KustomizeError("kustomization.yaml is empty");
  const errors = typeErrors(kustomization);
  if (errors.length > 0) {
    throw new KustomizeError(`Failed to read kustomization file under ${root}:\n${errors.join("\n")}`);
  }
}

function isZero(value: unknown): boolean {
  return value === undefined || value === "" || value === false || value === 0;
}

export function typeErrors({ kind = "", apiVersion = "" }: Kustomization): string[] {
  const errors: string[] = [];
  if (kind !== "" && kind !== KUSTOMIZATION_KIND && kind !== COMPONENT_KIND) {
    errors.push(`kind should be ${KUSTOMIZATION_KIND} or ${COMPONENT_KIND}`);
  }
  const version = kind === COMPONENT_KIND ? COMPONENT_VERSION : KUSTOMIZATION_VERSION;
  if (apiVersion !== "" && apiVersion !== version) errors.push(`apiVersion for ${kind} should be ${version}`);
  return errors;
}
