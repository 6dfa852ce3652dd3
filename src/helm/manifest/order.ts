/** The order in which kinds are installed and uninstalled (helm pkg/release/v1/util/kind_sorter.go). */
import { compareStrings } from "../../go/index.ts";
import type { Dialect } from "../dialect.ts";

const INSTALL_ORDER = [
  "PriorityClass",
  "Namespace",
  "NetworkPolicy",
  "ResourceQuota",
  "LimitRange",
  "PodSecurityPolicy",
  "PodDisruptionBudget",
  "ServiceAccount",
  "Secret",
  "SecretList",
  "ConfigMap",
  "StorageClass",
  "PersistentVolume",
  "PersistentVolumeClaim",
  "CustomResourceDefinition",
  "ClusterRole",
  "ClusterRoleList",
  "ClusterRoleBinding",
  "ClusterRoleBindingList",
  "Role",
  "RoleList",
  "RoleBinding",
  "RoleBindingList",
  "Service",
  "DaemonSet",
  "Pod",
  "ReplicationController",
  "ReplicaSet",
  "Deployment",
  "HorizontalPodAutoscaler",
  "StatefulSet",
  "Job",
  "CronJob",
  "IngressClass",
  "Ingress",
  "APIService",
] as const;

/** Helm 4 installs webhooks last, so that they cannot refuse what is installed beside them. */
const WEBHOOKS = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"] as const;

export function installOrder(dialect: Dialect): readonly string[] {
  return dialect === "helm4" ? [...INSTALL_ORDER, ...WEBHOOKS] : INSTALL_ORDER;
}

/** The reverse, but for services: they stay until after the workloads' configuration of ingresses is gone. */
export function uninstallOrder(dialect: Dialect): readonly string[] {
  const reversed: string[] = installOrder(dialect).toReversed();
  reversed.splice(reversed.indexOf("Service"), 1);
  reversed.splice(reversed.indexOf("IngressClass") + 1, 0, "Service");
  return reversed;
}

/** A stable sort; kinds that `order` lacks come last, by name. */
export function sortByKind<T>(
  items: readonly T[],
  options: { kind: (item: T) => string; order: readonly string[] },
): T[] {
  const rank = new Map(options.order.map((kind, i) => [kind, i]));
  return items.toSorted((a, b) => {
    const [kindA, kindB] = [options.kind(a), options.kind(b)];
    const [rankA, rankB] = [rank.get(kindA) ?? Infinity, rank.get(kindB) ?? Infinity];
    return rankA === rankB ? (rankA === Infinity ? compareStrings(kindA, kindB) : 0) : rankA - rankB;
  });
}
