/** `kustomize edit alpha-list-builtin-plugin`: Kustomize lists them in any order, this is the alphabet's. */
import type { RunContext } from "../../context.ts";

// prettier-ignore
const PLUGINS: readonly string[] = [
  "AnnotationsTransformer", "ConfigMapGenerator", "HashTransformer", "HelmChartInflationGenerator",
  "IAMPolicyGenerator", "ImageTagTransformer", "LabelTransformer", "NamespaceTransformer", "PatchJson6902Transformer",
  "PatchStrategicMergeTransformer", "PatchTransformer", "PrefixSuffixTransformer", "PrefixTransformer",
  "ReplacementTransformer", "ReplicaCountTransformer", "SecretGenerator", "SuffixTransformer", "ValueAddTransformer",
];

export function run({ out }: RunContext): void {
  out.write(`Builtin plugins:\n\n${PLUGINS.map((name) => ` * ${name}\n`).join("")}`);
}
