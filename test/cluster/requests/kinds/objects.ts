/** Everything else: configuration, accounts, roles, storage, policies. */
import type { JsonObject } from "../../../../src/kube/index.ts";
import { CORE } from "../sequences.ts";
import { each, LONG, object, type Change, type KindCases } from "./cases.ts";

const spec = (key: string, values: Parameters<typeof each>[1]): Change[] => each(`spec/${key}`, values);
const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const rbac = "rbac.authorization.k8s.io/v1";
const STORAGE = "/apis/storage.k8s.io/v1";

const ruleChanges: Change[] = each("rules/0", [
  {},
  { verbs: [] },
  { verbs: ["get"] },
  { verbs: ["get"], resources: ["pods"] },
  { verbs: ["get"], apiGroups: [""] },
  { verbs: ["get"], apiGroups: [""], resources: [] },
  { verbs: ["get"], apiGroups: ["*"], resources: ["*"], resourceNames: ["a"] },
  { verbs: ["get"], nonResourceURLs: ["/metrics"] },
  { verbs: ["get"], nonResourceURLs: ["/metrics"], apiGroups: [""], resources: ["pods"] },
]);
const bindingChanges: Change[] = [
  ...each("roleRef", [
    undefined,
    {},
    { kind: "Role", name: "" },
    { kind: "Other", name: "x", apiGroup: "rbac.authorization.k8s.io" },
    { kind: "Role", name: "a", apiGroup: "other" },
    { kind: "ClusterRole", name: "a%b" },
  ]),
  ...each("subjects/0", [
    {},
    { kind: "ServiceAccount", name: "a" },
    { kind: "ServiceAccount", name: "", namespace: "x" },
    { kind: "ServiceAccount", name: "Not_Good", namespace: "x" },
    { kind: "ServiceAccount", name: "a", namespace: "x", apiGroup: "g" },
    { kind: "User", name: "" },
    { kind: "User", name: "u", apiGroup: "other" },
    { kind: "User", name: "u", namespace: "x" },
    { kind: "Group", name: "g" },
    { kind: "Other", name: "x" },
  ]),
  { subjects: undefined },
  { subjects: [] },
];

const claimSpec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
const claimChanges: Change[] = [
  { spec: {} },
  ...spec("accessModes", [
    [],
    undefined,
    ["Other"],
    ["ReadWriteMany", "ReadOnlyMany"],
    ["ReadWriteOncePod"],
    ["ReadWriteOncePod", "ReadWriteOnce"],
  ]),
  ...spec("resources", [
    undefined,
    {},
    { requests: { cpu: "1" } },
    { requests: { storage: "0" } },
    { requests: { storage: "-1" } },
    { requests: { storage: "1Gi" }, limits: { storage: "2Gi" } },
    { requests: { storage: "1.5" } },
  ]),
  ...spec("storageClassName", ["", "fast", "Not_Good"]),
  ...spec("volumeMode", ["Block", "Other"]),
  ...spec("volumeName", ["pv", ""]),
  ...spec("selector", [{ matchLabels: { a: "b" } }, { matchLabels: { "a b": "c" } }]),
  ...spec("dataSource", [
    { kind: "PersistentVolumeClaim", name: "x" },
    { kind: "", name: "" },
    { kind: "VolumeSnapshot", name: "x", apiGroup: "snapshot.storage.k8s.io" },
    { kind: "Other", name: "x" },
  ]),
  ...spec("volumeAttributesClassName", ["gold", ""]),
];

const metric = (rest: object): Change => ({ "spec/metrics": [rest] }) as Change;
const cpu = (target: object): Change => metric({ type: "Resource", resource: { name: "cpu", target } });

