/**
 * What stands for objects that are there, most likely, and may not be read: nodes under the names that pods have, ConfigMaps and Secrets with the keys
 * that pods want of them. Without them everything would seem to hang.
 */
import { listAt, objectAt, textAt, type JsonObject, type ObjectRef } from "../../kube/index.ts";
import { podSpecOf } from "./references.ts";

/** `objects`: those that are known, and those that are wanted. */
export function standIns(unreadable: readonly ObjectRef[], objects: readonly JsonObject[]): JsonObject[] {
  const data = unreadable.filter(({ kind }) => kind === "Secret" || kind === "ConfigMap");
  return [...data.map((ref) => withKeys(ref, objects)), ...nodesOf(objects)];
}

function withKeys({ apiVersion, kind, namespace, name }: ObjectRef, objects: readonly JsonObject[]): JsonObject {
  const keys = objects
    .filter((one) => textAt(one, "metadata", "namespace") === namespace)
    .flatMap((one) => keysOf(podSpecOf(one) ?? {}, { kind, name }));
  const data = Object.fromEntries(keys.map((key) => [key, ""]));
  return { apiVersion, kind, metadata: { name, namespace }, data, ...(kind === "Secret" ? { type: "Opaque" } : {}) };
}

function keysOf(spec: JsonObject, { kind, name }: Pick<ObjectRef, "kind" | "name">): string[] {
  const source = kind === "Secret" ? "secretKeyRef" : "configMapKeyRef";
  return ["containers", "initContainers"]
    .flatMap((key) => listAt(spec, key))
    .flatMap((container) => listAt(container, "env"))
    .map((variable) => objectAt(variable, "valueFrom", source))
    .filter((reference) => reference["name"] === name)
    .map((reference) => textAt(reference, "key"));
}

function nodesOf(objects: readonly JsonObject[]): JsonObject[] {
  if (objects.some((one) => one["kind"] === "Node")) return [];
  const names = objects.filter((one) => one["kind"] === "Pod").map((pod) => textAt(pod, "spec", "nodeName"));
  return [...new Set(names)].filter((name) => name !== "").map(node);
}

function node(name: string): JsonObject {
  const labels = { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64" };
  const capacity = { cpu: "1k", memory: "1Ti", pods: "1M" };
  const ready = { type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" };
  const metadata = { name, uid: `stand-in-${name}`, labels };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata,
    spec: {},
    status: { capacity, allocatable: capacity, conditions: [ready] },
  };
}
