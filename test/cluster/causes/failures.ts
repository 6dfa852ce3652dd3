/**
 * Releases that cannot become ready, each for another reason, and what is to be named as the cause. What the control plane finds by itself comes from
 * it; what only a node can find is written by `Kubelet` in a kubelet's words.
 */
import type { JsonObject, Objects } from "../../../src/kube/index.ts";
import { ended, Kubelet, uninitialized, unready, type PodOnNode } from "./kubelet.ts";
import { unreachableWebhook, type RefusingWebhook } from "./webhook.ts";

export interface Ground {
  readonly objects: Objects;
  readonly namespace: string;
  readonly webhook: RefusingWebhook;
}

export interface Failure {
  readonly name: string;
  readonly manifests: readonly JsonObject[];
  /** Of the second revision; then the first is installed without waiting. */
  readonly upgraded?: readonly JsonObject[];
  readonly labels?: Readonly<Record<string, string>>;
  /** What stands in the way before the release comes. */
  before?(ground: Ground): Promise<unknown>;
  /** Played while helm waits. */
  plant?(kubelet: Kubelet, pod: PodOnNode): Promise<void>;
  /** With flags; `install` if not said otherwise. */
  readonly command?: readonly string[];
  /** What has the cause, and the words for it. */
  readonly object: RegExp;
  readonly cause: RegExp;
}

interface PodSpec {
  readonly container?: JsonObject;
  readonly spec?: JsonObject;
}

function template({ container = {}, spec = {} }: PodSpec): JsonObject {
  return {
    metadata: { labels: { app: "web", sim: "hang" } },
    spec: { containers: [{ name: "web", image: "registry.example/app:1", ...container }], ...spec },
  };
}

function deployment(pod: PodSpec = {}, selector = "web"): JsonObject {
  const labelled = template(pod);
  if (selector !== "web") labelled["metadata"] = { labels: { app: selector, sim: "hang" } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: { replicas: 1, selector: { matchLabels: { app: selector } }, template: labelled },
  };
}

function statefulSet(): JsonObject {
  const spec = { replicas: 1, serviceName: "db", selector: { matchLabels: { app: "web" } }, template: template({}) };
  return { apiVersion: "apps/v1", kind: "StatefulSet", metadata: { name: "db" }, spec };
}

function claim(storageClassName?: string): JsonObject {
  const spec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "data" },
    spec: storageClassName === undefined ? spec : { ...spec, storageClassName },
  };
}

function job(annotations: JsonObject): JsonObject {
  const pod = { restartPolicy: "Never", containers: [{ name: "main", image: "registry.example/migrate:1" }] };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "migrate", annotations },
    spec: { backoffLimit: 0, template: { metadata: { labels: { sim: "fail" } }, spec: pod } },
  };
}

const WITH_CLAIM = { spec: { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] } };
const CONFIG_MAP = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } };
const CONTAINER = /Pod\/web-[\w-]+ > container web: /;
const SET = /^\S+ Deployment\/web .*ReplicaSet\/web-\w+: /;

function backOff(seconds: number, { name, namespace, uid }: PodOnNode, container = "web"): string {
  const time = seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
  return `back-off ${time} restarting failed container=${container} pod=${name}_${namespace}(${uid})`;
}

