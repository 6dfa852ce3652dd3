/** What makes pods. */
import { APPS } from "../sequences.ts";
import { each, LONG, object, type Change, type KindCases } from "./cases.ts";

const template = (spec: Change["x"] = {}): Change["x"] & object => ({
  metadata: { labels: { app: "w" } },
  spec: { containers: [{ name: "main", image: "example.com/a:1" }], nodeSelector: { none: "x" }, ...(spec as object) },
});
const SELECTOR = { matchLabels: { app: "w" } };

const selectors: Change[] = [
  ...each("spec/selector", [
    undefined,
    {},
    { matchLabels: { app: "other" } },
    { matchExpressions: [{ key: "app", operator: "Exists" }] },
    { matchExpressions: [{ key: "app", operator: "In", values: [] }] },
    { matchLabels: { "a b": "c" } },
    { matchLabels: { app: "w", x: "a b" } },
  ]),
  { "spec/template/metadata/labels": undefined },
  { "spec/template/metadata/labels": { app: "w", "a b": "c" } },
  { "spec/template/metadata/annotations": { "a b": "c" } },
  { "spec/template": undefined },
  ...each("spec/template/spec/restartPolicy", ["Never", "OnFailure"]),
  ...each("spec/template/spec/activeDeadlineSeconds", [10]),
  ...each("spec/template/spec/containers/0/image", ["", undefined]),
  { "spec/template/spec/ephemeralContainers": [{ name: "e", image: "x" }] },
];

const counts = (key: string): Change[] => each(`spec/${key}`, [-1, 0, 5]);
const metadata: Change[] = [
  { "metadata/name": "Not_Good" },
  { "metadata/name": LONG(254) },
  { "metadata/name": "a.b" },
  { "metadata/labels": { app: "a b" } },
  { "metadata/labels": { [LONG(64)]: "a" } },
  { "metadata/labels": { "a/b/c": "a" } },
  { "metadata/labels": { "-a.com/b": LONG(64) } },
  { "metadata/annotations": { "A/b": "a", "a b": "" } },
  { "metadata/finalizers": ["x"] },
  { "metadata/finalizers": ["a.example.com/x", "orphan"] },
  { "metadata/finalizers": ["foregroundDeletion", "orphan"] },
  { "metadata/ownerReferences": [{ apiVersion: "v1", kind: "Pod", name: "p", uid: "u" }] },
  { "metadata/ownerReferences": [{ apiVersion: "v1", kind: "", name: "", uid: "" }] },
  { "metadata/ownerReferences": [{ apiVersion: "v1", kind: "Event", name: "p", uid: "u" }] },
  {
    "metadata/ownerReferences": [
      { apiVersion: "v1", kind: "Pod", name: "p", uid: "u", controller: true },
      { apiVersion: "v1", kind: "Pod", name: "q", uid: "v", controller: true },
    ],
  },
  { "metadata/generateName": "Not_Good" },
  { "metadata/generation": -1 },
  { "metadata/namespace": "elsewhere" },
  { "metadata/resourceVersion": "5" },
];

const updates: Change[] = [
  {},
  { "spec/template/spec/containers/0/image": "example.com/a:2" },
  { "spec/selector/matchLabels/app": "other" },
  { "spec/selector/matchLabels/app": "other", "spec/template/metadata/labels/app": "other" },
  { "metadata/labels/new": "yes" },
  { "metadata/resourceVersion": "1" },
  { "metadata/name": "other" },
  { "spec/replicas": 3 },
];

const job = (rest: object): Change["x"] & object =>
  ({ ...rest, template: template({ restartPolicy: "Never" }) }) as object as never;
const JOBS = "/apis/batch/v1/namespaces/$NS";
const indexed = { completionMode: "Indexed", completions: 3 };