const webhook = (rest: object): Change => {
  const change: Record<string, Change["x"]> = {};
  for (const [key, value] of Object.entries(rest)) change[`webhooks/0/${key}`] = value as Change["x"];
  return change;
};
const webhookChanges: Change[] = [
  ...each("webhooks/0/name", ["", "short", "a.b", "A.b.c", "a.b.c"]),
  ...each("webhooks/0/admissionReviewVersions", [undefined, [], ["v1beta1"], ["v2"], ["v1", "v1"], ["Not Good", "v1"]]),
  ...each("webhooks/0/sideEffects", [undefined, "Some", "Other", "NoneOnDryRun"]),
  ...each("webhooks/0/failurePolicy", ["Ignore", "Other"]),
  ...each("webhooks/0/matchPolicy", ["Exact", "Other"]),
  ...each("webhooks/0/timeoutSeconds", [0, 31, 30]),
  ...each("webhooks/0/clientConfig", [
    {},
    { url: "https://a.example.com/x" },
    { url: "http://a.example.com" },
    { url: "https://a.example.com?x" },
    { url: "https://u@a.example.com" },
    { url: "%" },
    { url: "https://a", service: { name: "s", namespace: "n" } },
    { service: { name: "", namespace: "" } },
    { service: { name: "s", namespace: "n", path: "no" } },
    { service: { name: "s", namespace: "n", path: "/a//b" } },
    { service: { name: "s", namespace: "n", path: "/a", port: 0 } },
    { service: { name: "s", namespace: "n", path: "/", port: 8443 } },
  ]),
  ...each("webhooks/0/rules", [
    undefined,
    [{}],
    [{ operations: ["*", "CREATE"], apiGroups: [""], apiVersions: ["v1"], resources: ["pods"] }],
    [{ operations: ["PATCH"], apiGroups: [""], apiVersions: ["v1"], resources: ["pods"] }],
    [{ operations: ["CREATE"], apiGroups: ["*", "a"], apiVersions: ["*", "v1"], resources: ["*", "pods"] }],
    [{ operations: ["CREATE"], apiGroups: [""], apiVersions: [""], resources: ["", "pods/*", "pods/x"] }],
    [{ operations: ["CREATE"], apiGroups: [""], apiVersions: ["v1"], resources: ["*/*", "pods"], scope: "Other" }],
    [{ operations: ["CREATE"], apiGroups: [""], apiVersions: ["v1"], resources: ["pods"], scope: "Namespaced" }],
  ]),
  ...each("webhooks/0/namespaceSelector", [{ matchLabels: { "a b": "c" } }]),
  ...each("webhooks/0/objectSelector", [{ matchExpressions: [{ key: "a", operator: "In" }] }]),
  webhook({ matchConditions: [{ name: "", expression: "" }] }),
  webhook({ matchConditions: [{ name: "a", expression: "true" }] }),
  { webhooks: undefined },
  {
    "webhooks/1": {
      name: "w.example.com",
      clientConfig: { url: "https://a.example.com" },
      sideEffects: "None",
      admissionReviewVersions: ["v1"],
    },
  },
];
const WEBHOOK = {
  name: "w.example.com",
  clientConfig: { service: { name: "s", namespace: "n", path: "/x" } },
  rules: [
    { operations: ["CREATE", "UPDATE"], apiGroups: ["none.example.com"], apiVersions: ["v1"], resources: ["things"] },
  ],
  sideEffects: "None",
  admissionReviewVersions: ["v1"],
};