const ON_NODE: readonly Failure[] = [
  {
    name: "an image that does not exist",
    manifests: [deployment()],
    async plant(kubelet, pod) {
      const image = "registry.example/app:1";
      const failed = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve image: ${image}: not found`;
      const web = { container: "web" };
      await kubelet.event(pod, { ...web, type: "Normal", reason: "Pulling", message: `Pulling image "${image}"` });
      await kubelet.event(pod, { ...web, reason: "Failed", message: `Failed to pull image "${image}": ${failed}` });
      await kubelet.event(pod, { ...web, reason: "Failed", message: "Error: ErrImagePull" });
      const message = `Back-off pulling image "${image}": ErrImagePull: ${failed}`;
      await kubelet.status(pod, unready({ state: { waiting: { reason: "ImagePullBackOff", message } } }));
      await kubelet.event(pod, {
        ...web,
        type: "Normal",
        reason: "BackOff",
        message: `Back-off pulling image "${image}"`,
      });
      await kubelet.event(pod, { ...web, reason: "Failed", message: "Error: ImagePullBackOff" });
    },
    object: CONTAINER,
    cause: /ImagePullBackOff: .*app:1: not found/,
  },
  {
    name: "the name of an image that is none",
    manifests: [deployment({ container: { image: "App:1" } })],
    async plant(kubelet, pod) {
      const message = `Failed to apply default image tag "App:1": couldn't parse image name "App:1": invalid reference format: repository name (library/App) must be lowercase`;
      await kubelet.event(pod, { container: "web", reason: "InspectFailed", message });
      await kubelet.status(pod, unready({ state: { waiting: { reason: "InvalidImageName", message } } }));
      await kubelet.event(pod, { container: "web", reason: "Failed", message: "Error: InvalidImageName" });
    },
    object: CONTAINER,
    cause: /InvalidImageName: .*must be lowercase/,
  },
  {
    name: "a crash loop, with the last line of the log",
    manifests: [deployment()],
    async plant(kubelet, pod) {
      const message = backOff(20, pod);
      const state = { waiting: { reason: "CrashLoopBackOff", message } };
      await kubelet.status(pod, unready({ state, lastState: ended(3, "Error"), restartCount: 2 }));
      await kubelet.event(pod, {
        container: "web",
        reason: "BackOff",
        message: message.replace(/^back-off \S+/, "Back-off"),
      });
    },
    object: CONTAINER,
    cause: /CrashLoopBackOff: ended with exit code 3, restarted 2 times \(log: second line\)/,
  },
  {
    name: "a container that takes more memory than it may",
    manifests: [deployment({ container: { resources: { limits: { memory: "16Mi" } } } })],
    async plant(kubelet, pod) {
      const state = { waiting: { reason: "CrashLoopBackOff", message: backOff(10, pod) } };
      await kubelet.status(pod, unready({ state, lastState: ended(137, "OOMKilled"), restartCount: 1 }));
    },
    object: CONTAINER,
    cause: /killed for using more memory than its limit/,
  },
  {
    name: "a readiness probe that fails",
    manifests: [deployment({ container: { readinessProbe: { httpGet: { port: 8080, path: "/healthy" } } } })],
    async plant(kubelet, pod) {
      const message = "Readiness probe failed: HTTP probe failed with statuscode: 503";
      await kubelet.status(pod, unready({ state: { running: { startedAt: new Date().toISOString() } } }));
      await kubelet.event(pod, { container: "web", reason: "Unhealthy", message });
    },
    object: CONTAINER,
    cause: /Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503/,
  },
  {
    name: "a liveness probe that kills",
    manifests: [deployment({ container: { livenessProbe: { tcpSocket: { port: 8080 } } } })],
    async plant(kubelet, pod) {
      const refused = "Liveness probe failed: dial tcp 10.0.0.7:8080: connect: connection refused";
      await kubelet.event(pod, { container: "web", reason: "Unhealthy", message: refused });
      const killing = "Container web failed liveness probe, will be restarted";
      await kubelet.event(pod, { container: "web", type: "Normal", reason: "Killing", message: killing });
      const state = { waiting: { reason: "CrashLoopBackOff", message: backOff(40, pod) } };
      await kubelet.status(pod, unready({ state, lastState: ended(137, "Error"), restartCount: 4 }));
    },
    object: CONTAINER,
    cause: /CrashLoopBackOff: Liveness probe failed: dial tcp .*connection refused/,
  },
  {
    name: "a ConfigMap that is missing",
    manifests: [deployment({ container: { envFrom: [{ configMapRef: { name: "app-conf" } }] } })],
    async plant(kubelet, pod) {
      const message = `configmap "app-conf" not found`;
      await kubelet.status(pod, unready({ state: { waiting: { reason: "CreateContainerConfigError", message } } }));
      await kubelet.event(pod, { container: "web", reason: "Failed", message: `Error: ${message}` });
    },
    object: CONTAINER,
    cause: /CreateContainerConfigError: configmap "app-conf" not found/,
  },
  {
    name: "a Secret that is missing, as a volume",
    manifests: [deployment({ spec: { volumes: [{ name: "creds", secret: { secretName: "app-creds" } }] } })],
    async plant(kubelet, pod) {
      const message = `MountVolume.SetUp failed for volume "creds" : secret "app-creds" not found`;
      await kubelet.status(pod, unready({ state: { waiting: { reason: "ContainerCreating" } } }));
      await kubelet.event(pod, { reason: "FailedMount", message });
    },
    object: /Pod\/web-[\w-]+: /,
    cause: /FailedMount: .*secret "app-creds" not found/,
  },
  {
    name: "a command that is not in the image",
    manifests: [deployment({ container: { command: ["/srv/run"] } })],
    async plant(kubelet, pod) {
      const message = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/srv/run": stat /srv/run: no such file or directory`;
      const state = { waiting: { reason: "RunContainerError", message } };
      await kubelet.status(pod, unready({ state, lastState: ended(128, "StartError", message), restartCount: 1 }));
      await kubelet.event(pod, { container: "web", reason: "Failed", message: `Error: ${message}` });
    },
    object: CONTAINER,
    cause: /RunContainerError: .*stat \/srv\/run: no such file or directory/,
  },
  {
    name: "an init container that fails",
    manifests: [deployment({ spec: { initContainers: [{ name: "setup", image: "registry.example/setup:1" }] } })],
    async plant(kubelet, pod) {
      const state = { waiting: { reason: "CrashLoopBackOff", message: backOff(10, pod, "setup") } };
      await kubelet.status(pod, uninitialized({ state, lastState: ended(2, "Error"), restartCount: 1 }));
    },
    object: /Pod\/web-[\w-]+ > container setup: /,
    cause: /CrashLoopBackOff: ended with exit code 2, restarted 1 time/,
  },
  {
    name: "a volume that another node holds",
    manifests: [deployment()],
    async plant(kubelet, pod) {
      await kubelet.status(pod, unready({ state: { waiting: { reason: "ContainerCreating" } } }));
      const message = `Multi-Attach error for volume "pvc-6c9a" Volume is already exclusively attached to one node and can't be attached to another`;
      await kubelet.event(pod, { reason: "FailedAttachVolume", message });
    },
    object: /Pod\/web-[\w-]+: /,
    cause: /FailedAttachVolume: Multi-Attach error/,
  },
  {
    name: "a network that gives no address",
    manifests: [deployment()],
    async plant(kubelet, pod) {
      await kubelet.status(pod, unready({ state: { waiting: { reason: "ContainerCreating" } } }));
      const message = `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "8a1f": plugin type="calico" failed (add): no addresses available`;
      await kubelet.event(pod, { reason: "FailedCreatePodSandBox", message });
    },
    object: /Pod\/web-[\w-]+: /,
    cause: /FailedCreatePodSandBox: .*no addresses available/,
  },
];

