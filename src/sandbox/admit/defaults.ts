/** Defaults of the built-in kinds that charts use (kubernetes pkg/apis/(group)/(version)/defaults.go 1.36), by kind. */
import { isObject, listAt, textAt, valueAt, type JsonObject } from "../../kube/index.ts";
import { ADMISSION_DEFAULTS } from "./admission-defaults.ts";
import { fill, fillZeros, madeIn, objectIn, objectsIn } from "./fill.ts";
import { podDefaults, podSpecDefaults } from "./pod-defaults.ts";

/** Changes the object, which was just decoded. */
export function applyDefaults(object: JsonObject): void {
  DEFAULTS[textAt(object, "kind")]?.(object);
}

export const TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

const ROLLING = { maxUnavailable: "25%", maxSurge: "25%" };

function templateOf(object: JsonObject): void {
  podSpecDefaults(objectIn(object, "spec", "template", "spec"));
}

const DEFAULTS: Readonly<Record<string, (object: JsonObject) => void>> = {
  Pod: podDefaults,
  Deployment(object) {
    const spec = objectIn(object, "spec");
    fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
    const strategy = madeIn(spec, "strategy");
    fill(strategy, { type: "RollingUpdate" });
    if (strategy["type"] === "RollingUpdate") fill(madeIn(strategy, "rollingUpdate"), ROLLING);
    templateOf(object);
  },
  ReplicaSet(object) {
    fill(objectIn(object, "spec"), { replicas: 1 });
    templateOf(object);
  },
  PodTemplate(object) {
    podSpecDefaults(madeIn(madeIn(object, "template"), "spec"));
  },
  ReplicationController(object) {
    const spec = objectIn(object, "spec");
    fill(spec, { replicas: 1 });
    const labels = objectIn(spec, "template", "metadata", "labels");
    if (Object.keys(labels).length > 0) {
      if (Object.keys(objectIn(spec, "selector")).length === 0) spec["selector"] = { ...labels };
      if (Object.keys(objectIn(object, "metadata", "labels")).length === 0)
        madeIn(object, "metadata")["labels"] = { ...labels };
    }
    templateOf(object);
  },
  StatefulSet(object) {
    const spec = objectIn(object, "spec");
    fill(spec, {
      replicas: 1,
      revisionHistoryLimit: 10,
      podManagementPolicy: "OrderedReady",
    });
    fill(madeIn(spec, "persistentVolumeClaimRetentionPolicy"), { whenDeleted: "Retain", whenScaled: "Retain" });
    const strategy = madeIn(spec, "updateStrategy");
    // Who says how, but no more, leaves the rest open.
    if (textAt(strategy, "type") === "") madeIn(strategy, "rollingUpdate");
    fill(strategy, { type: "RollingUpdate" });
    const rolling = strategy["rollingUpdate"];
    if (strategy["type"] === "RollingUpdate" && isObject(rolling)) fill(rolling, { partition: 0 });
    for (const claim of objectsIn(spec, "volumeClaimTemplates")) {
      fill(claim, { apiVersion: "v1", kind: "PersistentVolumeClaim" });
      claimDefaults(claim);
    }
    templateOf(object);
  },
  DaemonSet(object) {
    const spec = objectIn(object, "spec");
    fill(spec, { revisionHistoryLimit: 10 });
    fill(madeIn(madeIn(object, "metadata"), "annotations"), { [TEMPLATE_GENERATION]: "0" });
    const strategy = madeIn(spec, "updateStrategy");
    fill(strategy, { type: "RollingUpdate" });
    if (strategy["type"] === "RollingUpdate")
      fill(madeIn(strategy, "rollingUpdate"), { maxUnavailable: 1, maxSurge: 0 });
    templateOf(object);
  },
  Job(object) {
    // Go shares one map between the two.
    const labels = objectIn(object, "spec", "template", "metadata", "labels");
    const own = objectIn(object, "metadata", "labels");
    if (Object.keys(own).length === 0 && Object.keys(labels).length > 0)
      madeIn(object, "metadata")["labels"] = { ...labels };
    jobSpecDefaults(objectIn(object, "spec"));
  },
  CronJob(object) {
    const spec = objectIn(object, "spec");
    fill(spec, {
      concurrencyPolicy: "Allow",
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
    podSpecDefaults(objectIn(spec, "jobTemplate", "spec", "template", "spec"));
  },
  Service: serviceDefaults,
  Secret(object) {
    fill(object, { type: "Opaque" });
    const texts = object["stringData"];
    if (!isObject(texts)) return;
    for (const [key, value] of Object.entries(texts)) madeIn(object, "data")[key] = base64(String(value));
    delete object["stringData"];
  },
  PersistentVolumeClaim: claimDefaults,
  PersistentVolume(object) {
    fill(objectIn(object, "spec"), { persistentVolumeReclaimPolicy: "Retain", volumeMode: "Filesystem" });
    const host = valueAt(object, "spec", "hostPath");
    if (isObject(host)) fill(host, { type: "" });
    fill(madeIn(object, "status"), { phase: "Pending" });
  },
  Namespace(object) {
    const name = textAt(object, "metadata", "name");
    if (name !== "") madeIn(madeIn(object, "metadata"), "labels")["kubernetes.io/metadata.name"] = name;
  },
  HorizontalPodAutoscaler(object) {
    const spec = objectIn(object, "spec");
    fill(spec, { minReplicas: 1 });
    const behavior = spec["behavior"];
    if (isObject(behavior)) behaviorDefaults(behavior);
    if (object["apiVersion"] !== "autoscaling/v2" || listAt(spec, "metrics").length > 0) return;
    const target = { type: "Utilization", averageUtilization: 80 };
    spec["metrics"] = [{ type: "Resource", resource: { name: "cpu", target } }];
  },
  NetworkPolicy(object) {
    const spec = objectIn(object, "spec");
    fill(spec, { policyTypes: listAt(spec, "egress").length > 0 ? ["Ingress", "Egress"] : ["Ingress"] });
    const rules = [...objectsIn(spec, "ingress"), ...objectsIn(spec, "egress")];
    for (const port of rules.flatMap((rule) => objectsIn(rule, "ports"))) fill(port, { protocol: "TCP" });
  },
  RoleBinding: bindingDefaults,
  ClusterRoleBinding: bindingDefaults,
  StorageClass(object) {
    fill(object, { reclaimPolicy: "Delete", volumeBindingMode: "Immediate" });
  },
  PriorityClass: (object) => fill(object, { preemptionPolicy: "PreemptLowerPriority" }),
  APIService(object) {
    const service = valueAt(object, "spec", "service");
    if (isObject(service)) fill(service, { port: 443 });
  },
  FlowSchema: (object) => fillZeros(objectIn(object, "spec"), { matchingPrecedence: 1000 }),
  PriorityLevelConfiguration(object) {
    const [limited, exempt] = [valueAt(object, "spec", "limited"), valueAt(object, "spec", "exempt")];
    if (isObject(exempt)) fill(exempt, { nominalConcurrencyShares: 0, lendablePercent: 0 });
    if (!isObject(limited)) return;
    fill(limited, { nominalConcurrencyShares: 30, lendablePercent: 0 });
    const queuing = valueAt(limited, "limitResponse", "queuing");
    if (isObject(queuing)) fillZeros(queuing, { queues: 64, handSize: 8, queueLengthLimit: 50 });
  },
  CSIDriver(object) {
    fill(madeIn(object, "spec"), {
      attachRequired: true,
      podInfoOnMount: false,
      storageCapacity: false,
      requiresRepublish: false,
      seLinuxMount: false,
      fsGroupPolicy: "ReadWriteOnceWithFSType",
      volumeLifecycleModes: ["Persistent"],
    });
  },
  Endpoints(object) {
    for (const subset of objectsIn(object, "subsets")) {
      for (const port of objectsIn(subset, "ports")) fill(port, { protocol: "TCP" });
    }
  },
  EndpointSlice(object) {
    for (const port of objectsIn(object, "ports")) fill(port, { name: "", protocol: "TCP" });
  },
  IngressClass(object) {
    const parameters = valueAt(object, "spec", "parameters");
    if (isObject(parameters)) fill(parameters, { scope: "Cluster" });
  },
  LimitRange: (object) => objectsIn(object, "spec", "limits").forEach(limitDefaults),
  CustomResourceDefinition: definitionDefaults,
  ...ADMISSION_DEFAULTS,
};

function jobSpecDefaults(spec: JsonObject): void {
  // A job with a parallelism and no number of completions is a queue of work.
  if (spec["completions"] === undefined && spec["parallelism"] === undefined) fill(spec, { completions: 1 });
  fill(spec, {
    parallelism: 1,
    backoffLimit: spec["backoffLimitPerIndex"] === undefined ? 6 : INT32_MAX,
    completionMode: "NonIndexed",
    suspend: false,
    podReplacementPolicy: isObject(spec["podFailurePolicy"]) ? "Failed" : "TerminatingOrFailed",
    manualSelector: false,
  });
  for (const rule of objectsIn(spec, "podFailurePolicy", "rules")) {
    for (const condition of objectsIn(rule, "onPodConditions")) fillZeros(condition, { status: "True" });
  }
  podSpecDefaults(objectIn(spec, "template", "spec"));
}

const INT32_MAX = 2_147_483_647;

function serviceDefaults(object: JsonObject): void {
  const spec = objectIn(object, "spec");
  fill(spec, { type: "ClusterIP", sessionAffinity: "None" });
  if (spec["sessionAffinity"] === "ClientIP") {
    fill(madeIn(madeIn(spec, "sessionAffinityConfig"), "clientIP"), { timeoutSeconds: 10_800 });
  } else if (spec["sessionAffinity"] === "None") delete spec["sessionAffinityConfig"];
  for (const port of objectsIn(spec, "ports")) {
    fill(port, { protocol: "TCP" });
    // No pointer: nothing is zero.
    if (port["targetPort"] === 0 || port["targetPort"] === "") delete port["targetPort"];
    fill(port, { targetPort: port["port"] ?? 0 });
  }
  if (spec["type"] !== "ExternalName") fill(spec, { internalTrafficPolicy: "Cluster" });
  const isOutside = listAt(spec, "externalIPs").length > 0 && spec["type"] === "ClusterIP";
  if (isOutside || spec["type"] === "NodePort" || spec["type"] === "LoadBalancer")
    fill(spec, { externalTrafficPolicy: "Cluster" });
  if (spec["type"] === "LoadBalancer") fill(spec, { allocateLoadBalancerNodePorts: true });
}

function claimDefaults(claim: JsonObject): void {
  fill(objectIn(claim, "spec"), { volumeMode: "Filesystem" });
  fill(madeIn(claim, "status"), { phase: "Pending" });
}

const RBAC = "rbac.authorization.k8s.io";

function bindingDefaults(object: JsonObject): void {
  const role = objectIn(object, "roleRef");
  if (textAt(role, "apiGroup") === "") role["apiGroup"] = RBAC;
  for (const subject of objectsIn(object, "subjects")) {
    if (subject["kind"] === "User" || subject["kind"] === "Group") fill(subject, { apiGroup: RBAC });
  }
}

const SCALE_UP = {
  stabilizationWindowSeconds: 0,
  selectPolicy: "Max",
  policies: [
    { type: "Pods", value: 4, periodSeconds: 15 },
    { type: "Percent", value: 100, periodSeconds: 15 },
  ],
};
const SCALE_DOWN = { selectPolicy: "Max", policies: [{ type: "Percent", value: 100, periodSeconds: 15 }] };

function behaviorDefaults(behavior: JsonObject): void {
  fill(madeIn(behavior, "scaleUp"), SCALE_UP);
  fill(madeIn(behavior, "scaleDown"), SCALE_DOWN);
}

/** What is not said of containers follows from what is. */
function limitDefaults(limit: JsonObject): void {
  if (limit["type"] !== "Container") return;
  for (const key of ["default", "defaultRequest"]) madeIn(limit, key);
  fill(objectIn(limit, "default"), objectIn(limit, "max"));
  fill(objectIn(limit, "defaultRequest"), objectIn(limit, "default"));
  fill(objectIn(limit, "defaultRequest"), objectIn(limit, "min"));
}

function definitionDefaults(object: JsonObject): void {
  const spec = objectIn(object, "spec");
  const names = madeIn(spec, "names");
  const kind = textAt(names, "kind");
  if (kind !== "") fill(names, { singular: kind.toLowerCase(), listKind: `${kind}List` });
  fill(spec, { conversion: { strategy: "None" } });
  const service = valueAt(spec, "conversion", "webhook", "clientConfig", "service");
  if (isObject(service)) fill(service, { port: 443 });
}

export function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
