/** Defaults of pods and of templates of pods (kubernetes pkg/apis/core/v1/defaults.go 1.36). */
import { isObject, textAt, type JsonObject } from "../../kube/index.ts";
import { fill, objectIn, objectsIn } from "./fill.ts";

/** Of a `PodSpec`, wherever it stands. */
export function podSpecDefaults(spec: JsonObject): void {
  fill(spec, {
    restartPolicy: "Always",
    dnsPolicy: "ClusterFirst",
    schedulerName: "default-scheduler",
    terminationGracePeriodSeconds: 30,
    securityContext: {},
  });
  // The old name of the field is kept beside the new one.
  const account = textAt(spec, "serviceAccountName") || textAt(spec, "serviceAccount");
  if (account !== "") Object.assign(spec, { serviceAccountName: account, serviceAccount: account });
  for (const list of ["containers", "initContainers", "ephemeralContainers"]) {
    for (const container of objectsIn(spec, list)) containerDefaults(container);
  }
  for (const volume of objectsIn(spec, "volumes")) volumeDefaults(volume);
}

/** Of pods themselves, not of templates. */
export function podDefaults(pod: JsonObject): void {
  const spec = objectIn(pod, "spec");
  podSpecDefaults(spec);
  fill(spec, { enableServiceLinks: true });
  // Below zero is as soon as can be; templates keep what they say.
  if (Number(spec["terminationGracePeriodSeconds"]) < 0) spec["terminationGracePeriodSeconds"] = 1;
  if (spec["hostNetwork"] === true) hostPorts(spec);
  for (const container of [...objectsIn(spec, "containers"), ...objectsIn(spec, "initContainers")]) {
    const resources = objectIn(container, "resources");
    const limits = resources["limits"];
    if (isObject(limits)) fill(resources, { requests: {} });
    if (isObject(limits)) fill(objectIn(resources, "requests"), limits);
  }
}

function containerDefaults(container: JsonObject): void {
  const image = textAt(container, "image");
  fill(container, {
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    imagePullPolicy: isLatest(image) ? "Always" : "IfNotPresent",
  });
  for (const probe of ["livenessProbe", "readinessProbe", "startupProbe"]) {
    const found = container[probe];
    if (isObject(found)) probeDefaults(found);
  }
  for (const hook of ["postStart", "preStop"]) httpDefaults(objectIn(container, "lifecycle", hook, "httpGet"));
  for (const variable of objectsIn(container, "env")) {
    const source = objectIn(variable, "valueFrom", "fieldRef");
    if (Object.keys(source).length > 0) fill(source, { apiVersion: "v1" });
  }
}

/** What is no name of an image is not the latest of anything. */
const IMAGE =
  /^(?:[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)*(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?$/;
const IMAGE_NAME_MAX = 255;

function isLatest(image: string): boolean {
  if (image.includes("@") || !IMAGE.test(image) || image.length > IMAGE_NAME_MAX) return false;
  const last = image.slice(image.lastIndexOf("/") + 1);
  return !last.includes(":") || last.endsWith(":latest");
}

function probeDefaults(probe: JsonObject): void {
  fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  httpDefaults(objectIn(probe, "httpGet"));
  if (isObject(probe["grpc"])) fill(probe["grpc"], { service: "" });
}

function httpDefaults(get: JsonObject): void {
  fill(get, { path: "/", scheme: "HTTP" });
}

function hostPorts(spec: JsonObject): void {
  const ports = [...objectsIn(spec, "containers"), ...objectsIn(spec, "initContainers")].flatMap((one) =>
    objectsIn(one, "ports"),
  );
  for (const port of ports) fill(port, { hostPort: port["containerPort"] ?? 0 });
}

const MODE = 0o644;

function volumeDefaults(volume: JsonObject): void {
  if (Object.keys(volume).length <= 1) volume["emptyDir"] = {};
  for (const source of ["configMap", "secret", "downwardAPI", "projected"]) {
    const found = volume[source];
    if (isObject(found)) fill(found, { defaultMode: MODE });
  }
  for (const item of objectsIn(objectIn(volume, "downwardAPI"), "items"))
    fill(objectIn(item, "fieldRef"), { apiVersion: "v1" });
  for (const source of objectsIn(objectIn(volume, "projected"), "sources")) {
    const token = source["serviceAccountToken"];
    if (isObject(token)) fill(token, { expirationSeconds: 3600 });
    for (const item of objectsIn(objectIn(source, "downwardAPI"), "items"))
      fill(objectIn(item, "fieldRef"), { apiVersion: "v1" });
  }
  if (isObject(volume["hostPath"])) fill(volume["hostPath"], { type: "" });
  const image = volume["image"];
  if (isObject(image)) fill(image, { pullPolicy: isLatest(textAt(image, "reference")) ? "Always" : "IfNotPresent" });
  const claim = volume["ephemeral"];
  if (isObject(claim)) fill(objectIn(claim, "volumeClaimTemplate", "spec"), { volumeMode: "Filesystem" });
}
