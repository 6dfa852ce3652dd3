/** Helm 3's own idea of readiness, Helm 4's `--wait=legacy` (helm pkg/kube/ready.go). Pure: `live` is what the server says now. */
import { listAt, numberAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "../json.ts";
import { conditions, isTrue } from "./status.ts";

export interface LegacyOptions {
  readonly checkJobs: boolean;
  /** Of a deployment: the newest set of its template. */
  readonly newReplicaSet?: JsonObject | undefined;
  /** Of a replica set or replication controller. */
  readonly pods?: readonly JsonObject[] | undefined;
}

/** Throws for what can never become ready. */
export function legacyReady(live: JsonObject, options: LegacyOptions): boolean {
  switch (`${textAt(live, "apiVersion")} ${textAt(live, "kind")}`) {
    case "v1 Pod":
      return isPodReady(live);
    case "batch/v1 Job":
      return !options.checkJobs || isJobReady(live);
    case "apps/v1 Deployment":
      return valueAt(live, "spec", "paused") === true || isDeploymentReady(live, options.newReplicaSet);
    case "v1 PersistentVolumeClaim":
      return textAt(live, "status", "phase") === "Bound";
    case "v1 Service":
      return isServiceReady(live);
    case "apps/v1 DaemonSet":
      return isDaemonSetReady(live);
    case "apiextensions.k8s.io/v1 CustomResourceDefinition":
    case "apiextensions.k8s.io/v1beta1 CustomResourceDefinition":
      return isDefinitionReady(live);
    case "apps/v1 StatefulSet":
      return isStatefulSetReady(live);
    case "v1 ReplicationController":
    case "apps/v1 ReplicaSet":
      return isObserved(live) && (options.pods ?? []).every(isPodReady);
    default:
      return true;
  }
}

function count(object: JsonObject, field: string): number {
  return numberAt(object, "status", field) ?? 0;
}

function isObserved(object: JsonObject): boolean {
  return count(object, "observedGeneration") === (numberAt(object, "metadata", "generation") ?? 0);
}

function isPodReady(pod: JsonObject): boolean {
  return conditions(pod).some((one) => textAt(one, "type") === "Ready" && isTrue(one));
}

function isJobReady(job: JsonObject): boolean {
  const { namespace, name } = objectAt(job, "metadata");
  if (count(job, "failed") > (numberAt(job, "spec", "backoffLimit") ?? 0)) {
    throw new Error(`job is failed: ${String(namespace)}/${String(name)}`);
  }
  const completions = numberAt(job, "spec", "completions");
  return completions === undefined || count(job, "succeeded") >= completions;
}

function isDeploymentReady(deployment: JsonObject, set: JsonObject | undefined): boolean {
  if (set === undefined || !isObserved(set) || !isObserved(deployment)) return false;
  const replicas = numberAt(deployment, "spec", "replicas") ?? 1;
  return count(set, "readyReplicas") >= replicas - maxUnavailable(deployment, replicas);
}

/** Never below one way or the other: what may be missing is rounded down, what may be too many up. */
function maxUnavailable(deployment: JsonObject, replicas: number): number {
  if (textAt(deployment, "spec", "strategy", "type") !== "RollingUpdate" || replicas === 0) return 0;
  const rolling = objectAt(deployment, "spec", "strategy", "rollingUpdate");
  const surge = scaled(rolling["maxSurge"], replicas, Math.ceil);
  const unavailable = scaled(rolling["maxUnavailable"], replicas, Math.floor);
  return Math.min(surge === 0 && unavailable === 0 ? 1 : unavailable, replicas);
}

function scaled(value: JsonValue | undefined, total: number, round: (n: number) => number): number {
  if (typeof value === "number") return value;
  const percent = typeof value === "string" ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? 0 : round((Number(percent) * total) / 100);
}

function isServiceReady(service: JsonObject): boolean {
  const spec = objectAt(service, "spec");
  if (spec["type"] === "ExternalName") return true;
  if (textAt(spec, "clusterIP") === "") return false;
  if (spec["type"] !== "LoadBalancer" || listAt(spec, "externalIPs").length > 0) return true;
  return valueAt(service, "status", "loadBalancer", "ingress") !== undefined;
}

function isDaemonSetReady(set: JsonObject): boolean {
  if (!isObserved(set)) return false;
  if (textAt(set, "spec", "updateStrategy", "type") !== "RollingUpdate") return true;
  const wanted = count(set, "desiredNumberScheduled");
  if (count(set, "updatedNumberScheduled") !== wanted) return false;
  const missing = scaled(valueAt(set, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), wanted, Math.ceil);
  return count(set, "numberReady") >= wanted - missing;
}

function isDefinitionReady(definition: JsonObject): boolean {
  return conditions(definition).some((one) => {
    const [type, status] = [textAt(one, "type"), textAt(one, "status")];
    // A conflict of names is not for Helm to fail by.
    return (type === "Established" && status === "True") || (type === "NamesAccepted" && status === "False");
  });
}

function isStatefulSetReady(set: JsonObject): boolean {
  if (!isObserved(set)) return false;
  if (textAt(set, "spec", "updateStrategy", "type") !== "RollingUpdate") return true;
  const partition = numberAt(set, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
  const replicas = numberAt(set, "spec", "replicas") ?? 1;
  if (count(set, "updatedReplicas") < replicas - partition) return false;
  if (count(set, "readyReplicas") !== replicas) return false;
  const status = objectAt(set, "status");
  return partition !== 0 || textAt(status, "currentRevision") === textAt(status, "updateRevision");
}
