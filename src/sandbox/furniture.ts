/** What a new cluster has, as objects that are ready to be stored: making them by requests would take longer than the rest of the start. */
import { isObject, type JsonObject } from "../kube/index.ts";
import { aggregatedRules, CLUSTER_ROLES } from "./controllers/cluster-roles.ts";
import { rootCertificate } from "./controllers/namespaces.ts";
import { DEFAULT_CLASS } from "./objects/allocate.ts";
import { defaultBindings, defaultRoles } from "./rbac-defaults.ts";
import { VERSION } from "./version.ts";

const PRESSURES = [
  ["MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"],
  ["DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"],
  ["PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"],
] as const;

function nodeNamed(name: string, now: string): JsonObject {
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
    spec: {},
    status: { capacity, allocatable: capacity, conditions, addresses, nodeInfo },
  };
}

interface Priority {
  readonly name: string;
  readonly value: number;
  readonly description: string;
}

const PRIORITY_CLASSES: readonly Priority[] = [
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

function priorityClass({ name, value, description }: Priority): JsonObject {
  const head = { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name, generation: 1 } };
  return { ...head, value, description, preemptionPolicy: "PreemptLowerPriority" };
}

function defaultClass(name: string): JsonObject {
  return {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name, annotations: { [DEFAULT_CLASS]: "true" } },
    ...{ provisioner: "sandbox.lade.dev/simulated", reclaimPolicy: "Delete", volumeBindingMode: "Immediate" },
  };
}

const NAMESPACES = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** A namespace, and what is in it from the start. */
function namespaceNamed(name: string, certificate: string): Piece[] {
  return [
    {
      collection: "/namespaces",
      object: {
        ...{ apiVersion: "v1", kind: "Namespace", metadata: { name, labels: { "kubernetes.io/metadata.name": name } } },
        ...{ spec: { finalizers: ["kubernetes"] }, status: { phase: "Active" } },
      },
    },
    {
      collection: "/serviceaccounts",
      object: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: name } },
    },
    {
      collection: "/configmaps",
      object: rootCertificate(name, certificate),
    },
  ];
}

export interface Piece {
  readonly collection: string;
  /** Without what only the server gives. */
  readonly object: JsonObject;
}

export interface Furnishing {
  readonly nodes: number;
  /** Empty for none. */
  readonly storageClass: string;
  readonly certificate: string;
  /** RFC 3339. */
  readonly now: string;
}

export function furniture({ nodes, storageClass, certificate, now }: Furnishing): Piece[] {
  const of =
    (collection: string) =>
    (object: JsonObject): Piece => ({ collection, object });
  return [
    ...NAMESPACES.flatMap((name) => namespaceNamed(name, certificate)),
    ...Array.from({ length: nodes }, (_, i) => nodeNamed(`node-${i}`, now)).map(of("/nodes")),
    ...PRIORITY_CLASSES.map(priorityClass).map(of("scheduling.k8s.io/priorityclasses")),
    ...summed(defaultRoles()).map(of(CLUSTER_ROLES)),
    ...defaultBindings().map(of("rbac.authorization.k8s.io/clusterrolebindings")),
    ...(storageClass === "" ? [] : [defaultClass(storageClass)].map(of("storage.k8s.io/storageclasses"))),
  ];
}

/** With the rules of their parts, as the controller would make them; the parts may have parts. */
function summed(roles: readonly JsonObject[]): JsonObject[] {
  let all = [...roles];
  for (let depth = 0; depth < ROLES_DEEP; depth++)
    all = all.map((role) =>
      isObject(role["aggregationRule"]) ? { ...role, rules: aggregatedRules(role, all) } : role,
    );
  return all;
}

const ROLES_DEEP = 3;
