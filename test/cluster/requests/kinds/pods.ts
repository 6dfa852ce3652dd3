/** Pods: every field that charts set in templates, and what is wrong with it. */
import type { JsonObject } from "../../../../src/kube/index.ts";
import { CORE } from "../sequences.ts";
import { each, LONG, object, type Change, type KindCases } from "./cases.ts";

const CONTAINER = {
  name: "main",
  image: "example.com/a:1",
  command: ["sh"],
  args: ["-c", "true"],
  workingDir: "/w",
  ports: [
    { name: "http", containerPort: 80, protocol: "TCP" },
    { name: "dns", containerPort: 53, protocol: "UDP" },
  ],
  env: [
    { name: "A", value: "1" },
    { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    { name: "CPU", valueFrom: { resourceFieldRef: { resource: "limits.cpu" } } },
    { name: "KEY", valueFrom: { secretKeyRef: { name: "s", key: "k", optional: true } } },
    { name: "MAP", valueFrom: { configMapKeyRef: { name: "s", key: "k" } } },
  ],
  envFrom: [{ configMapRef: { name: "c" } }, { prefix: "P_", secretRef: { name: "s" } }],
  resources: { limits: { cpu: "500m", memory: "128Mi" }, requests: { cpu: "100m", memory: "64Mi" } },
  livenessProbe: {
    httpGet: { path: "/live", port: "http", scheme: "HTTPS" },
    initialDelaySeconds: 5,
    timeoutSeconds: 2,
  },
  readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 3, successThreshold: 2, failureThreshold: 4 },
  startupProbe: { exec: { command: ["true"] }, failureThreshold: 30 },
  lifecycle: { preStop: { exec: { command: ["sleep", "1"] } }, postStart: { httpGet: { port: 80 } } },
  volumeMounts: [
    { name: "data", mountPath: "/data" },
    { name: "config", mountPath: "/etc/config/a", subPath: "a", readOnly: true },
  ],
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: 1000,
    runAsGroup: 1000,
    capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] },
    seccompProfile: { type: "RuntimeDefault" },
  },
};

const TERM = { labelSelector: { matchLabels: { app: "p" } }, topologyKey: "kubernetes.io/hostname" };

const SPEC = {
  containers: [CONTAINER],
  initContainers: [{ name: "init", image: "example.com/i" }],
  volumes: [
    { name: "data", emptyDir: {} },
    { name: "config", configMap: { name: "c", items: [{ key: "a", path: "a" }] } },
    { name: "secret", secret: { secretName: "s", defaultMode: 256 } },
    { name: "claim", persistentVolumeClaim: { claimName: "c" } },
    { name: "host", hostPath: { path: "/var" } },
    {
      name: "all",
      projected: {
        sources: [
          { secret: { name: "s" } },
          { serviceAccountToken: { path: "token", audience: "a" } },
          { downwardAPI: { items: [{ path: "labels", fieldRef: { fieldPath: "metadata.labels" } }] } },
        ],
      },
    },
  ],
  nodeSelector: { none: "x" },
  terminationGracePeriodSeconds: 5,
  dnsPolicy: "ClusterFirst",
  dnsConfig: { nameservers: ["1.2.3.4"], options: [{ name: "ndots", value: "2" }] },
  hostAliases: [{ ip: "127.0.0.1", hostnames: ["a.example.com"] }],
  imagePullSecrets: [{ name: "pull" }],
  securityContext: {
    fsGroup: 1000,
    fsGroupChangePolicy: "OnRootMismatch",
    runAsUser: 1000,
    supplementalGroups: [1, 2],
  },
  tolerations: [
    { key: "a", operator: "Exists", effect: "NoSchedule" },
    { key: "b", operator: "Equal", value: "c", effect: "NoExecute", tolerationSeconds: 30 },
  ],
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: "kubernetes.io/hostname",
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: { app: "p" } },
    },
  ],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: "os", operator: "In", values: ["linux"] }] }],
      },
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 1, preference: { matchExpressions: [{ key: "zone", operator: "Exists" }] } },
      ],
    },
    podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [TERM] },
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: TERM }] },
  },
};

