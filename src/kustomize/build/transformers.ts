/**
 * Running a kustomization's transformers and validators (api 0.21, runTransformers, kusttarget_configplugin.go). All are configured
 * before the first one runs, so that a faulty patch changes nothing.
 */
import { encode } from "../edit/encode.ts";
import { REPLACEMENT_FIELD } from "../kustomization/shapes.ts";
import { fieldSpec, mergeSpecs } from "../config/field-spec.ts";
import type { TransformerConfig } from "../config/transformer-config.ts";
import { KustomizeError, within } from "../error.ts";
import type { Kustomization, Label } from "../kustomization/types.ts";
import { json6902Transform, mergePatchesTransform, patchTransform } from "../patch/patch-transformer.ts";
import { loadConfigs } from "../plugin/load.ts";
import { asTransform, loadPlugin, type Transform } from "../plugin/plugin.ts";
import { formatId } from "../../kube/index.ts";
import { replaceAll } from "../refer/replacement.ts";
import { readReplacements } from "../refer/read-replacements.ts";
import { metadataMap, setMetadataMap } from "../node/metadata.ts";
import { emitNode } from "../node/text.ts";
import type { ResMap } from "../resource/res-map.ts";
import { setImage } from "../transform/images.ts";
import { addAffix, addEntries, setReplicas } from "../transform/metadata.ts";
import { setNamespaces } from "../transform/namespace.ts";
import type { TracedEntry } from "./build-trace.ts";
import type { Accumulator } from "./accumulator.ts";
import { configYaml } from "./config-value.ts";
import { builtInOrigin, noteTransformer, pluginOrigin, type BuildOrigin } from "./origin.ts";
import type { Target } from "./target.ts";

interface Step {
  readonly transform: Transform;
  readonly entry: TracedEntry;
  readonly origin: BuildOrigin | undefined;
}

export function runTransformers(target: Target, { map, config }: Accumulator): void {
  const steps = [...builtInSteps(target, config), ...externalSteps(target, target.kustomization.transformers ?? [])];
  for (const { transform, origin, entry } of steps) {
    target.options.trace?.starts(target, entry, map.resources);
    transform(map);
    target.options.trace?.ran(target, entry, map.resources);
    if (origin !== undefined) noteTransformer(map, origin);
    map.dropEmpty();
  }
}

function externalSteps(target: Target, entries: readonly string[]): Step[] {
  return loadConfigs(target, entries).map((config, index) => ({
    entry: { kind: "transformers", index, config },
    transform: asTransform(loadPlugin(config, target), config),
    origin: pluginOrigin(config),
  }));
}

/** The transformers behind the kustomization's fields, in Kustomize's order. */
function builtInSteps(target: Target, config: TransformerConfig): Step[] {
  const { kustomization: k } = target;
  const configured = <Entry extends object>(kind: string, entry: Entry, make: (entry: Entry) => Transform): Transform =>
    within(
      () => `trouble configuring builtin ${kind} with config: \`\n${configYaml(entry)}\``,
      () => make(entry),
    );
  const steps: readonly (readonly [string, readonly Transform[]])[] = [
    ["PatchStrategicMergeTransformer", mergePatches(target, configured)],
    [
      "PatchTransformer",
      (k.patches ?? []).map((patch) =>
        configured("PatchTransformer", patch, () => patchTransform(patch, () => configYaml(patch), target)),
      ),
    ],
    [
      "NamespaceTransformer",
      when(k.namespace, (namespace) => (map) => setNamespaces(map, { namespace, specs: config.namespace })),
    ],
    [
      "PrefixTransformer",
      when(k.namePrefix, (text) => (map) => addAffix(map, { kind: "prefix", text }, config.namePrefix)),
    ],
    [
      "SuffixTransformer",
      when(k.nameSuffix, (text) => (map) => addAffix(map, { kind: "suffix", text }, config.nameSuffix)),
    ],
    ["LabelTransformer", labelTransforms(k, config)],
    [
      "AnnotationsTransformer",
      when(
        k.commonAnnotations?.size === 0 ? undefined : k.commonAnnotations,
        (annotations) => (map) => addEntries(map, annotations, config.commonAnnotations),
      ),
    ],
    [
      "PatchJson6902Transformer",
      (k.patchesJson6902 ?? []).map(({ target: selector, path, patch }) => {
        const entry = { jsonOp: patch ?? "", path: path ?? "", ...(selector && { target: selector }) };
        return configured("PatchJson6902Transformer", entry, () => json6902Transform(entry, target));
      }),
    ],
    [
      "ReplicaCountTransformer",
      (k.replicas ?? []).map((replica) => (map) => setReplicas(map, replica, config.replicas)),
    ],
    ["ImageTagTransformer", (k.images ?? []).map((image) => (map) => setImage(map, image, config.images))],
    ["ReplacementTransformer", replacements(target, configured)],
  ];
  return steps.flatMap(([kind, transforms]) => {
    const origin = target.origin === undefined ? undefined : builtInOrigin(target.origin, target.file, kind);
    return transforms.map((transform, index) => ({ transform, origin, entry: { kind, index } }));
  });
}