export const OBJECTS: readonly KindCases[] = [
  {
    path: `${CORE}/configmaps`,
    base: object("v1", "ConfigMap", "c", { data: { a: "1" } }),
    valid: [object("v1", "ConfigMap", "d", { data: { a: "x" }, binaryData: { b: "AAEC" }, immutable: true })],
    create: [
      ...each("data", [
        { "a b": "1" },
        { "": "1" },
        { "..": "1" },
        { "..a": "1" },
        { "a/b": "1" },
        { [LONG(254)]: "1" },
        { a: 1 },
        { a: null },
        { a: { b: "c" } },
        [],
        {},
      ]),
      ...each("binaryData", [{ a: "AAEC" }, { b: "not base64!" }, { "b c": "AAEC" }]),
      { "metadata/name": "Not_Good" },
      { "metadata/name": undefined },
      { "metadata/name": "" },
    ],
    update: [
      {},
      { "data/a": "2" },
      { immutable: true },
      { "metadata/name": "other" },
      { kind: "Secret" },
      { apiVersion: "v2" },
    ],
  },
  {
    path: `${CORE}/secrets`,
    base: object("v1", "Secret", "s", { type: "Opaque", data: { a: "YQ==" } }),
    valid: [object("v1", "Secret", "t", { stringData: { a: "text" } })],
    create: [
      ...each("data", [{ "a b": "YQ==" }, { a: "not base64!" }, { a: "YQ" }, { a: null }, { a: 1 }, { a: "" }]),
      ...each("stringData", [{ a: "over" }, { "b c": "x" }, { b: 1 }]),
      ...each("type", [
        "",
        "kubernetes.io/tls",
        "kubernetes.io/dockerconfigjson",
        "kubernetes.io/dockercfg",
        "kubernetes.io/basic-auth",
        "kubernetes.io/ssh-auth",
        "kubernetes.io/service-account-token",
        "bootstrap.kubernetes.io/token",
        "example.com/mine",
      ]),
      { type: "kubernetes.io/tls", data: { "tls.crt": "YQ==", "tls.key": "YQ==" } },
      { type: "kubernetes.io/tls", data: { "tls.crt": "YQ==" } },
      { type: "kubernetes.io/dockerconfigjson", data: { ".dockerconfigjson": "e30=" } },
      { type: "kubernetes.io/dockerconfigjson", data: { ".dockerconfigjson": "YQ==" } },
      { type: "kubernetes.io/dockercfg", data: { ".dockercfg": "YQ==" } },
      { type: "kubernetes.io/basic-auth", data: { username: "YQ==" } },
      { type: "kubernetes.io/ssh-auth", data: { "ssh-privatekey": "" } },
      { type: "kubernetes.io/ssh-auth", data: { "ssh-privatekey": "YQ==" } },
      {
        type: "kubernetes.io/service-account-token",
        "metadata/annotations": { "kubernetes.io/service-account.name": "default" },
      },
      { immutable: true },
    ],
    update: [
      {},
      { type: "other" },
      { "data/a": "Yg==" },
      { data: undefined, stringData: { b: "x" } },
      { immutable: true },
    ],
  },
  {
    path: `${CORE}/serviceaccounts`,
    base: object("v1", "ServiceAccount", "a", {
      automountServiceAccountToken: true,
      imagePullSecrets: [{ name: "p" }],
    }),
    create: [
      { "metadata/name": "Not_Good" },
      { secrets: [{ name: "s" }] },
      { imagePullSecrets: [{}] },
      { automountServiceAccountToken: "yes" },
    ],
    update: [{}, { automountServiceAccountToken: false }, { secrets: [{ name: "s" }] }],
  },
  {
    path: "/api/v1/namespaces",
    base: object("v1", "Namespace", "$NS-n", {}),
    create: [
      ...each("metadata/name", ["Not_Good", "a.b", LONG(64), ""]),
      { "metadata/labels": { "kubernetes.io/metadata.name": "x" } },
      { "metadata/labels": { "pod-security.kubernetes.io/enforce": "privileged" } },
      { "metadata/labels": { "pod-security.kubernetes.io/enforce": "nonsense" } },
      { spec: { finalizers: ["x"] } },
      { spec: { finalizers: ["a.b/c"] } },
    ],
  },
  {
    path: `${RBAC}/namespaces/$NS/roles`,
    base: object(rbac, "Role", "r", { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }] }),
    create: [
      ...ruleChanges,
      { rules: undefined },
      { rules: [] },
      { "metadata/name": "a:b" },
      { "metadata/name": "a/b" },
    ],
    update: [{}, { "rules/0/verbs": ["*"] }, { "rules/0/verbs": [] }],
  },
  {
    path: `${RBAC}/clusterroles`,
    base: object(rbac, "ClusterRole", "$NS:r", {
      rules: [{ apiGroups: ["none.example.com"], resources: ["pods"], verbs: ["get"] }],
    }),
    create: [
      ...ruleChanges,
      { rules: undefined },
      { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: "b" } }] } },
      { aggregationRule: { clusterRoleSelectors: [] } },
      { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { "a b": "c" } }] } },
    ],
    update: [{}, { "rules/0/verbs": ["*"] }],
  },
  {
    path: `${RBAC}/namespaces/$NS/rolebindings`,
    base: object(rbac, "RoleBinding", "r", {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "r" },
      subjects: [
        { kind: "ServiceAccount", name: "a", namespace: "x" },
        { kind: "User", name: "u" },
      ],
    }),
    create: bindingChanges,
    update: [{}, { "roleRef/name": "other" }, { "roleRef/kind": "ClusterRole" }, { subjects: undefined }],
  },
  {
    path: `${RBAC}/clusterrolebindings`,
    valid: [
      object(rbac, "ClusterRoleBinding", "$NS:v", {
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "none" },
        subjects: [{ kind: "Group", name: "g", apiGroup: "rbac.authorization.k8s.io" }],
      }),
    ],
    base: object(rbac, "ClusterRoleBinding", "$NS:r", {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "none" },
      subjects: [{ kind: "ServiceAccount", name: "a", namespace: "x" }],
    }),
    create: bindingChanges,
    update: [{}, { "roleRef/name": "other" }],
  },
  {
    path: `${CORE}/persistentvolumeclaims`,
    base: object("v1", "PersistentVolumeClaim", "c", { spec: { ...claimSpec, storageClassName: "none" } }),
    create: [...claimChanges, { "metadata/annotations": { "volume.beta.kubernetes.io/storage-class": "x" } }],
    update: [
      {},
      { "spec/resources/requests/storage": "2Gi" },
      { "spec/resources/requests/storage": "500Mi" },
      { "spec/accessModes": ["ReadWriteMany"] },
      { "spec/storageClassName": "other" },
      { "spec/volumeName": "pv" },
      { "spec/volumeMode": "Block" },
      { "metadata/labels": { a: "b" } },
    ],
  },
  {
    path: "/api/v1/persistentvolumes",
    base: object("v1", "PersistentVolume", "$NS-v", {
      spec: {
        capacity: { storage: "1Gi" },
        accessModes: ["ReadWriteOnce"],
        hostPath: { path: "/v" },
        storageClassName: "of-$NS",
      },
    }),
    create: [
      { spec: {} },
      ...spec("accessModes", [[], ["Other"], ["ReadWriteOncePod"]]),
      ...spec("capacity", [
        undefined,
        {},
        { storage: "-1" },
        { storage: "0" },
        { cpu: "1" },
        { storage: "1", cpu: "1" },
      ]),
      ...spec("hostPath", [undefined, {}, { path: "/a/.." }]),
      ...spec("persistentVolumeReclaimPolicy", ["Delete", "Recycle", "Other"]),
      { "spec/persistentVolumeReclaimPolicy": "Recycle", "spec/hostPath/path": "/" },
      ...spec("volumeMode", ["Block", "Other"]),
      ...spec("storageClassName", ["Not_Good", ""]),
      ...spec("nfs", [{ server: "s", path: "/p" }]),
      { "spec/hostPath": undefined, "spec/nfs": { server: "s", path: "/p" } },
      { "spec/hostPath": undefined, "spec/nfs": { server: "", path: "p" } },
      { "spec/hostPath": undefined, "spec/csi": { driver: "d.example.com", volumeHandle: "h" } },
      { "spec/hostPath": undefined, "spec/csi": { driver: "", volumeHandle: "" } },
      { "spec/hostPath": undefined, "spec/local": { path: "/x" } },
      {
        "spec/hostPath": undefined,
        "spec/local": { path: "/x" },
        "spec/nodeAffinity": {
          required: { nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Exists" }] }] },
        },
      },
      ...spec("nodeAffinity", [{}, { required: {} }]),
      ...spec("claimRef", [{ name: "c", namespace: "n" }]),
      ...spec("mountOptions", [["ro"]]),
    ],
    update: [
      {},
      { "spec/capacity/storage": "2Gi" },
      { "spec/hostPath/path": "/w" },
      { "spec/persistentVolumeReclaimPolicy": "Delete" },
      { "spec/volumeMode": "Block" },
    ],
  },
  {
    path: `${STORAGE}/storageclasses`,
    base: object("storage.k8s.io/v1", "StorageClass", "$NS-c", {
      provisioner: "example.com/p",
      parameters: { a: "b" },
    }),
    create: [
      ...each("provisioner", ["", undefined, "A/B", "no slash here", "a b"]),
      ...each("parameters", [undefined, { "": "x" }, { a: LONG(300) }]),
      ...each("reclaimPolicy", ["Retain", "Other", "Recycle"]),
      ...each("volumeBindingMode", ["WaitForFirstConsumer", "Other"]),
      ...each("allowVolumeExpansion", [true, false]),
      ...each("mountOptions", [["ro"], []]),
      ...each("allowedTopologies", [
        [{ matchLabelExpressions: [{ key: "a", values: ["b"] }] }],
        [{ matchLabelExpressions: [{ key: "", values: [] }] }],
        [{ matchLabelExpressions: [{ key: "a", values: ["b", "b"] }] }],
        [{}],
        [
          {
            matchLabelExpressions: [
              { key: "a", values: ["b"] },
              { key: "a", values: ["c"] },
            ],
          },
        ],
      ]),
    ],
    update: [
      {},
      { provisioner: "other" },
      { parameters: { a: "c" } },
      { reclaimPolicy: "Retain" },
      { volumeBindingMode: "WaitForFirstConsumer" },
      { allowVolumeExpansion: true },
    ],
  },
  {
    path: `${STORAGE}/csidrivers`,
    base: object("storage.k8s.io/v1", "CSIDriver", "$NS.example.com", { spec: { attachRequired: false } }),
    create: [
      { spec: {} },
      ...spec("podInfoOnMount", [true]),
      ...spec("volumeLifecycleModes", [["Ephemeral"], ["Other"]]),
      ...spec("fsGroupPolicy", ["File", "Other"]),
      ...spec("tokenRequests", [
        [{ audience: "a" }],
        [{ audience: "a" }, { audience: "a" }],
        [{ audience: "a", expirationSeconds: 5 }],
      ]),
    ],
  },
  {
    path: "/apis/policy/v1/namespaces/$NS/poddisruptionbudgets",
    base: object("policy/v1", "PodDisruptionBudget", "p", {
      spec: { minAvailable: 1, selector: { matchLabels: { app: "none" } } },
    }),
    create: [
      { spec: {} },
      ...spec("minAvailable", [undefined, 0, -1, "50%", "x", "150%", "-5%", ""]),
      ...spec("maxUnavailable", [1]),
      { "spec/minAvailable": undefined, "spec/maxUnavailable": 0 },
      { "spec/minAvailable": undefined, "spec/maxUnavailable": -1 },
      { "spec/minAvailable": undefined, "spec/maxUnavailable": "101%" },
      ...spec("selector", [undefined, {}, { matchLabels: { "a b": "c" } }]),
      ...spec("unhealthyPodEvictionPolicy", ["AlwaysAllow", "Other"]),
    ],
    update: [{}, { "spec/minAvailable": 2 }, { "spec/selector": {} }],
  },
  {
    path: "/apis/autoscaling/v2/namespaces/$NS/horizontalpodautoscalers",
    base: object("autoscaling/v2", "HorizontalPodAutoscaler", "h", {
      spec: {
        minReplicas: 1,
        maxReplicas: 3,
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "none" },
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } },
        ],
      },
    }),
    create: [
      { spec: {} },
      ...spec("minReplicas", [0, -1, 4]),
      ...spec("maxReplicas", [0, -1, undefined]),
      ...spec("scaleTargetRef", [
        undefined,
        { kind: "", name: "" },
        { kind: "a/b", name: "n" },
        { apiVersion: "v1", kind: "K", name: "a/b" },
        { kind: "K", name: "n", apiVersion: "a/b/c" },
      ]),
      { "spec/metrics": undefined },
      metric({}),
      metric({ type: "Other" }),
      metric({ type: "Resource" }),
      metric({ type: "Pods", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 5 } } }),
      metric({ type: "Resource", resource: { name: "", target: { type: "Utilization", averageUtilization: 5 } } }),
      cpu({}),
      cpu({ type: "Other", averageUtilization: 5 }),
      cpu({ type: "Utilization", averageUtilization: 0 }),
      cpu({ type: "Utilization", averageUtilization: -1 }),
      cpu({ type: "AverageValue", averageValue: "100m" }),
      cpu({ type: "AverageValue", averageValue: "-1" }),
      cpu({ type: "Utilization" }),
      cpu({ type: "Utilization", averageUtilization: 5, averageValue: "1" }),
      cpu({ type: "Value", value: "1" }),
      metric({ type: "Pods", pods: { metric: { name: "m" }, target: { type: "AverageValue", averageValue: "1" } } }),
      metric({ type: "Pods", pods: { metric: { name: "" }, target: { type: "Value", value: "1" } } }),
      metric({
        type: "Object",
        object: {
          describedObject: { kind: "K", name: "n" },
          metric: { name: "m" },
          target: { type: "Value", value: "1" },
        },
      }),
      metric({ type: "Object", object: { describedObject: {}, metric: {}, target: {} } }),
      metric({
        type: "External",
        external: {
          metric: { name: "m", selector: { matchLabels: { a: "b" } } },
          target: { type: "AverageValue", averageValue: "1" },
        },
      }),
      metric({ type: "External", external: { metric: { name: "a/b" }, target: { type: "AverageValue" } } }),
      metric({
        type: "ContainerResource",
        containerResource: { name: "cpu", container: "main", target: { type: "Utilization", averageUtilization: 5 } },
      }),
      metric({ type: "ContainerResource", containerResource: { name: "", container: "", target: {} } }),
      ...spec("behavior", [
        {},
        { scaleUp: {} },
        { scaleDown: { stabilizationWindowSeconds: 300 } },
        { scaleDown: { stabilizationWindowSeconds: -1 } },
        { scaleDown: { stabilizationWindowSeconds: 3601 } },
        { scaleUp: { policies: [] } },
        { scaleUp: { policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] } },
        { scaleUp: { policies: [{ type: "Other", value: 0, periodSeconds: 0 }] } },
        { scaleUp: { policies: [{ type: "Pods", value: 1, periodSeconds: 1801 }] } },
        { scaleUp: { selectPolicy: "Disabled" } },
        { scaleUp: { selectPolicy: "Other" } },
      ]),
    ],
    update: [{}, { "spec/maxReplicas": 5 }, { "spec/maxReplicas": 0 }],
  },
  {
    path: "/apis/scheduling.k8s.io/v1/priorityclasses",
    base: { ...object("scheduling.k8s.io/v1", "PriorityClass", "$NS-p", {}), value: 100, description: "d" },
    create: [
      ...each("value", [0, -5, 1_000_000_001, 1_000_000_000, "x", 2_147_483_648]),
      ...each("preemptionPolicy", ["Never", "Other"]),
      { "metadata/name": "system-x" },
      { "metadata/name": "Not_Good" },
      { globalDefault: false },
    ],
    update: [{}, { value: 101 }, { preemptionPolicy: "Never" }, { description: "e" }],
  },
  {
    path: "/apis/coordination.k8s.io/v1/namespaces/$NS/leases",
    base: object("coordination.k8s.io/v1", "Lease", "l", {
      spec: {
        holderIdentity: "me",
        leaseDurationSeconds: 15,
        leaseTransitions: 1,
        acquireTime: "2024-01-01T00:00:00.000000Z",
      },
    }),
    create: [
      { spec: undefined },
      ...spec("holderIdentity", [""]),
      ...spec("leaseDurationSeconds", [0, -1]),
      ...spec("leaseTransitions", [-1]),
      ...spec("renewTime", ["2024-01-01T00:00:00Z", "yesterday"]),
      ...spec("strategy", ["OldestEmulationVersion", "x"]),
      ...spec("preferredHolder", ["p"]),
    ],
    update: [{}, { "spec/holderIdentity": "you" }, { "spec/leaseDurationSeconds": 0 }],
  },
  {
    path: `${CORE}/resourcequotas`,
    base: object("v1", "ResourceQuota", "q", {
      spec: { hard: { "requests.cpu": "100", persistentvolumeclaims: "1000" } },
    }),
    create: [
      { spec: {} },
      ...spec("hard", [
        { pods: "1000" },
        { pods: "-1" },
        { pods: "1.5" },
        { nonsense: "1" },
        { "count/deployments.apps": "1000" },
        { "a b": "1" },
        { "limits.memory": "100Gi", cpu: "50" },
      ]),
      ...spec("scopes", [["BestEffort"], ["Other"], ["BestEffort", "NotBestEffort"]]),
    ],
    update: [{}, { "spec/hard": { pods: "500" } }, { "spec/scopes": ["Terminating"] }],
  },
  {
    path: `${CORE}/limitranges`,
    base: object("v1", "LimitRange", "l", {
      spec: { limits: [{ type: "PersistentVolumeClaim", max: { storage: "1Ti" } }] },
    }),
    create: [
      ...spec("limits", [
        [],
        [
          {
            type: "Container",
            default: { cpu: "1" },
            defaultRequest: { cpu: "500m" },
            max: { cpu: "2" },
            min: { cpu: "100m" },
          },
        ],
        [{ type: "Container", default: { cpu: "3" }, max: { cpu: "2" } }],
        [{ type: "Container", min: { cpu: "3" }, max: { cpu: "2" } }],
        [{ type: "Container", defaultRequest: { cpu: "3" }, default: { cpu: "2" } }],
        [{ type: "Pod", default: { cpu: "1" } }],
        [{ type: "" }],
        [{ type: "Container" }, { type: "Container" }],
        [{ type: "Container", maxLimitRequestRatio: { cpu: "0.5" } }],
        [{ type: "a b" }],
        [{ type: "PersistentVolumeClaim" }],
      ]),
    ],
  },
  {
    path: "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
    base: {
      ...object("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "$NS-v", {}),
      webhooks: [WEBHOOK],
    },
    create: webhookChanges,
    update: [{}, { "webhooks/0/failurePolicy": "Ignore" }, { "webhooks/0/sideEffects": "Some" }],
  },
  {
    path: "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
    valid: [
      {
        ...object("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "$NS-mm", {}),
        webhooks: [
          {
            ...WEBHOOK,
            clientConfig: { caBundle: "YQ==", service: { name: "s", namespace: "n", path: "/x", port: 8443 } },
            rules: [{ ...WEBHOOK.rules[0], scope: "Namespaced" }],
            timeoutSeconds: 5,
            namespaceSelector: { matchExpressions: [{ key: "a", operator: "NotIn", values: ["b"] }] },
            objectSelector: { matchExpressions: [{ key: "a", operator: "In", values: ["b"] }] },
          },
        ],
      },
    ] as JsonObject[],
    base: {
      ...object("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "$NS-m", {}),
      webhooks: [WEBHOOK],
    },
    create: [...webhookChanges.slice(0, 20), ...each("webhooks/0/reinvocationPolicy", ["IfNeeded", "Other"])],
  },
  {
    path: "/apis/node.k8s.io/v1/runtimeclasses",
    base: { ...object("node.k8s.io/v1", "RuntimeClass", "$NS-r", {}), handler: "runc" },
    create: [
      ...each("handler", ["", "Not_Good", undefined]),
      ...each("overhead", [{ podFixed: { cpu: "1" } }, { podFixed: { cpu: "-1" } }]),
      ...each("scheduling", [{ nodeSelector: { a: "b" } }, { nodeSelector: { "a b": "c" } }]),
    ],
    update: [{}, { handler: "other" }],
  },
];