/** As charts write theirs. */
const LIKE_CHARTS = {
  ...SPEC,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  hostNetwork: false,
  restartPolicy: "Always",
  schedulerName: "default-scheduler",
  shareProcessNamespace: true,
  setHostnameAsFQDN: false,
  priorityClassName: "system-cluster-critical",
  runtimeClassName: undefined,
  securityContext: {
    runAsNonRoot: true,
    runAsGroup: 1000,
    seccompProfile: { type: "RuntimeDefault" },
    sysctls: [{ name: "net.core.somaxconn", value: "1024" }],
    supplementalGroups: [],
  },
  containers: [
    {
      ...CONTAINER,
      ports: [{ name: "http", containerPort: 8080, protocol: "TCP" }],
      readinessProbe: {
        httpGet: { path: "/ready", port: "http", scheme: "HTTP", httpHeaders: [{ name: "X-A", value: "b" }] },
        initialDelaySeconds: 5,
        timeoutSeconds: 2,
      },
      startupProbe: {
        httpGet: { path: "/", port: 8080, scheme: "HTTPS" },
        initialDelaySeconds: 1,
        periodSeconds: 5,
        timeoutSeconds: 3,
        successThreshold: 1,
      },
      livenessProbe: { tcpSocket: { port: "http" }, failureThreshold: 6 },
      tty: true,
      stdin: true,
      terminationMessagePath: "/dev/x",
      terminationMessagePolicy: "FallbackToLogsOnError",
      lifecycle: { preStop: { httpGet: { path: "/stop", port: "http" } } },
    },
    {
      name: "side",
      image: "example.com/s@sha256:0000000000000000000000000000000000000000000000000000000000000000",
      imagePullPolicy: "Never",
      readinessProbe: { exec: { command: ["true"] } },
      securityContext: { privileged: true, runAsUser: 0, seLinuxOptions: { level: "s0" } },
      volumeMounts: [{ name: "host", mountPath: "/host", mountPropagation: "Bidirectional", subPathExpr: "$(A)" }],
      env: [{ name: "A", value: "x" }],
    },
  ],
  initContainers: [
    {
      ...{ name: "init", image: "example.com/i:1", imagePullPolicy: "IfNotPresent", command: ["sh"], args: ["-c"] },
      env: [
        { name: "A", value: "1" },
        { name: "B", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
        { name: "C", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } } },
      ],
      envFrom: [{ secretRef: { name: "s", optional: true } }],
      resources: { limits: { memory: "1Gi" }, requests: { cpu: "10m", memory: "1Gi" } },
      securityContext: CONTAINER.securityContext,
      volumeMounts: [{ name: "data", mountPath: "/data", subPath: "a", readOnly: false }],
    },
  ],
  volumes: [
    ...SPEC.volumes.slice(0, 1),
    {
      name: "config",
      configMap: { name: "c", defaultMode: 420, optional: true, items: [{ key: "a", path: "a", mode: 384 }] },
    },
    { name: "host", hostPath: { path: "/var", type: "Directory" } },
    { name: "memory", emptyDir: { medium: "Memory", sizeLimit: "1Gi" } },
    { name: "secret", secret: { secretName: "s", optional: false, items: [{ key: "a", path: "b" }] } },
    {
      name: "api",
      downwardAPI: { defaultMode: 420, items: [{ path: "l", fieldRef: { fieldPath: "metadata.labels" } }] },
    },
  ],
};

const main = (key: string): string => `spec/containers/0/${key}`;
const inMain = (key: string, values: Parameters<typeof each>[1]): Change[] => each(main(key), values);
const inSpec = (key: string, values: Parameters<typeof each>[1]): Change[] => each(`spec/${key}`, values);

const names = (place: string): Change[] => each(place, ["", "Upper", "under_score", LONG(64)]);

const containers: Change[] = [
  ...inSpec("containers", [undefined, []]),
  ...names(main("name")),
  { "spec/initContainers/0/name": "main" },
  { "spec/containers/1": { name: "main", image: "b" } },
  ...inMain("image", [undefined, "", " spaced", "example.com/a@sha256:0", "example.com:5000/a", "a:latest"]),
  ...inMain("imagePullPolicy", ["Always", "Sometimes", ""]),
  ...inMain("terminationMessagePolicy", ["FallbackToLogsOnError", "Other"]),
  { "spec/initContainers/0/restartPolicy": "Always" },
  { "spec/initContainers/0/restartPolicy": "Sometimes" },
  { "spec/initContainers/0/livenessProbe": { exec: { command: ["a"] } } },
  { "spec/initContainers/0/readinessProbe": { exec: { command: ["a"] } } },
  { "spec/initContainers/0/lifecycle": { preStop: { exec: { command: ["a"] } } } },
  {
    "spec/initContainers/0/restartPolicy": "Always",
    "spec/initContainers/0/readinessProbe": { exec: { command: ["a"] } },
  },
  {
    "spec/initContainers/0/ports": [
      { containerPort: 80, hostPort: 81 },
      { containerPort: 82, hostPort: 81 },
    ],
  },
  { [main("unknown")]: 1 },
];

