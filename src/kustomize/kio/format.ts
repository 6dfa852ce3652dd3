/** The conventional order of fields and of some lists (kyaml kio/filters/fmtr.go, yaml/order.go, 0.21). */
import { compareStrings } from "../../go/index.ts";
import { KustomizeError } from "../error.ts";
import { entries, field } from "../node/field.ts";
import type { Node } from "../node/node.ts";
import { annotationOf, objectOf } from "./item.ts";

// prettier-ignore
const FIELD_ORDER: readonly string[] = [
  "name", "generateName", "namespace", "clusterName", "apiVersion", "kind", "metadata", "type", "labels",
  "annotations", "spec", "status", "stringData", "data", "binaryData", "parallelism", "completions",
  "activeDeadlineSeconds", "backoffLimit", "replicas", "selector", "manualSelector", "template",
  "ttlSecondsAfterFinished", "volumeClaimTemplates", "service", "serviceName", "podManagementPolicy",
  "updateStrategy", "strategy", "minReadySeconds", "revision", "revisionHistoryLimit", "paused",
  "progressDeadlineSeconds", "restartPolicy", "terminationGracePeriodSeconds", "activeDeadlineSeconds", "dnsPolicy",
  "serviceAccountName", "serviceAccount", "automountServiceAccountToken", "nodeName", "hostNetwork", "hostPID",
  "hostIPC", "shareProcessNamespace", "hostname", "subdomain", "schedulerName", "priorityClassName", "priority",
  "runtimeClassName", "enableServiceLinks", "nodeSelector", "hostAliases", "initContainers", "containers", "volumes",
  "securityContext", "imagePullSecrets", "affinity", "tolerations", "dnsConfig", "readinessGates", "image",
  "command", "args", "workingDir", "ports", "envFrom", "env", "resources", "volumeMounts", "volumeDevices",
  "livenessProbe", "readinessProbe", "lifecycle", "terminationMessagePath", "terminationMessagePolicy",
  "imagePullPolicy", "securityContext", "stdin", "stdinOnce", "tty", "clusterIP", "externalIPs", "loadBalancerIP",
  "loadBalancerSourceRanges", "externalName", "externalTrafficPolicy", "sessionAffinity", "protocol", "port",
  "targetPort", "hostPort", "containerPort", "hostIP", "readOnly", "mountPath", "subPath", "subPathExpr",
  "mountPropagation", "value", "valueFrom", "fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef",
  "prefix", "configMapRef", "secretRef",
];

let ranks: ReadonlyMap<string, number> | undefined;

/** Where a field comes among others; those that are not listed come last, by name. */
export function compareFields(a: string, b: string): number {
  ranks ??= new Map(FIELD_ORDER.map((name, at) => [name, at]));
  const [left, right] = [ranks.get(a) ?? FIELD_ORDER.length, ranks.get(b) ?? FIELD_ORDER.length];
  return left - right || (left === FIELD_ORDER.length ? compareStrings(a, b) : 0);
}

const SORTED_KINDS: readonly string[] = [
  "CronJob",
  "DaemonSet",
  "Deployment",
  "Job",
  "ReplicaSet",
  "StatefulSet",
  "ValidatingWebhookConfiguration",
];

const SORTED_VERSIONS: readonly string[] = [
  "apps/v1",
  "apps/v1beta1",
  "apps/v1beta2",
  "batch/v1",
  "batch/v1beta1",
  "extensions/v1beta1",
  "v1",
  "admissionregistration.k8s.io/v1",
];

/** Lists that are sorted, with the field they are sorted by; none for plain values. */
const SORTED_LISTS: Readonly<Record<string, string>> = {
  ".spec.template.spec.containers": "name",
  ".webhooks.rules.operations": "",
};

/** Puts fields in order, in place. */
export function format(items: readonly Node[]): void {
  for (const item of items) {
    const strategy = annotationOf(item, "config.kubernetes.io/formatting") ?? "standard";
    if (strategy !== "standard" && strategy !== "none") {
      throw new KustomizeError(`formatting annotation has illegal value ${strategy}`);
    }
    const object = objectOf(item);
    const kind = field(object, "kind")?.value;
    const apiVersion = field(object, "apiVersion")?.value;
    if (strategy === "none" || kind === undefined || apiVersion === undefined) continue;
    formatNode(object, "", SORTED_KINDS.includes(kind) && SORTED_VERSIONS.includes(apiVersion));
  }
}

function formatNode(node: Node, path: string, sortsLists: boolean): void {
  if (node.kind === "mapping") {
    const sorted = [...entries(node)].sort(([a], [b]) => compareFields(a.value, b.value));
    node.content = sorted.flat();
    for (const [key, value] of sorted) formatNode(value, `${path}.${key.value}`, sortsLists);
  } else if (node.kind === "sequence") {
    const by = sortsLists && Object.hasOwn(SORTED_LISTS, path) ? SORTED_LISTS[path] : undefined;
    const key = (item: Node): string => (by === "" ? item.value : (field(item, by ?? "")?.value ?? ""));
    if (by !== undefined) node.content.sort((a, b) => compareStrings(key(a), key(b)));
    for (const item of node.content) formatNode(item, path, sortsLists);
  }
}