const jobChanges = (at: string): Change[] => [
  ...["parallelism", "completions", "backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished"].flatMap((key) =>
    each(`${at}/${key}`, [-1, 0, 3]),
  ),
  ...each(`${at}/completionMode`, ["Indexed", "Other"]),
  ...each(`${at}/template/spec/restartPolicy`, [undefined, "Always", "OnFailure", "Sometimes"]),
  ...each(`${at}/template/spec/containers/0/image`, [""]),
  ...each(`${at}/backoffLimitPerIndex`, [1, -1]),
  ...each(`${at}/maxFailedIndexes`, [1]),
  ...each(`${at}/podReplacementPolicy`, ["Failed", "Other"]),
  ...each(`${at}/suspend`, [true, false]),
  ...each(`${at}/managedBy`, ["a.b/c", "bad"]),
  {
    [`${at}/completionMode`]: "Indexed",
    [`${at}/completions`]: 3,
    [`${at}/backoffLimitPerIndex`]: 1,
    [`${at}/maxFailedIndexes`]: 2,
  },
  {
    [`${at}/completionMode`]: "Indexed",
    [`${at}/completions`]: 3,
    [`${at}/backoffLimitPerIndex`]: 1,
    [`${at}/maxFailedIndexes`]: 20,
  },
  ...each(`${at}/podFailurePolicy`, [
    { rules: [] },
    { rules: [{ action: "FailJob", onExitCodes: { operator: "In", values: [1] } }] },
    { rules: [{ action: "Other", onExitCodes: { operator: "In", values: [1] } }] },
    { rules: [{ action: "Ignore" }] },
    { rules: [{ action: "Ignore", onExitCodes: { operator: "In", values: [0, 1] } }] },
    { rules: [{ action: "Ignore", onExitCodes: { operator: "Like", values: [] } }] },
    { rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] }] },
    { rules: [{ action: "Ignore", onPodConditions: [{ type: "a b", status: "Maybe" }] }] },
  ]),
];

const METADATA = { name: "t", labels: { app: "w" }, annotations: { "checksum/config": "a", "A.b/c": "d" } };
const annotated = (rest: Change["x"] = {}): Change["x"] & object => ({
  ...(template(rest) as object),
  metadata: METADATA,
});
const CLAIM = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "data", labels: { a: "b" }, annotations: { c: "d" } },
  spec: { accessModes: ["ReadWriteOnce"], storageClassName: "fast", resources: { requests: { storage: "8Gi" } } },
};