const ports: Change[] = [
  ...inMain("ports/0/containerPort", [undefined, 0, -1, 65_535, 65_536]),
  ...inMain("ports/0/hostPort", [8080, -1, 65_536]),
  ...inMain("ports/0/protocol", ["SCTP", "tcp", "HTTP", ""]),
  ...inMain("ports/0/name", ["a-very-long-port-name", "UPPER", "dns", "80", "-a", "a--b", "a_b", ""]),
  { [main("ports/0/hostPort")]: 80, [main("ports/2")]: { containerPort: 81, hostPort: 80 } },
  { "spec/hostNetwork": true },
  { "spec/hostNetwork": true, [main("ports/0/hostPort")]: 81 },
  ...inMain("ports/0/hostIP", ["1.2.3.4", "nowhere"]),
];

const environment: Change[] = [
  ...inMain("env/0/name", ["", undefined, "a.b", "1A", "a b", "a=b", ".", "..", "..a", "é"]),
  ...inMain("env/0/valueFrom", [{ fieldRef: { fieldPath: "metadata.name" } }]),
  ...inMain("env/1/valueFrom", [
    {},
    { fieldRef: { fieldPath: "spec.nodeName" }, secretKeyRef: { name: "a", key: "b" } },
  ]),
  ...inMain("env/1/valueFrom/fieldRef/fieldPath", [
    "",
    "metadata.nope",
    "metadata.labels['a']",
    "metadata.labels",
    "status.podIP",
    "spec.containers",
    "metadata.annotations['a b']",
  ]),
  ...inMain("env/1/valueFrom/fieldRef/apiVersion", ["v2", "v1"]),
  ...inMain("env/2/valueFrom/resourceFieldRef/resource", [
    "",
    "limits.disk",
    "requests.memory",
    "limits.ephemeral-storage",
  ]),
  ...inMain("env/2/valueFrom/resourceFieldRef/divisor", ["1m", "1Mi", "5"]),
  ...inMain("env/2/valueFrom/resourceFieldRef/containerName", ["none"]),
  ...inMain("env/3/valueFrom/secretKeyRef/key", ["", "a/b", ".."]),
  ...inMain("env/3/valueFrom/secretKeyRef/name", ["", "Not_Good"]),
  ...inMain("env/4/valueFrom/configMapKeyRef/key", ["", "a b"]),
  ...inMain("envFrom/0", [
    {},
    { configMapRef: { name: "" } },
    { configMapRef: { name: "a" }, secretRef: { name: "b" } },
    { configMapRef: { name: "No_No" } },
  ]),
  ...inMain("envFrom/1/prefix", ["1_", "a b", "a=", "good"]),
  { [main("env/5")]: { name: "A", value: "again" } },
];

const resources: Change[] = [
  ...inMain("resources/requests/cpu", ["1", "-1", "0", "x", 1, 0.5, "500m"]),
  ...inMain("resources/limits/memory", ["32Mi", "-1Mi", "", "1GB"]),
  ...inMain("resources/limits", [
    { disk: "1" },
    { "example.com/gpu": "1" },
    { "example.com/gpu": "1.5" },
    { "hugepages-2Mi": "2Mi" },
    { "ephemeral-storage": "1Gi" },
    { "Not Good": "1" },
  ]),
  ...inMain("resources/requests", [{ "example.com/gpu": "1" }, { "ephemeral-storage": "-1" }, {}]),
  { [main("resources")]: { requests: { "example.com/gpu": 1 }, limits: { "example.com/gpu": 2 } } },
  ...inMain("resources/claims", [[{ name: "none" }]]),
];

