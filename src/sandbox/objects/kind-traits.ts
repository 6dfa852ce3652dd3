/** Which kinds count their changes, and which have a status that is written apart. */
import type { Kind } from "../schema/kinds.ts";

/** Kinds whose `metadata.generation` counts changes of what is wanted. */
const COUNTED = new Set([
  ...["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod", "Ingress", "NetworkPolicy"],
  ...["PodDisruptionBudget", "ReplicationController", "CustomResourceDefinition", "ValidatingWebhookConfiguration"],
  ...[
    "MutatingWebhookConfiguration",
    "ValidatingAdmissionPolicy",
    "FlowSchema",
    "PriorityLevelConfiguration",
    "IngressClass",
  ],
  ...["EndpointSlice", "PriorityClass", "ValidatingAdmissionPolicyBinding", "PodTemplate"],
]);

/** Its generation is the first for ever. */
export function keepsGeneration({ resource }: Kind): boolean {
  return resource.kind === "PriorityClass";
}

/** It has no generation until it changes. */
export function countsFromZero({ resource }: Kind): boolean {
  return resource.kind === "CSIDriver";
}

/** Kinds whose updates must name the version that they change (`AllowUnconditionalUpdate`). */
const CONDITIONAL = new Set([
  ...["RuntimeClass", "PodDisruptionBudget", "CSIDriver", "VolumeAttachment", "CSINode", "CSIStorageCapacity", "Lease"],
  ...["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "ValidatingAdmissionPolicy"],
  ...["ValidatingAdmissionPolicyBinding", "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"],
  ...["CustomResourceDefinition", "APIService"],
]);

export function isReplacedKnowingly({ resource, custom }: Kind): boolean {
  return custom !== undefined || CONDITIONAL.has(resource.kind);
}

export function countsGenerations({ resource, custom }: Kind): boolean {
  return custom !== undefined || COUNTED.has(resource.kind);
}

export function hasStatus({ resource }: Kind): boolean {
  return resource.subresources.some(({ name }) => name === "status");
}