const BY_CONTROL_PLANE: readonly Failure[] = [
  {
    name: "a full quota",
    manifests: [deployment()],
    before: (ground) => fullQuota(ground),
    object: SET,
    cause: /FailedCreate: .*exceeded quota: full, requested: pods=1, used: pods=0, limited: pods=0/,
  },
  {
    name: "a full quota of a stateful set, which tells it in events only",
    manifests: [statefulSet()],
    before: (ground) => fullQuota(ground),
    object: /StatefulSet\/db /,
    cause: /FailedCreate: .*exceeded quota: full/,
  },
  {
    name: "more than any node has",
    manifests: [deployment({ container: { resources: { requests: { cpu: "5000" } } } })],
    object: /Pod\/web-[\w-]+: /,
    cause: /Unschedulable: 0\/\d+ nodes are available: .*Insufficient cpu/,
  },
  {
    name: "a label that no node has",
    manifests: [deployment({ spec: { nodeSelector: { disk: "fast" } } })],
    object: /Pod\/web-[\w-]+: /,
    cause: /Unschedulable: .*didn't match Pod's node affinity\/selector/,
  },
  {
    name: "a storage class that does not exist",
    manifests: [claim("nope"), deployment(WITH_CLAIM)],
    object: /^\S+ Deployment\/web .*Pod\/web-[\w-]+ > PersistentVolumeClaim\/data: /,
    cause: /ProvisioningFailed: storageclass.storage.k8s.io "nope" not found/,
  },
  {
    name: "a claim that nothing provides for",
    manifests: [claim(), deployment(WITH_CLAIM)],
    object: /^\S+ PersistentVolumeClaim\/data /,
    cause: /FailedBinding: no persistent volumes available for this claim and no storage class is set/,
  },
  {
    name: "a webhook that refuses pods",
    manifests: [deployment()],
    before: ({ objects, webhook, namespace }) => objects.create(webhook.configuration(namespace)),
    object: SET,
    cause:
      /FailedCreate: .*admission webhook "policy.lade.test" denied the request: images must come from registry.example/,
  },
  {
    name: "a webhook that does not answer",
    manifests: [CONFIG_MAP],
    before: ({ objects, namespace }) => objects.create(unreachableWebhook(namespace)),
    object: /^Cause: ConfigMap\/settings: /,
    cause: /the webhook policy.lade.test does not answer/,
  },
  {
    name: "a hook that fails, with the last line of its log",
    manifests: [CONFIG_MAP, job({ "helm.sh/hook": "post-install" })],
    object: /Job\/migrate.* > Pod\/migrate-\w+ > container main: /,
    cause: /ended with exit code 1/,
  },
  {
    name: "a job that is waited for",
    manifests: [job({})],
    command: ["install", "--wait-for-jobs"],
    object: /Job\/migrate .*Pod\/migrate-\w+ > container main: /,
    cause: /ended with exit code 1 \(log: second line\)/,
  },
  {
    name: "a field that cannot change",
    manifests: [deployment()],
    upgraded: [deployment({}, "other")],
    object: /^Cause: Deployment\/web: /,
    cause: /spec.selector cannot change/,
  },
  {
    name: "a limit range",
    manifests: [deployment({ container: { resources: { limits: { cpu: "2" } } } })],
    before({ objects, namespace }) {
      const spec = { limits: [{ type: "Container", max: { cpu: "500m" } }] };
      return objects.create({ apiVersion: "v1", kind: "LimitRange", metadata: { name: "small", namespace }, spec });
    },
    object: SET,
    cause: /FailedCreate: .*maximum cpu usage per Container is 500m, but limit is 2/,
  },
  {
    name: "pod security",
    manifests: [deployment({ container: { securityContext: { privileged: true } } })],
    labels: { "pod-security.kubernetes.io/enforce": "baseline" },
    object: SET,
    cause: /FailedCreate: .*violates PodSecurity "baseline:latest": privileged/,
  },
  {
    name: "a service account that does not exist",
    manifests: [deployment({ spec: { serviceAccountName: "robot" } })],
    object: SET,
    cause: /FailedCreate: .*serviceaccount "robot" not found/,
  },
  {
    name: "an object that is held by a finalizer",
    manifests: [{ ...CONFIG_MAP, metadata: { name: "settings", finalizers: ["lade.test/hold"] } }],
    command: ["uninstall"],
    object: /ConfigMap\/settings /,
    cause: /Finalizers: its finalizers have not been removed: lade.test\/hold/,
  },
];

/** Its use has been counted when the status is there. */
async function fullQuota({ objects, namespace }: Ground): Promise<void> {
  const ref = { apiVersion: "v1", kind: "ResourceQuota", namespace, name: "full" };
  await objects.create({
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "full", namespace },
    spec: { hard: { pods: "0" } },
  });
  for (let tries = 0; tries < 100; tries++) {
    if ("used" in ((await objects.get(ref))["status"] as JsonObject)) return;
    await Bun.sleep(50);
  }
}

export const FAILURES: readonly Failure[] = [...ON_NODE, ...BY_CONTROL_PLANE];