const probes: Change[] = [
  ...inMain("livenessProbe", [
    {},
    { httpGet: { port: 80 }, tcpSocket: { port: 80 } },
    { exec: {} },
    { exec: { command: [] } },
    { grpc: { port: 0 } },
    { grpc: { port: 9000 } },
    { grpc: { port: 9000, service: "s" } },
  ]),
  ...inMain("livenessProbe/httpGet/port", [0, 65_536, "", "http", "no such", "waytoolongportname", "80", "unknown"]),
  ...inMain("livenessProbe/httpGet/scheme", ["http", "FTP"]),
  ...inMain("livenessProbe/httpGet/path", ["", "no-slash"]),
  ...inMain("livenessProbe/httpGet/httpHeaders", [
    [{ name: "X-A", value: "b" }],
    [{ name: "a b", value: "b" }],
    [{ name: "", value: "b" }],
  ]),
  ...inMain("livenessProbe/initialDelaySeconds", [-1, 0]),
  ...inMain("livenessProbe/timeoutSeconds", [-1, 0]),
  ...inMain("livenessProbe/periodSeconds", [-1, 0]),
  ...inMain("livenessProbe/successThreshold", [2, 0, -1]),
  ...inMain("livenessProbe/failureThreshold", [-1, 0]),
  ...inMain("livenessProbe/terminationGracePeriodSeconds", [0, 5]),
  ...inMain("readinessProbe/terminationGracePeriodSeconds", [5]),
  ...inMain("readinessProbe/successThreshold", [-1]),
  ...inMain("readinessProbe/tcpSocket/port", [0, "x y"]),
  ...inMain("startupProbe/successThreshold", [2]),
  ...inMain("lifecycle/preStop", [
    {},
    { sleep: { seconds: 3 } },
    { sleep: { seconds: 0 } },
    { sleep: { seconds: 99 } },
    { exec: { command: ["a"] }, httpGet: { port: 80 } },
    { tcpSocket: { port: 80 } },
  ]),
  ...inMain("lifecycle/postStart/httpGet/port", [0]),
  ...inMain("lifecycle/stopSignal", ["SIGTERM"]),
];

const mounts: Change[] = [
  ...inMain("volumeMounts/0/name", ["", "none"]),
  ...inMain("volumeMounts/0/mountPath", ["", "/etc/config/a", "relative", "/a:b"]),
  ...inMain("volumeMounts/1/subPath", ["../up", "/abs", ""]),
  ...inMain("volumeMounts/1/subPathExpr", ["$(A)"]),
  { [main("volumeMounts/1/subPath")]: undefined, [main("volumeMounts/1/subPathExpr")]: "../x" },
  ...inMain("volumeMounts/0/mountPropagation", ["HostToContainer", "Bidirectional", "Other"]),
  ...inMain("volumeMounts/0/recursiveReadOnly", ["Enabled", "Other"]),
  ...inMain("volumeDevices", [
    [{ name: "data", devicePath: "/dev/x" }],
    [{ name: "claim", devicePath: "/dev/x" }],
    [{ name: "claim", devicePath: "" }],
  ]),
];

