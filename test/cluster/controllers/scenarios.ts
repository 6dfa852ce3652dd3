/**
 * What controllers make of objects: each scenario creates some, waits until they have settled, may change them and wait again. The sandbox and a real
 * control plane (whose nodes are played by kwok) must come to the same.
 */
import type { JsonObject } from "../../../src/kube/index.ts";

/** `KIND.VERSION/NAME`, and what must be true of it, path by path. */
export interface Until {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly path: readonly (string | number)[];
  readonly is: unknown;
}

export type Act =
  | { readonly create: JsonObject }
  | { readonly patch: JsonObject }
  | { readonly remove: JsonObject }
  | { readonly until: Until }
  /** As long as controllers need to notice. */
  | { readonly settle: true };

export interface ControllerScenario {
  readonly name: string;
  readonly acts: readonly Act[];
  /** Kinds whose objects are compared at the end. */
  readonly kinds: readonly (readonly [apiVersion: string, kind: string])[];
}

const labels = (name: string): JsonObject => ({ app: name });

export function podTemplate(name: string, more: JsonObject = {}): JsonObject {
  return {
    metadata: { labels: labels(name) },
    spec: { containers: [{ name: "main", image: "example.com/a:1" }], ...more },
  };
}

export function deployment(name: string, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: { selector: { matchLabels: labels(name) }, template: podTemplate(name), ...spec },
  };
}

export function job(name: string, spec: JsonObject = {}): JsonObject {
  const template = podTemplate(name, { restartPolicy: "Never" });
  return { apiVersion: "batch/v1", kind: "Job", metadata: { name }, spec: { template, ...spec } };
}

function failing(name: string): JsonObject {
  return {
    metadata: { labels: { ...labels(name), sim: "fail" } },
    spec: { containers: [{ name: "main", image: "example.com/a:1" }], restartPolicy: "Never" },
  };
}

const until = (
  [apiVersion, kind, name]: readonly [string, string, string],
  path: readonly (string | number)[],
  is: unknown,
): Act => ({ until: { apiVersion, kind, name, path, is } });

const DEPLOYMENT = "apps/v1";
const POD = ["v1", "Pod"] as const;

function tight(replicas: number): JsonObject {
  const resources = { requests: { cpu: "100m" } };
  const containers = [{ name: "main", image: "example.com/a:1", resources }];
  return deployment("tight", { replicas, template: podTemplate("tight", { containers }) });
}

