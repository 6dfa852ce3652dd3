/** The fields of kustomization.yaml (api 0.21, types/). Absent means empty, as in Go. */
import type { Value } from "../../go/index.ts";

export interface Kustomization {
  kind?: string;
  apiVersion?: string;
  metadata?: ObjectMeta;
  openapi?: Map<string, string>;
  namePrefix?: string;
  nameSuffix?: string;
  namespace?: string;
  commonLabels?: Map<string, string>;
  labels?: Label[];
  commonAnnotations?: Map<string, string>;
  patchesStrategicMerge?: string[];
  patchesJson6902?: Patch[];
  patches?: Patch[];
  images?: Image[];
  imageTags?: Image[];
  replacements?: ReplacementField[];
  replicas?: Replica[];
  vars?: Var[];
  sortOptions?: SortOptions;
  resources?: string[];
  components?: string[];
  crds?: string[];
  bases?: string[];
  configMapGenerator?: GeneratorArgs[];
  secretGenerator?: SecretArgs[];
  helmGlobals?: HelmGlobals;
  helmCharts?: HelmChart[];
  helmChartInflationGenerator?: HelmChartArgs[];
  generatorOptions?: GeneratorOptions;
  configurations?: string[];
  generators?: string[];
  transformers?: string[];
  validators?: string[];
  buildMetadata?: string[];
}

export interface ObjectMeta {
  name?: string;
  namespace?: string;
  labels?: Map<string, string>;
  annotations?: Map<string, string>;
}

export interface FieldSpecEntry {
  group?: string;
  version?: string;
  kind?: string;
  path?: string;
  create?: boolean;
}

export interface Label {
  pairs?: Map<string, string>;
  includeSelectors?: boolean;
  includeTemplates?: boolean;
  fields?: FieldSpecEntry[];
}

export interface IdFields {
  group?: string;
  version?: string;
  kind?: string;
  name?: string;
  namespace?: string;
}

export interface Selector extends IdFields {
  annotationSelector?: string;
  labelSelector?: string;
}

export interface Patch {
  path?: string;
  patch?: string;
  target?: Selector;
  options?: PatchOptions;
}

export interface PatchOptions {
  allowNameChange?: boolean;
  allowKindChange?: boolean;
}

export interface Image {
  name?: string;
  newName?: string;
  tagSuffix?: string;
  newTag?: string;
  digest?: string;
}

export interface Replica {
  name?: string;
  count?: number;
}

export interface FieldOptions {
  delimiter?: string;
  index?: number;
  encoding?: string;
  create?: boolean;
}

export interface SourceSelector extends IdFields {
  fieldPath?: string;
  options?: FieldOptions;
}

export interface TargetSelector {
  select?: Selector;
  reject?: Selector[];
  fieldPaths?: string[];
  options?: FieldOptions;
}

export interface Replacement {
  source?: SourceSelector;
  targets?: TargetSelector[];
  sourceValue?: string;
}

export interface ReplacementField extends Replacement {
  path?: string;
}

export interface VarTarget extends IdFields {
  apiVersion?: string;
}

export interface Var {
  name?: string;
  objref?: VarTarget;
  fieldref?: { fieldPath?: string };
}

export interface SortOptions {
  order?: string;
  legacySortOptions?: { orderFirst?: string[]; orderLast?: string[] };
}

export interface GeneratorOptions {
  labels?: Map<string, string>;
  annotations?: Map<string, string>;
  disableNameSuffixHash?: boolean;
  immutable?: boolean;
}

export interface GeneratorArgs {
  namespace?: string;
  name?: string;
  behavior?: string;
  literals?: string[];
  files?: string[];
  envs?: string[];
  env?: string;
  options?: GeneratorOptions;
}

export interface SecretArgs extends GeneratorArgs {
  type?: string;
}

export interface HelmGlobals {
  chartHome?: string;
  configHome?: string;
}

export interface HelmChart {
  name?: string;
  version?: string;
  repo?: string;
  releaseName?: string;
  namespace?: string;
  additionalValuesFiles?: string[];
  valuesFile?: string;
  valuesInline?: Map<string, Value>;
  valuesMerge?: string;
  includeCRDs?: boolean;
  skipHooks?: boolean;
  apiVersions?: string[];
  kubeVersion?: string;
  nameTemplate?: string;
  skipTests?: boolean;
  debug?: boolean;
  devel?: boolean;
}

/** The deprecated form of `helmCharts` and `helmGlobals` together. */
export interface HelmChartArgs {
  chartName?: string;
  chartVersion?: string;
  chartRepoUrl?: string;
  chartHome?: string;
  chartRepoName?: string;
  helmBin?: string;
  helmHome?: string;
  values?: string;
  valuesLocal?: Map<string, Value>;
  valuesMerge?: string;
  releaseName?: string;
  releaseNamespace?: string;
  extraArgs?: string[];
}
