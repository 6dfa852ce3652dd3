/** What an object refers to by name: what it needs to come up, and what decides about it. */
import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";

export interface Reference {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty for kinds of the whole cluster. */
  readonly namespace: string;
  readonly name: string;
  /** Pods do not start without it. */
  readonly isNeeded: boolean;
}

export function referencesOf(object: JsonObject): Reference[] {
  const namespace = textAt(object, "metadata", "namespace");
  const kind = textAt(object, "kind");
  const spec = podSpecOf(object);
  return [
    ...ownersOf(object, namespace),
    ...(spec === undefined ? [] : podReferences(spec, namespace)),
    ...(OWN[kind]?.(object, namespace) ?? []),
  ].filter(({ name }) => name !== "");
}

/** Of what is a pod, or makes pods. */
export function podSpecOf(object: JsonObject): JsonObject | undefined {
  switch (textAt(object, "kind")) {
    case "Pod":
      return objectAt(object, "spec");
    case "CronJob":
      return objectAt(object, "spec", "jobTemplate", "spec", "template", "spec");
    default: {
      const spec = valueAt(object, "spec", "template", "spec");
      return isObject(spec) && Array.isArray(spec["containers"]) ? spec : undefined;
    }
  }
}

const needed = (kind: string, namespace: string, name: string): Reference => ({
  ...{ apiVersion: "v1", kind, namespace, name },
  isNeeded: true,
});
const optional = (apiVersion: string, kind: string, place: { readonly namespace: string; readonly name: string }) => ({
  ...{ apiVersion, kind, ...place },
  isNeeded: false,
});
const clusterWide = (apiVersion: string, kind: string, name: string): Reference =>
  optional(apiVersion, kind, { namespace: "", name });

function ownersOf(object: JsonObject, namespace: string): Reference[] {
  return listAt(object, "metadata", "ownerReferences").map((owner) =>
    optional(textAt(owner, "apiVersion"), textAt(owner, "kind"), { namespace, name: textAt(owner, "name") }),
  );
}

function podReferences(spec: JsonObject, namespace: string): Reference[] {
  const containers = ["containers", "initContainers"].flatMap((key) => listAt(spec, key));
  return [
    needed("ServiceAccount", namespace, textAt(spec, "serviceAccountName") || "default"),
    clusterWide("scheduling.k8s.io/v1", "PriorityClass", textAt(spec, "priorityClassName")),
    clusterWide("node.k8s.io/v1", "RuntimeClass", textAt(spec, "runtimeClassName")),
    ...listAt(spec, "imagePullSecrets").map((one) =>
      optional("v1", "Secret", { namespace, name: textAt(one, "name") }),
    ),
    ...listAt(spec, "volumes").flatMap((volume) => volumeReferences(volume, namespace)),
    ...containers.flatMap((container) => environmentReferences(container, namespace)),
  ];
}

function volumeReferences(volume: JsonValue, namespace: string): Reference[] {
  const sources = [volume, ...listAt(volume, "projected", "sources")];
  const found = sources.flatMap((source) => [
    data("ConfigMap", objectAt(source, "configMap"), { namespace, key: "name" }),
    data("Secret", objectAt(source, "secret"), { namespace, key: source === volume ? "secretName" : "name" }),
  ]);
  return [...found, needed("PersistentVolumeClaim", namespace, textAt(volume, "persistentVolumeClaim", "claimName"))];
}

function environmentReferences(container: JsonValue, namespace: string): Reference[] {
  const single = listAt(container, "env").flatMap((one) => [
    data("ConfigMap", objectAt(one, "valueFrom", "configMapKeyRef"), { namespace, key: "name" }),
    data("Secret", objectAt(one, "valueFrom", "secretKeyRef"), { namespace, key: "name" }),
  ]);
  const whole = listAt(container, "envFrom").flatMap((one) => [
    data("ConfigMap", objectAt(one, "configMapRef"), { namespace, key: "name" }),
    data("Secret", objectAt(one, "secretRef"), { namespace, key: "name" }),
  ]);
  return [...single, ...whole];
}

/** A reference may say that it does without. */
function data(
  kind: string,
  source: JsonObject,
  { namespace, key }: { readonly namespace: string; readonly key: string },
): Reference {
  return { ...needed(kind, namespace, textAt(source, key)), isNeeded: source["optional"] !== true };
}

const CLAIMS_MAX = 100;

const OWN: Readonly<Record<string, (object: JsonObject, namespace: string) => Reference[]>> = {
  ServiceAccount: (object, namespace) =>
    ["secrets", "imagePullSecrets"]
      .flatMap((key) => listAt(object, key))
      .map((one) => optional("v1", "Secret", { namespace, name: textAt(one, "name") })),
  PersistentVolumeClaim: (object) => [
    clusterWide("v1", "PersistentVolume", textAt(object, "spec", "volumeName")),
    clusterWide("storage.k8s.io/v1", "StorageClass", textAt(object, "spec", "storageClassName")),
  ],
  StatefulSet: (object, namespace) => claimsOf(object, namespace),
  Ingress: (object, namespace) =>
    listAt(object, "spec", "tls").map((one) =>
      optional("v1", "Secret", { namespace, name: textAt(one, "secretName") }),
    ),
  RoleBinding: (object, namespace) => roleOf(object, namespace),
  ClusterRoleBinding: (object) => roleOf(object, ""),
  HorizontalPodAutoscaler: (object, namespace) => {
    const target = objectAt(object, "spec", "scaleTargetRef");
    return [
      optional(textAt(target, "apiVersion"), textAt(target, "kind"), { namespace, name: textAt(target, "name") }),
    ];
  },
};

function roleOf(binding: JsonObject, namespace: string): Reference[] {
  const kind = textAt(binding, "roleRef", "kind");
  const place = { namespace: kind === "Role" ? namespace : "", name: textAt(binding, "roleRef", "name") };
  return [optional("rbac.authorization.k8s.io/v1", kind, place)];
}

/** Those of its pods, whether the pods are there or not. */
function claimsOf(set: JsonObject, namespace: string): Reference[] {
  const [name, count] = [textAt(set, "metadata", "name"), Math.min(numberAt(set, "spec", "replicas") ?? 1, CLAIMS_MAX)];
  return listAt(set, "spec", "volumeClaimTemplates").flatMap((template) =>
    Array.from({ length: count }, (_, i) => {
      const claim = `${textAt(template, "metadata", "name")}-${name}-${i}`;
      return optional("v1", "PersistentVolumeClaim", { namespace, name: claim });
    }),
  );
}
