/**
 * Orders of kinds: Kustomize's legacy order (SortOrderTransformer, kyaml resid 0.21) and Helm's order of installation
 * (release/v1/util/kind_sorter.go, 4.3.1). Kinds that are not listed come between first and last, and last, respectively.
 */

// prettier-ignore
export const KUSTOMIZE_ORDER_FIRST: readonly string[] = [
  "Namespace", "ResourceQuota", "StorageClass", "CustomResourceDefinition", "ServiceAccount", "PodSecurityPolicy",
  "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "ConfigMap", "Secret", "Endpoints", "Service",
  "LimitRange", "PriorityClass", "PersistentVolume", "PersistentVolumeClaim", "Deployment", "StatefulSet", "CronJob",
  "PodDisruptionBudget",
];

export const KUSTOMIZE_ORDER_LAST: readonly string[] = [
  "MutatingWebhookConfiguration",
  "ValidatingWebhookConfiguration",
];

/** Helm 4. Helm 3 has no webhook configurations here: `helmInstallOrder`. */
// prettier-ignore
const HELM_INSTALL_ORDER: readonly string[] = [
  "PriorityClass", "Namespace", "NetworkPolicy", "ResourceQuota", "LimitRange", "PodSecurityPolicy",
  "PodDisruptionBudget", "ServiceAccount", "Secret", "SecretList", "ConfigMap", "StorageClass", "PersistentVolume",
  "PersistentVolumeClaim", "CustomResourceDefinition", "ClusterRole", "ClusterRoleList", "ClusterRoleBinding",
  "ClusterRoleBindingList", "Role", "RoleList", "RoleBinding", "RoleBindingList", "Service", "DaemonSet", "Pod",
  "ReplicationController", "ReplicaSet", "Deployment", "HorizontalPodAutoscaler", "StatefulSet", "Job", "CronJob",
  "IngressClass", "Ingress", "APIService", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration",
];

/** Helm's order of installation; uninstalling goes the other way. */
export function helmInstallOrder(dialect: "helm3" | "helm4"): readonly string[] {
  if (dialect === "helm4") return HELM_INSTALL_ORDER;
  return HELM_INSTALL_ORDER.filter((kind) => !KUSTOMIZE_ORDER_LAST.includes(kind));
}

export function helmUninstallOrder(dialect: "helm3" | "helm4"): readonly string[] {
  return helmInstallOrder(dialect).toReversed();
}

let defaultRanks: ReadonlyMap<string, number> | undefined;

/** The rank of a kind in Kustomize's order: negative comes first, 0 is not listed. */
export function kindRank(kind: string): number {
  defaultRanks ??= kindRanks(KUSTOMIZE_ORDER_FIRST, KUSTOMIZE_ORDER_LAST);
  return defaultRanks.get(kind) ?? 0;
}

/** Ranks for any pair of lists, as `sortOptions.legacySortOptions` gives them. A kind listed twice has its later rank. */
export function kindRanks(first: readonly string[], last: readonly string[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  first.forEach((kind, index) => ranks.set(kind, index - first.length));
  last.forEach((kind, index) => ranks.set(kind, index + 1));
  return ranks;
}
