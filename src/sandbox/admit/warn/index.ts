/** What is allowed of built-in kinds, and told of all the same: `Warning` headers (kubernetes pkg/api/…/warnings.go and the kinds' strategies 1.36). */
import { listAt, numberAt, objectAt, textAt, valueAt, type JsonObject } from "../../../kube/index.ts";
import type { Kind } from "../../schema/kinds.ts";
import { labelErrors } from "../names.ts";
import { definitionWarnings } from "./definition.ts";
import { fractionWarning, oldLabel, podWarnings } from "./pod.ts";

/** Of an update what has changed alone is told of; of an object that is made there is none before. */
export function kindWarnings(object: JsonObject, before?: JsonObject): string[] {
  return WARNINGS[textAt(object, "kind")]?.(object, before) ?? [];
}

const STANDARD_FINALIZERS = ["kubernetes", "orphan", "foregroundDeletion"];
const OTHERS = "to avoid accidental conflicts with other finalizer writers";

/** Of custom resources: built-in kinds refuse them. */
export function finalizerWarnings(object: JsonObject, before: JsonObject | undefined, { custom }: Kind): string[] {
  if (custom === undefined) return [];
  const [is, was] = [object, before].map((one) => listAt(one, "metadata", "finalizers").map(String));
  const added = [...new Set(is)].filter((one) => was?.includes(one) !== true).sort();
  return added.flatMap((name) => {
    if (name.includes("/") || STANDARD_FINALIZERS.includes(name)) return [];
    const path = name.includes(".") ? " including a path (/)" : "";
    return [`metadata.finalizers: ${JSON.stringify(name)}: prefer a domain-qualified finalizer name${path} ${OTHERS}`];
  });
}

type Warn = (object: JsonObject, before: JsonObject | undefined) => string[];

const ofTemplate =
  (...path: readonly string[]): Warn =>
  (object, before) => {
    const isSame =
      before !== undefined && numberAt(before, "metadata", "generation") === numberAt(object, "metadata", "generation");
    return isSame ? [] : podWarnings(objectAt(object, ...path, "spec"), [...path, "spec"].join("."));
  };

/** Names that pods take theirs from. */
function nameWarnings(object: JsonObject, before: JsonObject | undefined): string[] {
  const problems = before === undefined ? labelErrors(textAt(object, "metadata", "name")) : [];
  if (problems.length === 0) return [];
  const where = object["kind"] === "Pod" ? "the Pod's hostname" : "Pod names and hostnames";
  const why = `this is used in ${where}, which can result in surprising behavior; a DNS label is recommended`;
  return [`metadata.name: ${why}: [${problems.join(" ")}]`];
}

const both =
  (...all: readonly Warn[]): Warn =>
  (object, before) =>
    all.flatMap((one) => one(object, before));

const workload = both(nameWarnings, ofTemplate("spec", "template"));

