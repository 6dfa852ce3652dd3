/** Which kinds a ResourceQuota counts (kubernetes pkg/quota/v1/evaluator/core 1.36). */
import { objectAt, type ApiResource, type JsonObject } from "../../kube/index.ts";

type KindName = readonly [apiVersion: string, kind: string];

const BY_WORD: readonly (readonly [RegExp, KindName])[] = [
  [/^(pods|cpu|memory|ephemeral-storage|(requests|limits)\.(?!storage$).+)$/, ["v1", "Pod"]],
  [/^(services|services\..+)$/, ["v1", "Service"]],
  [
    /^(persistentvolumeclaims|requests\.storage|.+\.storageclass\.storage\.k8s\.io\/.+)$/,
    ["v1", "PersistentVolumeClaim"],
  ],
  [/^configmaps$/, ["v1", "ConfigMap"]],
  [/^secrets$/, ["v1", "Secret"]],
  [/^replicationcontrollers$/, ["v1", "ReplicationController"]],
  [/^resourcequotas$/, ["v1", "ResourceQuota"]],
];

export function countedBy(quotas: readonly JsonObject[], resources: readonly ApiResource[]): KindName[] {
  const words = quotas.flatMap((quota) => Object.keys(objectAt(quota, "spec", "hard")));
  const kinds = new Map<string, KindName>();
  for (const word of words) {
    const found = BY_WORD.find(([pattern]) => pattern.test(word))?.[1] ?? byName(word, resources);
    if (found !== undefined) kinds.set(found.join(" "), found);
  }
  return [...kinds.values()];
}

/** `count/deployments.apps` */
function byName(word: string, resources: readonly ApiResource[]): KindName | undefined {
  const [, plural, group = ""] = /^count\/([^.]+)(?:\.(.+))?$/.exec(word) ?? [];
  const resource = resources.find(
    ({ name, apiVersion }) =>
      name === plural && (apiVersion.includes("/") ? apiVersion.split("/", 1).join() : "") === group,
  );
  return resource === undefined ? undefined : [resource.apiVersion, resource.kind];
}