export const CONTROLLER_SCENARIOS: readonly ControllerScenario[] = [
  {
    name: "a deployment rolls over to a new template",
    acts: [
      { create: deployment("web", { replicas: 3 }) },
      until([DEPLOYMENT, "Deployment", "web"], ["status", "availableReplicas"], 3),
      { settle: true },
      {
        patch: deployment("web", {
          replicas: 2,
          template: podTemplate("web", { containers: [{ name: "main", image: "example.com/a:2" }] }),
        }),
      },
      until([DEPLOYMENT, "Deployment", "web"], ["status", "observedGeneration"], 2),
      until([DEPLOYMENT, "Deployment", "web"], ["status", "updatedReplicas"], 2),
      until([DEPLOYMENT, "Deployment", "web"], ["status", "replicas"], 2),
      until([DEPLOYMENT, "Deployment", "web"], ["status", "availableReplicas"], 2),
      { settle: true },
    ],
    kinds: [[DEPLOYMENT, "Deployment"], [DEPLOYMENT, "ReplicaSet"], POD],
  },
  {
    name: "a deployment that is paused grows, and does not roll",
    acts: [{ create: deployment("still", { replicas: 1, paused: true }) }, { settle: true }],
    kinds: [[DEPLOYMENT, "Deployment"], [DEPLOYMENT, "ReplicaSet"], POD],
  },
  {
    name: "a replication controller",
    acts: [
      {
        create: {
          apiVersion: "v1",
          kind: "ReplicationController",
          metadata: { name: "old" },
          spec: { replicas: 2, selector: labels("old"), template: podTemplate("old") },
        },
      },
      until(["v1", "ReplicationController", "old"], ["status", "availableReplicas"], 2),
      { settle: true },
    ],
    kinds: [["v1", "ReplicationController"], POD],
  },
  {
    name: "a stateful set rolls above its partition",
    acts: [
      {
        create: {
          apiVersion: "apps/v1",
          kind: "StatefulSet",
          metadata: { name: "db" },
          spec: {
            replicas: 3,
            serviceName: "db",
            selector: { matchLabels: labels("db") },
            template: podTemplate("db"),
          },
        },
      },
      until([DEPLOYMENT, "StatefulSet", "db"], ["status", "availableReplicas"], 3),
      { settle: true },
      {
        patch: {
          apiVersion: "apps/v1",
          kind: "StatefulSet",
          metadata: { name: "db" },
          spec: {
            updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 2 } },
            template: podTemplate("db", { containers: [{ name: "main", image: "example.com/a:2" }] }),
          },
        },
      },
      until([DEPLOYMENT, "StatefulSet", "db"], ["status", "updatedReplicas"], 1),
      until([DEPLOYMENT, "StatefulSet", "db"], ["status", "availableReplicas"], 3),
      { settle: true },
    ],
    kinds: [[DEPLOYMENT, "StatefulSet"], POD, [DEPLOYMENT, "ControllerRevision"]],
  },
  {
    name: "a daemon set has a pod on each node, and rolls",
    acts: [
      {
        create: {
          apiVersion: "apps/v1",
          kind: "DaemonSet",
          metadata: { name: "agent" },
          spec: { selector: { matchLabels: labels("agent") }, template: podTemplate("agent") },
        },
      },
      until([DEPLOYMENT, "DaemonSet", "agent"], ["status", "numberAvailable"], 2),
      { settle: true },
      {
        patch: {
          apiVersion: "apps/v1",
          kind: "DaemonSet",
          metadata: { name: "agent" },
          spec: { template: podTemplate("agent", { containers: [{ name: "main", image: "example.com/a:2" }] }) },
        },
      },
      until([DEPLOYMENT, "DaemonSet", "agent"], ["status", "updatedNumberScheduled"], 2),
      until([DEPLOYMENT, "DaemonSet", "agent"], ["status", "numberAvailable"], 2),
      { settle: true },
    ],
    kinds: [[DEPLOYMENT, "DaemonSet"], POD],
  },
  {
    name: "a job, with three completions two at a time",
    acts: [
      { create: job("three", { completions: 3, parallelism: 2 }) },
      until(["batch/v1", "Job", "three"], ["status", "succeeded"], 3),
      { settle: true },
    ],
    kinds: [["batch/v1", "Job"], POD],
  },
  {
    name: "an indexed job",
    acts: [
      { create: job("indexed", { completions: 2, parallelism: 2, completionMode: "Indexed" }) },
      until(["batch/v1", "Job", "indexed"], ["status", "succeeded"], 2),
      { settle: true },
    ],
    kinds: [["batch/v1", "Job"], POD],
  },
  {
    name: "a job that fails at once",
    acts: [
      { create: job("broken", { backoffLimit: 0, template: failing("broken") }) },
      until(["batch/v1", "Job", "broken"], ["status", "failed"], 1),
      { settle: true },
    ],
    kinds: [["batch/v1", "Job"]],
  },
  {
    name: "a job whose failure policy ends it",
    acts: [
      {
        create: job("policy", {
          backoffLimit: 5,
          podFailurePolicy: { rules: [{ action: "FailJob", onExitCodes: { operator: "In", values: [1] } }] },
          template: failing("policy"),
        }),
      },
      until(["batch/v1", "Job", "policy"], ["status", "failed"], 1),
      { settle: true },
    ],
    kinds: [["batch/v1", "Job"]],
  },
  {
    name: "a job that is suspended, and resumed",
    acts: [
      { create: job("held", { suspend: true }) },
      until(["batch/v1", "Job", "held"], ["status", "conditions", 0, "type"], "Suspended"),
      { settle: true },
      { patch: { apiVersion: "batch/v1", kind: "Job", metadata: { name: "held" }, spec: { suspend: false } } },
      until(["batch/v1", "Job", "held"], ["status", "succeeded"], 1),
      { settle: true },
    ],
    kinds: [["batch/v1", "Job"]],
  },
  {
    name: "a cron job that is suspended does nothing",
    acts: [
      {
        create: {
          apiVersion: "batch/v1",
          kind: "CronJob",
          metadata: { name: "nightly" },
          spec: {
            schedule: "0 3 * * *",
            suspend: true,
            jobTemplate: {
              spec: {
                template: job("x")["spec"] === undefined ? {} : podTemplate("nightly", { restartPolicy: "Never" }),
              },
            },
          },
        },
      },
      { settle: true },
    ],
    kinds: [
      ["batch/v1", "CronJob"],
      ["batch/v1", "Job"],
    ],
  },
  {
    name: "an autoscaler without metrics, and one without a target",
    acts: [
      { create: deployment("scaled", { replicas: 2 }) },
      until([DEPLOYMENT, "Deployment", "scaled"], ["status", "availableReplicas"], 2),
      ...["scaled", "nothing"].map((name): Act => ({
        create: {
          apiVersion: "autoscaling/v2",
          kind: "HorizontalPodAutoscaler",
          metadata: { name },
          spec: {
            scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
            minReplicas: 1,
            maxReplicas: 5,
            metrics: [
              { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } },
            ],
          },
        },
      })),
      until(
        ["autoscaling/v2", "HorizontalPodAutoscaler", "scaled"],
        ["status", "conditions", 1, "type"],
        "ScalingActive",
      ),
      until(
        ["autoscaling/v2", "HorizontalPodAutoscaler", "nothing"],
        ["status", "conditions", 0, "type"],
        "AbleToScale",
      ),
      { settle: true },
    ],
    kinds: [["autoscaling/v2", "HorizontalPodAutoscaler"]],
  },
  {
    name: "a budget allows what it can spare",
    acts: [
      { create: deployment("kept", { replicas: 3 }) },
      until([DEPLOYMENT, "Deployment", "kept"], ["status", "availableReplicas"], 3),
      ...[
        ["two", { minAvailable: 2 }],
        ["third", { maxUnavailable: "30%" }],
        ["none", { maxUnavailable: 0 }],
      ].map(([name, spec]): Act => ({
        create: {
          apiVersion: "policy/v1",
          kind: "PodDisruptionBudget",
          metadata: { name: String(name) },
          spec: { ...(spec as JsonObject), selector: { matchLabels: labels("kept") } },
        },
      })),
      ...["two", "third", "none"].map((name) =>
        until(["policy/v1", "PodDisruptionBudget", name], ["status", "expectedPods"], 3),
      ),
      { settle: true },
    ],
    kinds: [["policy/v1", "PodDisruptionBudget"]],
  },
  {
    name: "a quota is counted, and keeps pods out",
    acts: [
      {
        create: {
          apiVersion: "v1",
          kind: "ResourceQuota",
          metadata: { name: "small" },
          spec: { hard: { pods: "1", "requests.cpu": "1", "count/deployments.apps": "5", services: "2" } },
        },
      },
      until(["v1", "ResourceQuota", "small"], ["status", "used", "pods"], "0"),
      // The real controller counts anew when pods come, and then overlooks a deployment that it has not heard of yet.
      { create: tight(0) },
      until(["v1", "ResourceQuota", "small"], ["status", "used", "count/deployments.apps"], "1"),
      { settle: true },
      { patch: tight(3) },
      until([DEPLOYMENT, "Deployment", "tight"], ["status", "availableReplicas"], 1),
      until(["v1", "ResourceQuota", "small"], ["status", "used", "pods"], "1"),
      { settle: true },
    ],
    kinds: [
      ["v1", "ResourceQuota"],
      [DEPLOYMENT, "Deployment"],
    ],
  },
  {
    name: "limits are filled in",
    acts: [
      {
        create: {
          apiVersion: "v1",
          kind: "LimitRange",
          metadata: { name: "usual" },
          spec: {
            limits: [{ type: "Container", default: { cpu: "500m", memory: "1Gi" }, defaultRequest: { cpu: "100m" } }],
          },
        },
      },
      { settle: true },
      { create: deployment("limited", { replicas: 1 }) },
      until([DEPLOYMENT, "Deployment", "limited"], ["status", "availableReplicas"], 1),
      { settle: true },
    ],
    kinds: [POD],
  },
  {
    name: "a service has its endpoints, in both forms",
    acts: [
      {
        create: {
          apiVersion: "v1",
          kind: "Service",
          metadata: { name: "front", labels: { a: "b" } },
          spec: { selector: labels("front"), ports: [{ name: "http", port: 80, targetPort: 8080 }] },
        },
      },
      { create: deployment("front", { replicas: 1 }) },
      until([DEPLOYMENT, "Deployment", "front"], ["status", "availableReplicas"], 1),
      { settle: true },
    ],
    kinds: [
      ["v1", "Endpoints"],
      ["discovery.k8s.io/v1", "EndpointSlice"],
    ],
  },
  {
    name: "a claim finds a volume that fits, and one that waits for its pod",
    acts: [
      {
        create: {
          apiVersion: "v1",
          kind: "PersistentVolumeClaim",
          metadata: { name: "none" },
          spec: { accessModes: ["ReadWriteOnce"], storageClassName: "", resources: { requests: { storage: "1Gi" } } },
        },
      },
      {
        create: {
          apiVersion: "v1",
          kind: "PersistentVolumeClaim",
          metadata: { name: "unknown" },
          spec: {
            accessModes: ["ReadWriteOnce"],
            storageClassName: "no-such",
            resources: { requests: { storage: "1Gi" } },
          },
        },
      },
      // The real scheduler tells of a claim that it has not heard of yet otherwise.
      { settle: true },
      {
        create: {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "waiting" },
          spec: {
            containers: [{ name: "main", image: "example.com/a:1" }],
            volumes: [{ name: "data", persistentVolumeClaim: { claimName: "unknown" } }],
          },
        },
      },
      until(["v1", "Pod", "waiting"], ["status", "conditions", 0, "reason"], "Unschedulable"),
      { settle: true },
    ],
    kinds: [["v1", "PersistentVolumeClaim"], POD],
  },
  {
    name: "a pod that fits no node",
    acts: [
      {
        create: {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "picky" },
          spec: { containers: [{ name: "main", image: "example.com/a:1" }], nodeSelector: { disk: "ssd" } },
        },
      },
      {
        create: {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "greedy" },
          spec: { containers: [{ name: "main", image: "example.com/a:1", resources: { requests: { cpu: "2000" } } }] },
        },
      },
      until(["v1", "Pod", "picky"], ["status", "conditions", 0, "reason"], "Unschedulable"),
      until(["v1", "Pod", "greedy"], ["status", "conditions", 0, "reason"], "Unschedulable"),
      { settle: true },
    ],
    kinds: [POD],
  },
];
