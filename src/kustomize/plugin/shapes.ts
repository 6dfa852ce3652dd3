/** The Go structs of built-in transformers' configurations (api 0.21, internal/builtins). */
import { stringMap, strings, type Shape, type StructShape } from "../kustomization/shape.ts";
import * as types from "../kustomization/shapes.ts";

const specs: Record<string, Shape> = { fieldSpecs: { list: types.FIELD_SPEC } };
const metadata: Record<string, Shape> = { metadata: types.OBJECT_META };

export const ANNOTATIONS: StructShape = {
  name: "AnnotationsTransformerPlugin",
  fields: { annotations: stringMap, ...specs },
};
export const LABELS: StructShape = { name: "LabelTransformerPlugin", fields: { labels: stringMap, ...specs } };
export const AFFIX: StructShape = {
  name: "PrefixTransformerPlugin",
  fields: { prefix: "string", suffix: "string", ...specs },
};
export const CONFIG_MAP: StructShape = {
  name: "ConfigMapGeneratorPlugin",
  fields: { ...types.CONFIG_MAP_ARGS.fields, ...metadata },
};
export const SECRET: StructShape = {
  name: "SecretGeneratorPlugin",
  fields: { ...types.SECRET_ARGS.fields, ...metadata },
};
export const HELM: StructShape = {
  name: "HelmChartInflationGeneratorPlugin",
  fields: { ...types.HELM_GLOBALS.fields, ...types.HELM_CHART.fields },
};
export const IMAGE_TAG: StructShape = {
  name: "ImageTagTransformerPlugin",
  fields: { imageTag: types.IMAGE, ...specs },
};
export const REPLICA_COUNT: StructShape = {
  name: "ReplicaCountTransformerPlugin",
  fields: { replica: types.REPLICA, ...specs },
};
export const NAMESPACE: StructShape = {
  name: "NamespaceTransformerPlugin",
  fields: { ...metadata, ...specs, unsetOnly: "bool", setRoleBindingSubjects: "string" },
};
export const JSON_6902: StructShape = {
  name: "PatchJson6902TransformerPlugin",
  fields: { target: types.SELECTOR, path: "string", jsonOp: "string" },
};
export const MERGE_PATCHES: StructShape = {
  name: "PatchStrategicMergeTransformerPlugin",
  fields: { paths: strings, patches: "string" },
};
export const PATCH: StructShape = { name: "PatchTransformerPlugin", fields: types.PATCH.fields };
export const REPLACEMENTS: StructShape = {
  name: "ReplacementTransformerPlugin",
  fields: { replacements: { list: types.REPLACEMENT_FIELD } },
};

const TARGET: StructShape = {
  name: "Target",
  fields: { selector: types.SELECTOR, fieldPath: "string", filePathPosition: "int" },
};
export const VALUE_ADD: StructShape = {
  name: "ValueAddTransformerPlugin",
  fields: { value: "string", targets: { list: TARGET }, targetFilePath: "string" },
};
export const VALUE_ADD_TARGETS: StructShape = { name: "", fields: { targets: { list: TARGET } } };
