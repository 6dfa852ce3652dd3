/**
 * What an object's own fields say of how far it is (fluxcd/cli-utils 1.2.2, kstatus/status), with kstatus's words. Pure: the pods
 * of a controller are looked at by whoever asks.
 */
import { listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "../json.ts";

export type ObjectStatus = "InProgress" | "Failed" | "Current" | "Terminating" | "NotFound" | "Unknown";

export interface StatusResult {
  readonly status: ObjectStatus;
  readonly message: string;
}

export const current = (message: string): StatusResult => ({ status: "Current", message });
export const inProgress = (message: string): StatusResult => ({ status: "InProgress", message });
export const failed = (message: string): StatusResult => ({ status: "Failed", message });

export interface StatusOptions {
  readonly nowMs: number;
}

type Rule = (object: JsonObject, options: StatusOptions) => StatusResult;

/** By group and kind. */
const RULES: Readonly<Record<string, Rule>> = {
  Service: serviceStatus,
  Pod: podStatus,
  Secret: () => current("Resource is always ready"),
  ConfigMap: () => current("Resource is always ready"),
  PersistentVolumeClaim: claimStatus,
  "apps/StatefulSet": statefulSetStatus,
  "apps/DaemonSet": daemonSetStatus,
  "extensions/DaemonSet": daemonSetStatus,
  "apps/Deployment": deploymentStatus,
  "extensions/Deployment": deploymentStatus,
  "apps/ReplicaSet": replicaSetStatus,
  "extensions/ReplicaSet": replicaSetStatus,
  "policy/PodDisruptionBudget": () => current("AllowedDisruptions has been computed."),
  "batch/CronJob": () => current("Resource is always ready"),
  "batch/Job": jobStatus,
  "apiextensions.k8s.io/CustomResourceDefinition": definitionStatus,
};

export function objectStatus(object: JsonObject, options: StatusOptions): StatusResult {
  const general = generalStatus(object);
  if (general !== undefined) return general;
  const apiVersion = textAt(object, "apiVersion");
  const group = apiVersion.includes("/") ? `${apiVersion.slice(0, apiVersion.indexOf("/"))}/` : "";
  const rule = RULES[group + textAt(object, "kind")];
  return rule === undefined ? readyCondition(object) : rule(object, options);
}

/** What goes for every kind. */
function generalStatus(object: JsonObject): StatusResult | undefined {
  if (textAt(object, "metadata", "deletionTimestamp") !== "") {
    return { status: "Terminating", message: "Resource scheduled for deletion" };
  }
  const generation = numberAt(object, "metadata", "generation");
  const observed = numberAt(object, "status", "observedGeneration");
  if (generation !== undefined && observed !== undefined && generation !== observed) {
    const kind = textAt(object, "kind");
    return inProgress(`${kind} generation is ${generation}, but latest observed generation is ${observed}`);
  }
  for (const condition of conditions(object)) {
    if (!isTrue(condition)) continue;
    if (textAt(condition, "type") === "Reconciling") return inProgress(textAt(condition, "message"));
    if (textAt(condition, "type") === "Stalled") return failed(textAt(condition, "message"));
  }
  return undefined;
}

function readyCondition(object: JsonObject): StatusResult {
  const ready = conditions(object).find((condition) => textAt(condition, "type") === "Ready");
  if (ready === undefined) return current("Resource is current");
  return isTrue(ready) ? current("Resource is Ready") : inProgress(textAt(ready, "message"));
}

export function conditions(object: JsonObject): readonly JsonValue[] {
  return listAt(object, "status", "conditions");
}

export function isTrue(condition: JsonValue): boolean {
  return textAt(condition, "status") === "True";
}

function isFalse(condition: JsonValue): boolean {
  return textAt(condition, "status") === "False";
}

function count(object: JsonObject, field: string, otherwise = 0): number {
  return numberAt(object, "status", field) ?? otherwise;
}

function replicas(object: JsonObject): number {
  return numberAt(object, "spec", "replicas") ?? 1;
}

function serviceStatus(object: JsonObject): StatusResult {
  const { type } = objectAt(object, "spec");
  if (type === "LoadBalancer" && textAt(object, "spec", "clusterIP") === "") {
    return inProgress("ClusterIP not set. Service type: LoadBalancer");
  }
  return current("Service is ready");
}

function claimStatus(object: JsonObject): StatusResult {
  const phase = textAt(object, "status", "phase") || "unknown";
  return phase === "Bound" ? current("PVC is Bound") : inProgress(`PVC is not Bound. phase: ${phase}`);
}

/** A pod that nobody would schedule may still be, for this long. */
const SCHEDULE_WINDOW_MS = 15_000;

function podStatus(object: JsonObject, { nowMs }: StatusOptions): StatusResult {
  switch (textAt(object, "status", "phase")) {
    case "Succeeded":
      return current("Pod has completed successfully");
    case "Failed":
      return current("Pod has completed, but not successfully");
    case "Running": {
      if (conditions(object).some((one) => textAt(one, "type") === "Ready" && isTrue(one))) {
        return current("Pod is Ready");
      }
      const looping = crashLooping(object);
      if (looping.length > 0) return failed(`Containers in CrashLoop state: ${looping.join(",")}`);
      return inProgress("Pod is running but is not Ready");
    }
    case "Pending": {
      if (!isUnschedulable(object)) return inProgress("Pod is in the Pending phase");
      const age = nowMs - Date.parse(textAt(object, "metadata", "creationTimestamp"));
      return age < SCHEDULE_WINDOW_MS ? inProgress("Pod has not been scheduled") : failed("Pod could not be scheduled");
    }
    default:
      return inProgress("Pod phase not available");
  }
}

export function isUnschedulable(pod: JsonObject): boolean {
  return conditions(pod).some(
    (one) => textAt(one, "type") === "PodScheduled" && isFalse(one) && textAt(one, "reason") === "Unschedulable",
  );
}

function crashLooping(pod: JsonObject): string[] {
  return listAt(pod, "status", "containerStatuses")
    .filter((one) => textAt(one, "state", "waiting", "reason") === "CrashLoopBackOff")
    .map((one) => textAt(one, "name"));
}

function jobStatus(object: JsonObject): StatusResult {
  const finished = jobEnd(object);
  if (finished !== undefined) return finished;
  if (textAt(object, "status", "startTime") === "") return inProgress("Job not started");
  const [succeeded, active, failures] = ["succeeded", "active", "failed"].map((field) => count(object, field));
  return current(`Job in progress. success:${succeeded}, active: ${active}, failed: ${failures}`);
}

/** How a job ended; undefined while it runs. */
export function jobEnd(object: JsonObject): StatusResult | undefined {
  const completions = numberAt(object, "spec", "completions") ?? numberAt(object, "spec", "parallelism") ?? 1;
  for (const condition of conditions(object)) {
    if (!isTrue(condition)) continue;
    switch (textAt(condition, "type")) {
      case "Complete":
        return current(`Job Completed. succeeded: ${count(object, "succeeded")}/${completions}`);
      case "Failed":
        return failed(`Job Failed. failed: ${count(object, "failed")}/${completions}`);
    }
  }
  return undefined;
}

function definitionStatus(object: JsonObject): StatusResult {
  for (const condition of conditions(object)) {
    const type = textAt(condition, "type");
    const message = textAt(condition, "message");
    if (type === "NamesAccepted" && isFalse(condition)) return failed(message);
    if (type !== "Established") continue;
    if (isFalse(condition) && textAt(condition, "reason") !== "Installing") return failed(message);
    if (isTrue(condition)) return current("CRD is established");
  }
  return inProgress("Install in progress");
}

function statefulSetStatus(object: JsonObject): StatusResult {
  if (textAt(object, "spec", "updateStrategy", "type") === "OnDelete") {
    return current("StatefulSet is using the ondelete update strategy");
  }
  const wanted = replicas(object);
  const [have, ready] = [count(object, "replicas"), count(object, "readyReplicas")];
  if (wanted > have) return inProgress(`Replicas: ${have}/${wanted}`);
  if (wanted > ready) return inProgress(`Ready: ${ready}/${wanted}`);
  if (have > wanted) return inProgress(`Pending termination: ${have - wanted}`);
  const partition = numberAt(object, "spec", "updateStrategy", "rollingUpdate", "partition") ?? -1;
  const updated = count(object, "updatedReplicas");
  if (partition !== -1) {
    if (updated < wanted - partition) return inProgress(`updated: ${updated}/${wanted - partition}`);
    return current(`Partition rollout complete. updated: ${updated}`);
  }
  const now = count(object, "currentReplicas");
  if (wanted > now) return inProgress(`current: ${now}/${wanted}`);
  const status = objectAt(object, "status");
  if (textAt(status, "currentRevision") !== textAt(status, "updateRevision")) {
    return inProgress("Waiting for updated revision to match current");
  }
  return current(`All replicas scheduled as expected. Replicas: ${have}`);
}

function deploymentStatus(object: JsonObject): StatusResult {
  let progressing = numberAt(object, "spec", "progressDeadlineSeconds") === undefined;
  let available = false;
  for (const condition of conditions(object)) {
    const reason = textAt(condition, "reason");
    switch (textAt(condition, "type")) {
      case "Progressing":
        if (reason === "ProgressDeadlineExceeded") return failed("Progress deadline exceeded");
        if (isTrue(condition) && reason === "NewReplicaSetAvailable") progressing = true;
        break;
      case "Available":
        available ||= isTrue(condition);
    }
  }
  const wanted = replicas(object);
  const [have, updated] = [count(object, "replicas"), count(object, "updatedReplicas")];
  if (wanted > have) return inProgress(`Replicas: ${have}/${wanted}`);
  if (wanted > updated) return inProgress(`Updated: ${updated}/${wanted}`);
  if (have > wanted) return inProgress(`Pending termination: ${have - wanted}`);
  const reachable = count(object, "availableReplicas");
  if (updated > reachable) return inProgress(`Available: ${reachable}/${updated}`);
  const ready = count(object, "readyReplicas");
  if (wanted > ready) return inProgress(`Ready: ${ready}/${wanted}`);
  if (!progressing) return inProgress("ReplicaSet not Available");
  if (!available) return inProgress("Deployment not Available");
  return current(`Deployment is available. Replicas: ${have}`);
}

function replicaSetStatus(object: JsonObject): StatusResult {
  if (conditions(object).some((one) => textAt(one, "type") === "ReplicaFailure" && isTrue(one))) {
    return inProgress("Replica Failure condition. Check Pods");
  }
  const wanted = replicas(object);
  const [have, labelled] = [count(object, "replicas"), count(object, "fullyLabeledReplicas")];
  const [reachable, ready] = [count(object, "availableReplicas"), count(object, "readyReplicas")];
  if (wanted > labelled) return inProgress(`Labelled: ${labelled}/${wanted}`);
  if (wanted > reachable) return inProgress(`Available: ${reachable}/${wanted}`);
  if (wanted > ready) return inProgress(`Ready: ${ready}/${wanted}`);
  if (have > wanted) return inProgress(`Pending termination: ${have - wanted}`);
  return current(`ReplicaSet is available. Replicas: ${have}`);
}

function daemonSetStatus(object: JsonObject): StatusResult {
  if (numberAt(object, "metadata", "generation") === undefined) {
    return inProgress("DaemonSet metadata.generation not found");
  }
  if (numberAt(object, "status", "observedGeneration") === undefined) {
    return inProgress("DaemonSet status.observedGeneration not found");
  }
  const wanted = count(object, "desiredNumberScheduled", -1);
  if (wanted === -1) return inProgress("Missing .status.desiredNumberScheduled");
  const steps = [
    ["Current", "currentNumberScheduled"],
    ["Updated", "updatedNumberScheduled"],
    ["Available", "numberAvailable"],
    ["Ready", "numberReady"],
  ] as const;
  for (const [word, field] of steps) {
    if (wanted > count(object, field)) return inProgress(`${word}: ${count(object, field)}/${wanted}`);
  }
  return current(`All replicas scheduled as expected. Replicas: ${wanted}`);
}