const volume = (rest: Change["x"]): Change => ({ "spec/volumes/5": rest });
const volumes: Change[] = [
  ...names("spec/volumes/0/name"),
  { "spec/volumes/1/name": "data" },
  volume({ name: "v" }),
  volume({ name: "v", emptyDir: {}, hostPath: { path: "/" } }),
  volume({ name: "v", emptyDir: { medium: "Memory", sizeLimit: "1Gi" } }),
  volume({ name: "v", emptyDir: { sizeLimit: "-1" } }),
  volume({ name: "v", emptyDir: { medium: "Other" } }),
  volume({ name: "v", hostPath: { path: "" } }),
  volume({ name: "v", hostPath: { path: "/a/../b" } }),
  volume({ name: "v", hostPath: { path: "/a", type: "Nothing" } }),
  volume({ name: "v", hostPath: { path: "/a", type: "DirectoryOrCreate" } }),
  volume({ name: "v", secret: {} }),
  volume({ name: "v", secret: { secretName: "a", defaultMode: 512 } }),
  volume({ name: "v", secret: { secretName: "a", defaultMode: 511 } }),
  volume({ name: "v", secret: { secretName: "a", items: [{ key: "", path: "p" }] } }),
  volume({ name: "v", secret: { secretName: "a", items: [{ key: "k", path: "" }] } }),
  volume({ name: "v", secret: { secretName: "a", items: [{ key: "k", path: "../p" }] } }),
  volume({ name: "v", secret: { secretName: "a", items: [{ key: "k", path: "/p" }] } }),
  volume({ name: "v", secret: { secretName: "a", items: [{ key: "k", path: "p", mode: -1 }] } }),
  volume({ name: "v", configMap: {} }),
  volume({ name: "v", configMap: { name: "a", defaultMode: -1 } }),
  volume({ name: "v", persistentVolumeClaim: {} }),
  volume({ name: "v", persistentVolumeClaim: { claimName: "Not_Good" } }),
  volume({ name: "v", nfs: { server: "", path: "rel" } }),
  volume({ name: "v", nfs: { server: "s", path: "/x" } }),
  volume({ name: "v", csi: { driver: "" } }),
  volume({ name: "v", csi: { driver: "csi.example.com" } }),
  volume({ name: "v", downwardAPI: { items: [{ path: "a" }] } }),
  volume({ name: "v", downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "spec.nodeName" } }] } }),
  volume({
    name: "v",
    downwardAPI: { items: [{ path: "a", resourceFieldRef: { containerName: "main", resource: "limits.cpu" } }] },
  }),
  volume({ name: "v", downwardAPI: { items: [{ path: "a", resourceFieldRef: { resource: "limits.cpu" } }] } }),
  volume({ name: "v", projected: { sources: [] } }),
  volume({ name: "v", projected: { sources: [{}] } }),
  volume({ name: "v", projected: { sources: [{ secret: { name: "" } }] } }),
  volume({ name: "v", projected: { sources: [{ serviceAccountToken: { path: "", expirationSeconds: 3600 } }] } }),
  volume({ name: "v", projected: { sources: [{ serviceAccountToken: { path: "t", expirationSeconds: 5 } }] } }),
  volume({
    name: "v",
    projected: {
      sources: [
        { configMap: { name: "a", items: [{ key: "a", path: "p" }] } },
        { secret: { name: "b", items: [{ key: "b", path: "p" }] } },
      ],
    },
  }),
  volume({ name: "v", ephemeral: {} }),
  volume({
    name: "v",
    ephemeral: {
      volumeClaimTemplate: { spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } },
    },
  }),
  volume({ name: "v", ephemeral: { volumeClaimTemplate: { spec: {} } } }),
  volume({ name: "v", image: { reference: "a" } }),
  volume({ name: "v", image: { reference: "a", pullPolicy: "Sometimes" } }),
  volume({ name: "v", gcePersistentDisk: { pdName: "x" } }),
  volume({ name: "v", iscsi: { targetPortal: "", iqn: "", lun: 0 } }),
  volume({ name: "v", gitRepo: { repository: "" } }),
  volume({ name: "v", unheard: {} }),
];

const security: Change[] = [
  ...inMain("securityContext/runAsUser", [-1, 0, 4_294_967_296]),
  ...inMain("securityContext/runAsGroup", [-1]),
  ...inMain("securityContext/privileged", [true]),
  { [main("securityContext/privileged")]: true, [main("securityContext/allowPrivilegeEscalation")]: undefined },
  { [main("securityContext/capabilities/add")]: ["SYS_ADMIN"] },
  {
    [main("securityContext/capabilities/add")]: ["CAP_SYS_ADMIN"],
    [main("securityContext/allowPrivilegeEscalation")]: undefined,
  },
  ...inMain("securityContext/seccompProfile", [
    {},
    { type: "Localhost" },
    { type: "Localhost", localhostProfile: "p" },
    { type: "Localhost", localhostProfile: "/p" },
    { type: "Other" },
    { type: "RuntimeDefault", localhostProfile: "p" },
  ]),
  ...inMain("securityContext/appArmorProfile", [
    { type: "RuntimeDefault" },
    { type: "Localhost" },
    { type: "Other" },
    { type: "Localhost", localhostProfile: "p" },
  ]),
  ...inMain("securityContext/procMount", ["Unmasked", "Other", "Default"]),
  ...inMain("securityContext/windowsOptions", [
    { runAsUserName: "" },
    { runAsUserName: "a" },
    { gmsaCredentialSpecName: "X_Y" },
  ]),
  ...inSpec("securityContext/fsGroup", [-1]),
  ...inSpec("securityContext/runAsUser", [-1]),
  ...inSpec("securityContext/supplementalGroups", [[-1]]),
  ...inSpec("securityContext/fsGroupChangePolicy", ["Always", "Never", ""]),
  ...inSpec("securityContext/sysctls", [
    [{ name: "net.core.somaxconn", value: "1" }],
    [{ name: "", value: "1" }],
    [{ name: "a b", value: "1" }],
    [
      { name: "a", value: "1" },
      { name: "a", value: "2" },
    ],
  ]),
  ...inSpec("securityContext/seccompProfile", [{ type: "Localhost" }]),
  { "spec/securityContext/sysctls": [{ name: "net.a", value: "1" }], "spec/hostNetwork": true },
  { "spec/securityContext/sysctls": [{ name: "kernel.shmmax", value: "1" }], "spec/hostIPC": true },
  ...inSpec("hostPID", [true]),
  ...inSpec("hostIPC", [true]),
  ...inSpec("hostUsers", [false, true]),
  { "spec/shareProcessNamespace": true, "spec/hostPID": true },
  ...inSpec("os", [{ name: "linux" }, { name: "windows" }, { name: "beos" }, {}]),
];

