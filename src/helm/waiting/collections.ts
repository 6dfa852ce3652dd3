/** What is to be watched in order to say why something is not ready. */
import type { Collection } from "../../kube/index.ts";
import type { Wait } from "../cluster/wait/observed.ts";
import { refOf, type Resource } from "../cluster/resource.ts";
import { isPaused } from "../cluster/wait/paused.ts";

/** As soon as they exist they are as they should be; nobody looks for more about them. */
const PASSIVE: ReadonlySet<string> = new Set([
  ...[
    "ConfigMap",
    "Secret",
    "ServiceAccount",
    "Namespace",
    "ResourceQuota",
    "LimitRange",
    "Endpoints",
    "EndpointSlice",
  ],
  ...["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "NetworkPolicy", "Ingress", "IngressClass"],
  ...["StorageClass", "PriorityClass", "PodDisruptionBudget", "HorizontalPodAutoscaler", "CronJob", "PersistentVolume"],
  ...["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "ValidatingAdmissionPolicy"],
  ...["ValidatingAdmissionPolicyBinding", "RuntimeClass", "APIService", "Lease"],
]);

/** A cluster's own kinds with pods below them, or with events that say something. */
const BUILT_IN = /^(?:v1|(?:apps|batch)\/v\d\w*|(?:[a-z.]+\.)?k8s\.io\/v\d\w*)$/;

const COLLECTIONS_MAX = 24;

/** Those that are worth looking at while they are waited for. */
export function interesting({ purpose, resources }: Wait): readonly Resource[] {
  if (purpose === "gone") return resources;
  if (purpose === "finished") return resources.filter(({ mapping }) => ["Job", "Pod"].includes(mapping.kind));
  return resources.filter(({ mapping, object }) => !PASSIVE.has(mapping.kind) && !isPaused(object));
}

export function rootKey({ mapping, namespace }: Resource): string {
  return [mapping.apiVersion, mapping.kind, mapping.namespaced ? namespace : ""].join("\0");
}

/** By key: those of `resources`, and in their namespaces all that may belong to them. */
export function collectionsFor(wait: Wait): ReadonlyMap<string, Collection> {
  const roots = interesting(wait);
  const collections = new Map<string, Collection>();
  const add = (key: string, collection: Collection) => {
    if (collections.size < COLLECTIONS_MAX && !collections.has(key)) collections.set(key, collection);
  };
  const namespaces = new Set(roots.filter(({ mapping }) => mapping.namespaced).map(({ namespace }) => namespace));
  const hasCustom = roots.some(({ mapping }) => !BUILT_IN.test(mapping.apiVersion));
  for (const namespace of namespaces) {
    for (const [apiVersion, kind] of [...RELATED, ...(hasCustom ? OF_CUSTOM : [])]) {
      add([apiVersion, kind, namespace].join("\0"), { apiVersion, kind, namespace });
    }
  }
  for (const [key, group] of Map.groupBy(roots, rootKey)) add(key, ofGroup(group));
  return collections;
}

const RELATED = [
  ["v1", "Event"],
  ["v1", "Pod"],
  ["apps/v1", "ReplicaSet"],
  ["v1", "PersistentVolumeClaim"],
] as const;

/** What operators usually make. */
const OF_CUSTOM = [
  ["apps/v1", "Deployment"],
  ["apps/v1", "StatefulSet"],
  ["batch/v1", "Job"],
] as const;

function ofGroup(group: readonly Resource[]): Collection {
  const [first, ...others] = group;
  if (first === undefined) throw new Error("a group of nothing");
  const { apiVersion, kind, namespace, name } = refOf(first);
  return { apiVersion, kind, namespace, ...(others.length === 0 ? { fieldSelector: `metadata.name=${name}` } : {}) };
}