const WARNINGS: Readonly<Record<string, Warn>> = {
  Pod: both(nameWarnings, (pod) => podWarnings(objectAt(pod, "spec"), "spec")),
  Deployment: workload,
  ReplicaSet: workload,
  ReplicationController: workload,
  DaemonSet: ofTemplate("spec", "template"),
  Job: both(nameWarnings, ofTemplate("spec", "template")),
  CronJob: both(nameWarnings, ofTemplate("spec", "jobTemplate", "spec", "template")),
  StatefulSet: both(workload, (object) => {
    const isEndless = (numberAt(object, "spec", "revisionHistoryLimit") ?? 0) < 0;
    const why = "a negative value retains all historical revisions; a value >= 0 is recommended";
    return isEndless ? [`spec.revisionHistoryLimit: ${why}`] : [];
  }),
  Service: serviceWarnings,
  EndpointSlice: (slice, before) =>
    slice["addressType"] === "FQDN" && before === undefined ? ["spec.addressType: FQDN endpoints are deprecated"] : [],
  Ingress(ingress, before) {
    const name = "kubernetes.io/ingress.class";
    const isSet = objectAt(ingress, "metadata", "annotations")[name] !== undefined;
    if (!isSet || before !== undefined || valueAt(ingress, "spec", "ingressClassName") !== undefined) return [];
    return [`annotation ${JSON.stringify(name)} is deprecated, please use 'spec.ingressClassName' instead`];
  },
  Secret: (secret) => {
    const certificate = objectAt(secret, "data")["tls.crt"];
    if (secret["type"] !== "kubernetes.io/tls" || certificate === undefined) return [];
    const isPem = atob(String(certificate)).includes("-----BEGIN");
    return isPem ? [] : ["tls: failed to find any PEM data in certificate input"];
  },
  CustomResourceDefinition: definitionWarnings,
  PersistentVolumeClaim: claimWarnings,
  PersistentVolume: (volume) => {
    const why =
      "The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.";
    const isRecycled = valueAt(volume, "spec", "persistentVolumeReclaimPolicy") === "Recycle";
    return [...oldClass(volume), ...(isRecycled ? [`spec.persistentVolumeReclaimPolicy: ${why}`] : [])];
  },
  StorageClass: (one) =>
    listAt(one, "allowedTopologies").flatMap((term, i) =>
      listAt(term, "matchLabelExpressions").flatMap((expression, j) =>
        oldLabel(textAt(expression, "key")).map(
          (why) => `allowedTopologies[${i}].matchLabelExpressions[${j}].key: ${why}`,
        ),
      ),
    ),
  CSIDriver: (driver) => {
    const isUnsaid = valueAt(driver, "spec", "serviceAccountTokenInSecrets") === undefined;
    if (listAt(driver, "spec", "tokenRequests").length === 0 || !isUnsaid) return [];
    const why =
      "if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes";
    return [`spec.serviceAccountTokenInSecrets is unset; ${why}`];
  },
};

const OLD_DISTRIBUTION = 'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"';

const OLD_ADDRESSES = "spec.externalIPs is deprecated and may no longer be implemented in some clusters";
const IGNORED_ADDRESSES = 'spec.externalIPs is ignored when spec.type is "ExternalName"';

function serviceWarnings(service: JsonObject): string[] {
  const spec = objectAt(service, "spec");
  const hints = "service.kubernetes.io/topology-aware-hints";
  const hasHints = objectAt(service, "metadata", "annotations")[hints] !== undefined;
  return [
    ...(hasHints ? [`annotation ${hints} is deprecated, please use service.kubernetes.io/topology-mode instead`] : []),
    ...addressWarnings(spec),
    ...(spec["type"] !== "ExternalName" && textAt(spec, "externalName") !== ""
      ? ['spec.externalName is ignored when spec.type is not "ExternalName"']
      : []),
    ...(spec["trafficDistribution"] === "PreferClose" ? [OLD_DISTRIBUTION] : []),
  ];
}

function addressWarnings(spec: JsonObject): string[] {
  const isHeadless = spec["type"] === "ClusterIP" && spec["clusterIP"] === "None";
  const outside = listAt(spec, "externalIPs").length > 0;
  const headless = {
    loadBalancerIP: textAt(spec, "loadBalancerIP") !== "",
    externalIPs: outside,
    SessionAffinity: spec["sessionAffinity"] !== "None",
  };
  const ignored = Object.entries(headless).flatMap(([key, isSet]) =>
    isHeadless && isSet ? [`spec.${key} is ignored for headless services`] : [],
  );
  if (isHeadless || !outside) return ignored;
  return [spec["type"] === "ExternalName" ? IGNORED_ADDRESSES : OLD_ADDRESSES];
}

const OLD_CLASS = "volume.beta.kubernetes.io/storage-class";

function oldClass(object: JsonObject): string[] {
  if (objectAt(object, "metadata", "annotations")[OLD_CLASS] === undefined) return [];
  return [`metadata.annotations[${OLD_CLASS}]: deprecated since v1.8; use "storageClassName" attribute instead`];
}

function claimWarnings(claim: JsonObject): string[] {
  const amount = valueAt(claim, "spec", "resources", "requests", "storage");
  return [...oldClass(claim), ...fractionWarning(amount, "spec.resources.requests[storage]")];
}