const scheduling: Change[] = [
  ...inSpec("nodeSelector", [{ "a b": "c" }, { a: "b c" }, { "": "" }]),
  ...inSpec("nodeName", ["Not_Good"]),
  ...inSpec("tolerations/0", [
    { operator: "Exists" },
    { operator: "Equal" },
    {},
    { key: "a b", operator: "Exists" },
    { key: "a", operator: "Exists", value: "v" },
    { key: "a", operator: "Like" },
    { key: "a", value: "x y" },
    { key: "a", operator: "Exists", effect: "Never" },
    { key: "a", operator: "Exists", effect: "NoSchedule", tolerationSeconds: 3 },
    { key: "a", operator: "Gt", value: "x" },
  ]),
  ...inSpec("topologySpreadConstraints/0/maxSkew", [0, -1]),
  ...inSpec("topologySpreadConstraints/0/topologyKey", ["", "a b"]),
  ...inSpec("topologySpreadConstraints/0/whenUnsatisfiable", ["DoNotSchedule", "Maybe", ""]),
  ...inSpec("topologySpreadConstraints/0/minDomains", [1, 0]),
  ...inSpec("topologySpreadConstraints/0/nodeAffinityPolicy", ["Honor", "Nope"]),
  ...inSpec("topologySpreadConstraints/0/nodeTaintsPolicy", ["Ignore", "Nope"]),
  ...inSpec("topologySpreadConstraints/0/matchLabelKeys", [["a"], ["app"], ["x y"]]),
  ...inSpec("topologySpreadConstraints/0/labelSelector", [
    undefined,
    { matchExpressions: [{ key: "a", operator: "In" }] },
  ]),
  {
    "spec/topologySpreadConstraints/1": {
      maxSkew: 2,
      topologyKey: "kubernetes.io/hostname",
      whenUnsatisfiable: "ScheduleAnyway",
    },
  },
  ...inSpec("affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms", [
    [],
    [{}],
    [{ matchExpressions: [{ key: "a", operator: "In" }] }],
    [{ matchExpressions: [{ key: "a", operator: "Exists", values: ["x"] }] }],
    [{ matchExpressions: [{ key: "a", operator: "Gt", values: ["1", "2"] }] }],
    [{ matchExpressions: [{ key: "a b", operator: "Exists" }] }],
    [{ matchExpressions: [{ key: "a", operator: "Like", values: ["x"] }] }],
    [{ matchExpressions: [{ key: "a", operator: "In", values: ["x y"] }] }],
    [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["n"] }] }],
    [{ matchFields: [{ key: "spec.x", operator: "In", values: ["n"] }] }],
    [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["a", "b"] }] }],
  ]),
  ...inSpec("affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/weight", [0, 101]),
  ...inSpec("affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/weight", [0, 101]),
  ...inSpec("affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/topologyKey", ["", "a b"]),
  ...inSpec("affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/labelSelector", [
    undefined,
    {},
    { matchLabels: { "a b": "c" } },
    { matchExpressions: [{ key: "a", operator: "Exists", values: ["b"] }] },
    { matchExpressions: [{ key: "a", operator: "Like" }] },
    { matchExpressions: [{ key: "", operator: "Exists" }] },
  ]),
  ...inSpec("affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/namespaces", [
    ["good"],
    ["Not_Good"],
  ]),
  ...inSpec("affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/namespaceSelector", [
    {},
    { matchLabels: { a: "b c" } },
  ]),
  ...inSpec("priorityClassName", ["none", "system-cluster-critical"]),
  ...inSpec("priority", [5]),
  ...inSpec("preemptionPolicy", ["Never"]),
  ...inSpec("runtimeClassName", ["none"]),
  ...inSpec("schedulerName", ["other", "Not Good"]),
  ...inSpec("schedulingGates", [[{ name: "a" }], [{ name: "a b" }], [{ name: "a" }, { name: "a" }]]),
  ...inSpec("readinessGates", [[{ conditionType: "a/b" }], [{ conditionType: "a b" }]]),
  ...inSpec("overhead", [{ cpu: "1" }]),
];

