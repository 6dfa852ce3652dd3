export { scopeOf } from "./cluster-scoped.ts";
export { apiVersionOf, compareGvk, formatGvk, gvkOf, isSelected, parseApiVersion, sameGvk, sortText } from "./gvk.ts";
export type { Gvk } from "./gvk.ts";
export {
  helmInstallOrder,
  helmUninstallOrder,
  kindRank,
  kindRanks,
  KUSTOMIZE_ORDER_FIRST,
  KUSTOMIZE_ORDER_LAST,
} from "./kind-order.ts";
export { labelSelectorText, labelValueErrors, parseLabelSelector, qualifiedNameErrors } from "./label-selector.ts";
export type { LabelSelector } from "./label-selector.ts";
export { CLUSTER_SCOPE, effectiveNamespace, formatId, idKey, isSelectedBy } from "./res-id.ts";
export type { ResId } from "./res-id.ts";
export { apiError, ApiError, genericRefusal, isApiError, isNotFound } from "./api-error.ts";
export type { StatusReason } from "./api-error.ts";
export type { ApiRequest, ApiResponse, Cluster, WatchEvent } from "./cluster.ts";
export { Discovery, groupVersionPath } from "./discovery.ts";
export type { ApiResource, ServerVersion } from "./discovery.ts";
export { schemaFaults } from "./structural-schema.ts";
export type { SchemaFault } from "./structural-schema.ts";
export {
  integer,
  isInteger,
  isNumber,
  isObject,
  listAt,
  numberAt,
  objectAt,
  parseJson,
  textAt,
  valueAt,
  writeJson,
} from "./json.ts";
export type { JsonObject, JsonValue } from "./json.ts";
export { answerValue, toValue } from "./to-value.ts";
export { Kubeconfig, KubeconfigError } from "./kubeconfig.ts";
export type {
  Connection,
  ConnectionOverrides,
  ExecCredentialConfig,
  Impersonation,
  KubeconfigFile,
  Material,
} from "./kubeconfig.ts";
export { collectionPath, NoKindMatchError, Objects, refOf } from "./objects.ts";
export type {
  ApplyOptions,
  DeleteOptions,
  ListOptions,
  ObjectRef,
  PatchType,
  Snapshot,
  Written,
  WriteOptions,
} from "./objects.ts";
export { mergePatch, threeWayMergePatch } from "./patch/json-merge.ts";
export { managedFieldsPatch } from "./patch/managed-fields.ts";
export { sameJson } from "./patch/same-json.ts";
export { strategicPatch } from "./patch/strategic.ts";
export type { ThreeWay } from "./patch/strategic.ts";
export { patchSchema } from "./schema/patch-schema.ts";
export type { PatchField, PatchSchema } from "./schema/patch-schema.ts";
export {
  conditions,
  current,
  failed,
  inProgress,
  isTrue,
  isUnschedulable,
  jobEnd,
  legacyReady,
  objectStatus,
} from "./readiness/index.ts";
export type { LegacyOptions, ObjectStatus, StatusOptions, StatusResult } from "./readiness/index.ts";
export { LiveCollection } from "./watch/live-collection.ts";
export type { Collection, WatchPorts } from "./watch/live-collection.ts";
export { allCauses, Family, logKey, nameOf, objectNode, refusalCause, rootCause, rootCauses } from "./cause/index.ts";
export type { Cause, CauseKind, CauseNode, ObjectName, Observed, RootCause, TreeOptions } from "./cause/index.ts";