export const WORKLOADS: readonly KindCases[] = [
  {
    path: `${APPS}/deployments`,
    valid: [object("apps/v1", "Deployment", "v", { spec: { selector: SELECTOR, template: annotated() } })],
    base: object("apps/v1", "Deployment", "w", {
      spec: {
        paused: true,
        replicas: 0,
        selector: SELECTOR,
        template: template(),
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: "25%" } },
      },
    }),
    create: [
      ...metadata,
      ...selectors,
      ...["replicas", "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"].flatMap(counts),
      { "spec/minReadySeconds": 600, "spec/progressDeadlineSeconds": 600 },
      ...each("spec/strategy", [
        undefined,
        { type: "Recreate" },
        { type: "Other" },
        { type: "Recreate", rollingUpdate: { maxSurge: 1 } },
        { rollingUpdate: {} },
        { type: "RollingUpdate" },
      ]),
      ...each("spec/strategy/rollingUpdate/maxSurge", ["x", -1, "10%", "200%", 0, "-5%", "1.5%"]),
      ...each("spec/strategy/rollingUpdate/maxUnavailable", ["x", -1, "110%", 0, "0%"]),
      { "spec/strategy/rollingUpdate": { maxSurge: 0, maxUnavailable: 0 } },
      { "spec/strategy/rollingUpdate": { maxSurge: "0%", maxUnavailable: "0%" } },
      { spec: {} },
    ],
    update: [...updates, { "spec/strategy": { type: "Recreate" } }, { "spec/paused": false }],
  },
  {
    path: `${APPS}/statefulsets`,
    valid: [
      object("apps/v1", "StatefulSet", "v", {
        spec: {
          selector: SELECTOR,
          serviceName: "v",
          template: annotated(),
          volumeClaimTemplates: [CLAIM],
          updateStrategy: { type: "RollingUpdate" },
        },
      }),
    ],
    base: object("apps/v1", "StatefulSet", "w", {
      spec: {
        replicas: 0,
        serviceName: "w",
        selector: SELECTOR,
        template: template(),
        volumeClaimTemplates: [
          {
            metadata: { name: "data" },
            spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
          },
        ],
      },
    }),
    create: [
      ...selectors,
      ...["replicas", "minReadySeconds", "revisionHistoryLimit"].flatMap(counts),
      ...each("spec/podManagementPolicy", ["Parallel", "Other", ""]),
      ...each("spec/updateStrategy", [
        { type: "OnDelete" },
        { type: "Other" },
        { type: "" },
        { type: "RollingUpdate", rollingUpdate: { partition: 2 } },
        { rollingUpdate: { partition: -1 } },
        { type: "OnDelete", rollingUpdate: { partition: 1 } },
        { rollingUpdate: { maxUnavailable: 2 } },
      ]),
      ...each("spec/serviceName", ["", undefined, "Not_Good"]),
      ...each("spec/persistentVolumeClaimRetentionPolicy", [
        { whenDeleted: "Delete", whenScaled: "Retain" },
        { whenDeleted: "Other" },
      ]),
      ...each("spec/ordinals", [{ start: 1 }, { start: -1 }]),
      ...each("spec/volumeClaimTemplates/0/metadata/name", ["", "Not_Good"]),
      ...each("spec/volumeClaimTemplates/0/spec", [
        {},
        { accessModes: ["Other"], resources: { requests: { storage: "1Gi" } } },
        { accessModes: ["ReadWriteOnce"] },
      ]),
      ...each("spec/volumeClaimTemplates/0/spec/storageClassName", ["", "fast", "Not_Good"]),
    ],
    update: [
      ...updates,
      { "spec/serviceName": "other" },
      { "spec/podManagementPolicy": "Parallel" },
      { "spec/volumeClaimTemplates/0/spec/resources/requests/storage": "2Gi" },
      { "spec/updateStrategy": { type: "OnDelete" } },
      { "spec/minReadySeconds": 5 },
      { "spec/revisionHistoryLimit": 2 },
      { "spec/persistentVolumeClaimRetentionPolicy": { whenDeleted: "Delete", whenScaled: "Delete" } },
    ],
  },
  {
    path: `${APPS}/daemonsets`,
    valid: [
      object("apps/v1", "DaemonSet", "v", { spec: { selector: SELECTOR, template: annotated({ hostNetwork: true }) } }),
    ],
    base: object("apps/v1", "DaemonSet", "w", { spec: { selector: SELECTOR, template: template() } }),
    create: [
      ...selectors,
      ...["minReadySeconds", "revisionHistoryLimit"].flatMap(counts),
      ...each("spec/updateStrategy", [
        { type: "OnDelete" },
        { type: "Other" },
        { type: "" },
        { rollingUpdate: { maxUnavailable: 0 } },
        { rollingUpdate: { maxUnavailable: "0%" } },
        { rollingUpdate: { maxSurge: 1 } },
        { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        { rollingUpdate: { maxUnavailable: "x" } },
        { rollingUpdate: { maxSurge: "300%", maxUnavailable: 0 } },
      ]),
      { "spec/template/spec/volumes": [{ name: "v", gcePersistentDisk: { pdName: "p" } }] },
    ],
    update: [...updates.slice(0, 6), { "spec/updateStrategy": { type: "OnDelete" } }],
  },
  {
    path: `${APPS}/replicasets`,
    base: object("apps/v1", "ReplicaSet", "w", { spec: { replicas: 0, selector: SELECTOR, template: template() } }),
    create: [...selectors, ...["replicas", "minReadySeconds"].flatMap(counts)],
    update: updates.slice(0, 6),
  },
  {
    path: `${JOBS}/jobs`,
    valid: [
      object("batch/v1", "Job", "v", { spec: { suspend: true, template: annotated({ restartPolicy: "Never" }) } }),
      object("batch/v1", "Job", "x", {
        spec: { template: { spec: { restartPolicy: "Never", containers: [{ name: "a", image: "b" }] } } },
      }),
    ],
    base: object("batch/v1", "Job", "w", { spec: job({ suspend: true }) }),
    create: [
      ...jobChanges("spec"),
      ...each("spec/selector", [{ matchLabels: { a: "b" } }]),
      { "spec/manualSelector": true },
      { "spec/manualSelector": true, "spec/selector": SELECTOR },
      { "spec/successPolicy": { rules: [{ succeededCount: 1 }] } },
      { spec: job({ ...indexed, suspend: true, successPolicy: { rules: [{ succeededCount: 1 }] } }) },
      { spec: job({ ...indexed, suspend: true, successPolicy: { rules: [] } }) },
      { "metadata/name": LONG(64) },
      { "metadata/labels": { a: "b" } },
    ],
    update: [
      {},
      { "spec/parallelism": 2 },
      { "spec/completions": 5 },
      { "spec/completionMode": "Indexed" },
      { "spec/suspend": false },
      { "spec/backoffLimit": 2 },
      { "spec/ttlSecondsAfterFinished": 5 },
      { "spec/activeDeadlineSeconds": 5 },
      { "spec/template/spec/containers/0/image": "other" },
      { "spec/template/metadata/annotations": { a: "b" } },
      { "spec/podFailurePolicy": { rules: [{ action: "FailJob", onExitCodes: { operator: "In", values: [1] } }] } },
    ],
  },
  {
    path: `${JOBS}/cronjobs`,
    base: object("batch/v1", "CronJob", "w", {
      spec: { suspend: true, schedule: "0 0 1 1 *", jobTemplate: { spec: job({}) } },
    }),
    create: [
      ...each("spec/schedule", [
        "",
        undefined,
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "@daily",
        "@never",
        "@every 1h",
        "@every x",
        "*/5 0-3 1,15 jan mon",
        "TZ=UTC 0 0 * * *",
        "CRON_TZ=UTC 0 0 * * *",
        "5-1 * * * *",
        "*/0 * * * *",
        "a * * * *",
        "0 0 * * 7",
        "? ? ? ? ?",
        "0 24 * * *",
        "0 0 0 * *",
        "0 0 1 13 *",
        "1/2/3 * * * *",
        "1-2-3 * * * *",
        "99999999999999999999 * * * *",
      ]),
      ...each("spec/timeZone", ["Etc/UTC", "Europe/Berlin", "", "Nowhere/City", "Local", "UTC", "/etc/passwd"]),
      ...each("spec/concurrencyPolicy", ["Forbid", "Replace", "Other"]),
      ...each("spec/startingDeadlineSeconds", [-1, 0, 100]),
      ...each("spec/successfulJobsHistoryLimit", [-1, 0, 2]),
      ...each("spec/failedJobsHistoryLimit", [-1, 0]),
      ...each("metadata/name", [LONG(52), LONG(53)]),
      ...each("spec/jobTemplate", [undefined]),
      ...each("spec/jobTemplate/spec/manualSelector", [true]),
      ...each("spec/jobTemplate/spec/selector", [SELECTOR]),
      ...jobChanges("spec/jobTemplate/spec").slice(0, 26),
    ],
    update: [
      {},
      { "spec/schedule": "0 1 * * *" },
      { "spec/schedule": "x" },
      { "spec/suspend": false },
      { "spec/timeZone": "Etc/UTC" },
      { "spec/jobTemplate/spec/template/spec/containers/0/image": "other" },
    ],
  },
];
