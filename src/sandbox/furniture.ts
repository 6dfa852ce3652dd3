/** What a new cluster has: nodes, classes. */
import type { JsonObject } from "../kube/index.ts";
import { DEFAULT_CLASS } from "./objects/allocate.ts";
import { VERSION } from "./version.ts";

const PRESSURES = [
  ["MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"],
  ["DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"],
  ["PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"],
] as const;

export function nodeNamed(name: string, now: string): JsonObject & { readonly status: JsonObject } {
  const labels = { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64" };
  const capacity = { cpu: "1k", memory: "1Ti", pods: "1M" };
  const times = { lastHeartbeatTime: now, lastTransitionTime: now };
  const ready = { reason: "KubeletReady", message: "kubelet is posting ready status" };
  const conditions = [
    ...PRESSURES.map(([type, reason, message]) => ({ type, status: "False", ...times, reason, message })),
    { type: "Ready", status: "True", ...times, ...ready },
  ];
  const addresses = [
    { type: "InternalIP", address: "127.0.0.1" },
    { type: "Hostname", address: name },
  ];
  const nodeInfo = {
    ...{ architecture: "amd64", bootID: "", machineID: "", systemUUID: "", operatingSystem: "linux" },
    ...{ containerRuntimeVersion: "sandbox", kernelVersion: "sandbox", osImage: "sandbox" },
    ...{ kubeletVersion: VERSION.gitVersion, kubeProxyVersion: "" },
  };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels },
    status: { capacity, allocatable: capacity, conditions, addresses, nodeInfo },
  };
}

interface Priority {
  readonly name: string;
  readonly value: number;
  readonly description: string;
}

export const PRIORITY_CLASSES: readonly Priority[] = [
  {
    name: "system-cluster-critical",
    value: 2_000_000_000,
    description:
      "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.",
  },
  {
    name: "system-node-critical",
    value: 2_000_001_000,
    description: "Used for system critical pods that must not be moved from their current node.",
  },
];

export function priorityClass({ name, value, description }: Priority): JsonObject {
  return { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name }, value, description };
}

export function defaultClass(name: string): JsonObject {
  return {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name, annotations: { [DEFAULT_CLASS]: "true" } },
    provisioner: "sandbox.lade.dev/simulated",
  };
}