type Configured = <Entry extends object>(kind: string, entry: Entry, make: (entry: Entry) => Transform) => Transform;

/** One transform for a field that is set, none for one that is not. */
function when<Field>(field: Field | undefined, make: (field: NonNullable<Field>) => Transform): Transform[] {
  return field === undefined || field === null || field === "" ? [] : [make(field)];
}

function mergePatches(target: Target, configured: Configured): Transform[] {
  const paths = target.kustomization.patchesStrategicMerge ?? [];
  if (paths.length === 0) return [];
  return [configured("PatchStrategicMergeTransformer", { paths }, (entry) => mergePatchesTransform(entry, target))];
}

function replacements(target: Target, configured: Configured): Transform[] {
  // An empty list is none when it is handed on; only files can have one.
  const entries = (target.kustomization.replacements ?? []).map(({ targets = [], ...entry }) =>
    targets.length === 0 ? entry : { ...entry, targets },
  );
  if (entries.length === 0) return [];
  const shown = { Replacements: entries.map((entry) => encode(entry, REPLACEMENT_FIELD)) };
  return [
    configured("ReplacementTransformer", shown, () => {
      const read = readReplacements(entries, target);
      const { trace, unmatched } = target.options;
      if (trace === undefined) return (map) => replaceAll(map, read, unmatched);
      return (map) =>
        read.forEach((replacement, index) => {
          const entry = { kind: "ReplacementTransformer", index, replacement };
          trace.starts(target, entry, map.resources);
          replaceAll(map, [replacement], unmatched);
          trace.ran(target, entry, map.resources);
        });
    }),
  ];
}

const METADATA_LABELS = fieldSpec({ path: "metadata/labels", create: true });

function labelTransforms({ labels = [], commonLabels }: Kustomization, config: TransformerConfig): Transform[] {
  if (labels.length === 0 && (commonLabels?.size ?? 0) === 0) return [];
  const transforms = labels.map((label): Transform => {
    const specs = labelSpecs(label, config);
    return (map) => addEntries(map, label.pairs ?? new Map<string, string>(), specs);
  });
  const common = commonLabels ?? new Map<string, string>();
  return [...transforms, (map) => addEntries(map, common, config.commonLabels)];
}

function labelSpecs({ fields = [], includeSelectors, includeTemplates }: Label, config: TransformerConfig) {
  const own = within("failed to merge labels", () => mergeSpecs(fields.map(fieldSpec), config.labels));
  if (includeSelectors === true) return within("failed to merge labels", () => mergeSpecs(own, config.commonLabels));
  const templates =
    includeTemplates === true
      ? within("failed to merge template fieldSpec", () => mergeSpecs(own, config.templateLabels))
      : own;
  return within("failed to merge labels", () => mergeSpecs(templates, [METADATA_LABELS]));
}

const VALIDATED_BY = "validated-by";

/** Validators are transformers that may change nothing but a label that says they ran. */
export function runValidators(target: Target, { map }: Accumulator): void {
  for (const { transform } of externalSteps(target, target.kustomization.validators ?? [])) {
    const before = map.copy();
    transform(map);
    const after = map.copy();
    for (const { node } of after.resources) {
      const labels = metadataMap(node, "labels");
      if (labels.delete(VALIDATED_BY)) setMetadataMap(node, "labels", labels);
    }
    refuseChanges(before, after);
  }
}

function refuseChanges(before: ResMap, after: ResMap): void {
  const fail = (what: string): never => {
    throw new KustomizeError(`validator shouldn't modify the resource map: ${what}`);
  };
  if (before.resources.length !== after.resources.length) fail("lists have different number of entries");
  for (const resource of before.resources) {
    const id = resource.currentId;
    const [same] = after.withCurrentId(id);
    if (same === undefined) return fail(`id in self missing from other; id: ${formatId(id)}`);
    const [left, right] = [emitNode(resource.node), emitNode(same.node)];
    if (left !== right) fail(`nodes unequal: \n -- ${left},\n -- ${right}\n`);
  }
}