const rest: Change[] = [
  ...inSpec("restartPolicy", ["Never", "OnFailure", "Sometimes", ""]),
  ...inSpec("terminationGracePeriodSeconds", [-1, 0]),
  ...inSpec("activeDeadlineSeconds", [0, -1, 10, 2_147_483_648]),
  ...inSpec("dnsPolicy", ["Default", "None", "Other", "ClusterFirstWithHostNet"]),
  { "spec/dnsPolicy": "None", "spec/dnsConfig": undefined },
  { "spec/dnsPolicy": "None", "spec/dnsConfig": {} },
  ...inSpec("dnsConfig/nameservers", [["x"], ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4"]]),
  ...inSpec("dnsConfig/searches", [["a.b"], ["A_b!"], ["."]]),
  ...inSpec("dnsConfig/options", [[{ value: "1" }]]),
  ...inSpec("hostAliases/0", [
    { ip: "x", hostnames: ["a"] },
    { ip: "1.2.3.4", hostnames: ["A_B"] },
    { ip: "", hostnames: [] },
  ]),
  ...inSpec("imagePullSecrets", [[{}], [{ name: "" }]]),
  ...inSpec("hostname", ["h", "Not_Good"]),
  ...inSpec("subdomain", ["s", "Not_Good"]),
  ...inSpec("setHostnameAsFQDN", [true]),
  ...inSpec("serviceAccountName", ["none", "Not_Good"]),
  ...inSpec("serviceAccount", ["default"]),
  ...inSpec("automountServiceAccountToken", [false]),
  ...inSpec("enableServiceLinks", [false]),
  ...inSpec("ephemeralContainers", [[{ name: "e", image: "a" }]]),
  { "metadata/annotations": { "seccomp.security.alpha.kubernetes.io/pod": "x" } },
  { "metadata/annotations": { "controller.kubernetes.io/pod-deletion-cost": "x" } },
  { spec: undefined },
  { spec: {} },
  { metadata: { generateName: "p-" } },
];

const POD = object("v1", "Pod", "p", { spec: SPEC });
POD["metadata"] = { name: "p", labels: { app: "p" } };

export const PODS: readonly KindCases[] = [
  {
    path: `${CORE}/pods`,
    base: POD,
    valid: [
      object("v1", "Pod", "charts", { spec: JSON.parse(JSON.stringify(LIKE_CHARTS)) as JsonObject }),
      object("v1", "Pod", "small", { spec: { containers: [{ name: "a", image: "b" }] } }),
    ],
    create: [
      ...[...containers, ...ports, ...environment, ...resources, ...probes],
      ...[...mounts, ...volumes, ...security, ...scheduling, ...rest],
    ],
    update: [
      {},
      { "spec/containers/0/image": "example.com/a:2" },
      { "spec/containers/0/image": "" },
      { "spec/containers/0/args": ["other"] },
      { "spec/activeDeadlineSeconds": 5 },
      { "spec/tolerations/2": { key: "new", operator: "Exists" } },
      { "spec/tolerations": [] },
      { "spec/nodeSelector": { none: "y" } },
      { "spec/containers/1": { name: "second", image: "b" } },
      { "metadata/labels/x": "y" },
      { "spec/priorityClassName": "system-cluster-critical" },
    ],
  },
];
