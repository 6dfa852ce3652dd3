/** The Go structs behind kustomization.yaml, in the order of their fields (api 0.21, types/). */
import { stringMap, strings, within, type Shape, type StructShape } from "./shape.ts";

const gvk = { group: "string", version: "string", kind: "string" } as const;
const resId = { ...gvk, name: "string", namespace: "string" } as const;
const inGvk = within("Gvk", gvk);
const inResId = { ...within("ResId", resId), ...within("ResId.Gvk", gvk) };

export const FIELD_SPEC: StructShape = {
  name: "FieldSpec",
  fields: { ...gvk, path: "string", create: "bool" },
  embedded: inGvk,
};

export const OBJECT_META: StructShape = {
  name: "ObjectMeta",
  fields: { name: "string", namespace: "string", labels: stringMap, annotations: stringMap },
};

export const SELECTOR: StructShape = {
  name: "Selector",
  fields: { ...resId, annotationSelector: "string", labelSelector: "string" },
  embedded: inResId,
};

const PATCH_ARGS: StructShape = {
  name: "PatchArgs",
  fields: { allowNameChange: "bool", allowKindChange: "bool" },
};

export const PATCH: StructShape = {
  name: "Patch",
  fields: { path: "string", patch: "string", target: SELECTOR, options: PATCH_ARGS },
};

export const IMAGE: StructShape = {
  name: "Image",
  fields: { name: "string", newName: "string", tagSuffix: "string", newTag: "string", digest: "string" },
};

const FIELD_OPTIONS: StructShape = {
  name: "FieldOptions",
  fields: { delimiter: "string", index: "int", encoding: "string", create: "bool" },
};

const TARGET_SELECTOR: StructShape = {
  name: "TargetSelector",
  always: ["select"],
  fields: { select: SELECTOR, reject: { list: SELECTOR, pointers: true }, fieldPaths: strings, options: FIELD_OPTIONS },
};

const replacement: Record<string, Shape> = {
  source: {
    name: "SourceSelector",
    fields: { ...resId, fieldPath: "string", options: FIELD_OPTIONS },
    embedded: inResId,
  },
  targets: { list: TARGET_SELECTOR, pointers: true },
  sourceValue: "string",
};

export const REPLACEMENT: StructShape = { name: "Replacement", fields: replacement };
export const REPLACEMENT_FIELD: StructShape = {
  name: "ReplacementField",
  fields: { ...replacement, path: "string" },
  embedded: within("Replacement", replacement),
};

export const REPLICA: StructShape = { name: "Replica", always: ["count"], fields: { name: "string", count: "int64" } };

const VAR: StructShape = {
  name: "Var",
  always: ["name", "objref", "fieldref"],
  fields: {
    name: "string",
    objref: { name: "Target", always: ["name"], fields: { apiVersion: "string", ...resId }, embedded: inGvk },
    fieldref: { name: "FieldSelector", fields: { fieldPath: "string" } },
  },
};

export const SORT_OPTIONS: StructShape = {
  name: "SortOptions",
  fields: {
    order: { text: "types.SortOrder" },
    legacySortOptions: {
      name: "LegacySortOptions",
      always: ["orderFirst", "orderLast"],
      fields: { orderFirst: strings, orderLast: strings },
    },
  },
};

const GENERATOR_OPTIONS: StructShape = {
  name: "GeneratorOptions",
  fields: { labels: stringMap, annotations: stringMap, disableNameSuffixHash: "bool", immutable: "bool" },
};

const sources: Record<string, Shape> = { literals: strings, files: strings, envs: strings, env: "string" };
const generatorArgs: Record<string, Shape> = {
  namespace: "string",
  name: "string",
  behavior: "string",
  ...sources,
  options: GENERATOR_OPTIONS,
};
const inGeneratorArgs = {
  ...within("GeneratorArgs", generatorArgs),
  ...within("GeneratorArgs.KvPairSources", sources),
};

export const CONFIG_MAP_ARGS: StructShape = {
  name: "ConfigMapArgs",
  fields: generatorArgs,
  embedded: inGeneratorArgs,
};
export const SECRET_ARGS: StructShape = {
  name: "SecretArgs",
  fields: { ...generatorArgs, type: "string" },
  embedded: inGeneratorArgs,
};

export const HELM_GLOBALS: StructShape = {
  name: "HelmGlobals",
  fields: { chartHome: "string", configHome: "string" },
};

export const HELM_CHART: StructShape = {
  name: "HelmChart",
  fields: {
    name: "string",
    version: "string",
    repo: "string",
    releaseName: "string",
    namespace: "string",
    additionalValuesFiles: strings,
    valuesFile: "string",
    valuesInline: { map: "any" },
    valuesMerge: "string",
    includeCRDs: "bool",
    skipHooks: "bool",
    apiVersions: strings,
    kubeVersion: "string",
    nameTemplate: "string",
    skipTests: "bool",
    debug: "bool",
    devel: "bool",
  },
};

const HELM_CHART_ARGS: StructShape = {
  name: "HelmChartArgs",
  fields: {
    chartName: "string",
    chartVersion: "string",
    chartRepoUrl: "string",
    chartHome: "string",
    chartRepoName: "string",
    helmBin: "string",
    helmHome: "string",
    values: "string",
    valuesLocal: { map: "any" },
    valuesMerge: "string",
    releaseName: "string",
    releaseNamespace: "string",
    extraArgs: strings,
  },
};

const typeMeta: Record<string, Shape> = { kind: "string", apiVersion: "string" };

export const KUSTOMIZATION: StructShape = {
  name: "Kustomization",
  embedded: within("TypeMeta", typeMeta),
  fields: {
    ...typeMeta,
    metadata: OBJECT_META,
    openapi: stringMap,
    namePrefix: "string",
    nameSuffix: "string",
    namespace: "string",
    commonLabels: stringMap,
    labels: {
      list: {
        name: "Label",
        fields: {
          pairs: stringMap,
          includeSelectors: "bool",
          includeTemplates: "bool",
          fields: { list: FIELD_SPEC },
        },
      },
    },
    commonAnnotations: stringMap,
    patchesStrategicMerge: { list: { text: "types.PatchStrategicMerge" } },
    patchesJson6902: { list: PATCH },
    patches: { list: PATCH },
    images: { list: IMAGE },
    imageTags: { list: IMAGE },
    replacements: { list: REPLACEMENT_FIELD },
    replicas: { list: REPLICA },
    vars: { list: VAR },
    sortOptions: SORT_OPTIONS,
    resources: strings,
    components: strings,
    crds: strings,
    bases: strings,
    configMapGenerator: { list: CONFIG_MAP_ARGS },
    secretGenerator: { list: SECRET_ARGS },
    helmGlobals: HELM_GLOBALS,
    helmCharts: { list: HELM_CHART },
    helmChartInflationGenerator: { list: HELM_CHART_ARGS },
    generatorOptions: GENERATOR_OPTIONS,
    configurations: strings,
    generators: strings,
    transformers: strings,
    validators: strings,
    buildMetadata: strings,
  },
};
