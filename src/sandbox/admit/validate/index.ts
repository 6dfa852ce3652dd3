/** What a built-in kind may be: a table of rules by kind. What of it may not change any more is in `changes.ts`. */
import { textAt, type JsonObject } from "../../../kube/index.ts";
import type { FieldError } from "../../wire/refusal.ts";
import { validatingBinding, validatingPolicy } from "./admission-policies.ts";
import { apiService } from "./api-services.ts";
import { event } from "./events.ts";
import { autoscaler } from "./autoscaling.ts";
import { claim } from "./claims.ts";
import { configMap, namespace, secret } from "./configuration.ts";
import { definition, newDefinition } from "./definitions/index.ts";
import { cronJob, job } from "./jobs.ts";
import { ingress, ingressClass, networkPolicy } from "./networking.ts";
import { newPod, pod, podTemplate } from "./pod.ts";
import {
  disruptionBudget,
  lease,
  limitRange,
  newPriorityClass,
  priorityClass,
  resourceQuota,
  runtimeClass,
} from "./policies.ts";
import { clusterRole, clusterRoleBinding, role, roleBinding } from "./roles.ts";
import { on, type Rule } from "./rules.ts";
import { balancerStatus, endpoints, endpointSlice, service } from "./services.ts";
import { csiDriverObject, persistentVolume, storageClass } from "./storage.ts";
import { mutatingWebhooks, validatingWebhooks } from "./webhooks.ts";
import { daemonSet, deployment, newStatefulSet, replicaSet, replicationController, statefulSet } from "./workloads.ts";

export { changeErrors } from "./changes.ts";

const RULES: Readonly<Record<string, Rule>> = {
  APIService: apiService,
  ClusterRole: clusterRole,
  ClusterRoleBinding: clusterRoleBinding,
  ConfigMap: configMap,
  CronJob: cronJob,
  CSIDriver: csiDriverObject,
  CustomResourceDefinition: definition,
  DaemonSet: daemonSet,
  Deployment: deployment,
  Endpoints: endpoints,
  EndpointSlice: endpointSlice,
  Event: event,
  HorizontalPodAutoscaler: autoscaler,
  Ingress: ingress,
  IngressClass: ingressClass,
  Job: job,
  Lease: lease,
  LimitRange: limitRange,
  MutatingWebhookConfiguration: mutatingWebhooks,
  Namespace: namespace,
  NetworkPolicy: networkPolicy,
  PersistentVolume: persistentVolume,
  PersistentVolumeClaim: claim,
  Pod: pod,
  PodDisruptionBudget: disruptionBudget,
  PodTemplate: on("template", podTemplate),
  PriorityClass: priorityClass,
  ReplicaSet: replicaSet,
  ReplicationController: replicationController,
  ResourceQuota: resourceQuota,
  Role: role,
  RoleBinding: roleBinding,
  RuntimeClass: runtimeClass,
  Secret: secret,
  Service: service,
  StatefulSet: statefulSet,
  StorageClass: storageClass,
  ValidatingAdmissionPolicy: validatingPolicy,
  ValidatingAdmissionPolicyBinding: validatingBinding,
  ValidatingWebhookConfiguration: validatingWebhooks,
};

/** What only holds of objects that are made. */
const NEW: Readonly<Record<string, Rule>> = {
  CustomResourceDefinition: newDefinition,
  Pod: newPod,
  PriorityClass: newPriorityClass,
  StatefulSet: newStatefulSet,
};

/** What only a write of the status can get wrong. */
const STATUS: Readonly<Record<string, Rule>> = { Ingress: balancerStatus, Service: balancerStatus };

export function kindErrors(object: JsonObject): readonly FieldError[] {
  return RULES[textAt(object, "kind")]?.(object, "") ?? [];
}

export function statusErrors(object: JsonObject): readonly FieldError[] {
  return STATUS[textAt(object, "kind")]?.(object, "") ?? [];
}

export function newErrors(object: JsonObject): readonly FieldError[] {
  return NEW[textAt(object, "kind")]?.(object, "") ?? [];
}
