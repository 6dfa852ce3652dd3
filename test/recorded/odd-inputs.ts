/**
 * Odd files that a kustomization names, and odd kustomizations that are edited; and, run by itself, what the real program makes of them:
 *
 *   KUSTOMIZE=FILE bun test/recorded/odd-inputs.ts
 *
 * writes test/cases/odd-inputs/kustomize.jsonl. Charts are rendered by the `helm` in PATH, which is to be Helm 3.
 */
import { resolve } from "node:path";
import { recordAnswers, type OddInput } from "./odd-build.ts";
import { oddCharts } from "./odd-inputs/charts.ts";
import { oddConfigurations } from "./odd-inputs/configurations.ts";
import { oddEdits } from "./odd-inputs/edits.ts";
import { oddSources } from "./odd-inputs/generators.ts";
import { oddPatches } from "./odd-inputs/patches.ts";
import { oddPlugins } from "./odd-inputs/plugins.ts";
import { oddReplacements } from "./odd-inputs/replacements.ts";
import { oddStyles } from "./odd-inputs/styles.ts";

export const RECORDING = resolve(import.meta.dir, "../cases/odd-inputs/kustomize.jsonl");

export function oddInputs(): OddInput[] {
  return [
    ...oddPlugins(),
    ...oddConfigurations(),
    ...oddSources(),
    ...oddReplacements(),
    ...oddPatches(),
    ...oddEdits(),
    ...oddStyles(),
    ...oddCharts(),
  ];
}

if (import.meta.main) await recordAnswers(RECORDING, oddInputs());
