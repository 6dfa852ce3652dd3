/** The Go structs of built-in transformers' configurations (api 0.21, internal/builtins). */
import { stringMap, type Shape, type StructShape } from "../kustomization/shape.ts";
import * as types from "../kustomization/shapes.ts";

const specs: Record<string, Shape> = { fieldSpecs: { list: types.FIELD_SPEC } };
const metadata: Record<string, Shape> = { metadata: types.OBJECT_META };

/** A struct that embeds others. */
function embedding(name: string, fields: Record<string, Shape>, ...structs: readonly StructShape[]): StructShape {
  const embedded = structs.flatMap((struct) =>
    Object.keys(struct.fields).map((field) => [
      field,
      [struct.name, struct.embedded?.[field]].filter(Boolean).join("."),
    ]),
  );
  return {
    name,
    fields: { ...Object.assign({}, ...structs.map((struct) => struct.fields)), ...fields },
    embedded: Object.fromEntries(embedded),
  };
}

export const ANNOTATIONS: StructShape = {
  name: "AnnotationsTransformerPlugin",
  fields: { annotations: stringMap, ...specs },
};
export const LABELS: StructShape = { name: "LabelTransformerPlugin", fields: { labels: stringMap, ...specs } };
const affixSpecs: Shape = { list: types.FIELD_SPEC, type: "types.FsSlice" };
export const PREFIX: StructShape = {
  name: "PrefixTransformerPlugin",
  fields: { prefix: "string", fieldSpecs: affixSpecs },
};
export const SUFFIX: StructShape = {
  name: "SuffixTransformerPlugin",
  fields: { suffix: "string", fieldSpecs: affixSpecs },
};
export const CONFIG_MAP = embedding("ConfigMapGeneratorPlugin", metadata, types.CONFIG_MAP_ARGS);
export const SECRET = embedding("SecretGeneratorPlugin", metadata, types.SECRET_ARGS);
export const HELM = embedding("HelmChartInflationGeneratorPlugin", {}, types.HELM_GLOBALS, types.HELM_CHART);
const SERVICE: StructShape = { name: "KubernetesService", fields: { namespace: "string", name: "string" } };
const SERVICE_ACCOUNT: StructShape = { name: "ServiceAccount", fields: { name: "string", projectId: "string" } };
export const IAM_POLICY = embedding(
  "IAMPolicyGeneratorPlugin",
  {},
  {
    name: "IAMPolicyGeneratorArgs",
    fields: { cloud: { text: "types.Cloud" }, kubernetesService: SERVICE, serviceAccount: SERVICE_ACCOUNT },
  },
);
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
  fields: {
    ...metadata,
    ...specs,
    unsetOnly: "bool",
    setRoleBindingSubjects: { text: "namespace.RoleBindingSubjectMode" },
  },
};
export const JSON_6902: StructShape = {
  name: "PatchJson6902TransformerPlugin",
  fields: { target: types.SELECTOR, path: "string", jsonOp: "string" },
};
export const MERGE_PATCHES: StructShape = {
  name: "PatchStrategicMergeTransformerPlugin",
  fields: { paths: { list: { text: "types.PatchStrategicMerge" } }, patches: "string" },
};
export const PATCH: StructShape = { name: "PatchTransformerPlugin", fields: types.PATCH.fields };
export const REPLACEMENTS: StructShape = {
  name: "ReplacementTransformerPlugin",
  fields: { replacements: { list: types.REPLACEMENT_FIELD } },
};

const TARGET: StructShape = {
  name: "Target",
  type: "builtins.Target",
  fields: { selector: types.SELECTOR, fieldPath: "string", filePathPosition: "int" },
};
export const VALUE_ADD: StructShape = {
  name: "ValueAddTransformerPlugin",
  fields: { value: "string", targets: { list: TARGET }, targetFilePath: "string" },
};
export const VALUE_ADD_TARGETS: StructShape = { name: "", fields: { targets: { list: TARGET } } };
