/** What the server gives to an object when it is made: addresses and ports of Services, selectors of Jobs, accounts of Pods. */
import { listAt, objectAt, sameJson, textAt, valueAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { TEMPLATE_GENERATION } from "../admit/defaults.ts";
import { fill, madeIn, objectIn, objectsIn } from "../admit/fill.ts";
import { randomLetters } from "../ports.ts";
import { storageVersion } from "../schema/kinds.ts";
import { limitClaim, limitPod } from "./limit-ranges.ts";
import { newServiceAddress } from "./service-addresses.ts";
import { addOverhead, checkAccount, prioritize, wantsToken } from "./pod-admission.ts";
import type { Server } from "./server.ts";

/** Changes the object, which was just decoded; `given` is what its client sent. */
export function allocate(object: JsonObject, server: Server, given: JsonObject): void {
  ALLOCATIONS[textAt(object, "kind")]?.(object, server, given);
}

/** What an update leaves out is kept. */
export function keepAllocated(before: JsonObject, after: JsonObject, subresource: string): void {
  if (after["kind"] === "DaemonSet") countTemplates(before, after);
  if (after["kind"] === "Namespace" && subresource === "") keepFinalizers(before, after);
  if (after["kind"] === "CustomResourceDefinition" && subresource === "") keepStored(after);
}

/** Objects may be stored in this version from now on, too. */
function keepStored(definition: JsonObject): void {
  const stored = storageVersion(definition);
  const status = objectAt(definition, "status");
  const known = listAt(status, "storedVersions");
  const name = textAt(stored, "name");
  if (stored !== undefined && !known.includes(name))
    definition["status"] = { ...status, storedVersions: [...known, name] };
}

/** A namespace is let go by a subresource of its own. */
function keepFinalizers(before: JsonObject, after: JsonObject): void {
  const held = valueAt(before, "spec", "finalizers");
  if (held === undefined) delete objectIn(after, "spec")["finalizers"];
  else madeIn(after, "spec")["finalizers"] = held;
}

function countTemplates(before: JsonObject, after: JsonObject): void {
  const old = Number(textAt(before, "metadata", "annotations", TEMPLATE_GENERATION)) || 1;
  const isSame = sameJson(objectAt(before, "spec", "template"), objectAt(after, "spec", "template"));
  madeIn(madeIn(after, "metadata"), "annotations")[TEMPLATE_GENERATION] = String(isSame ? old : old + 1);
}

const ALLOCATIONS: Readonly<Record<string, (object: JsonObject, server: Server, given: JsonObject) => void>> = {
  Service: newServiceAddress,
  Job: jobSelector,
  DaemonSet(object) {
    madeIn(madeIn(object, "metadata"), "annotations")[TEMPLATE_GENERATION] = "1";
  },
  Pod: podAdmission,
  PersistentVolumeClaim: storageClass,
  PersistentVolume: (object) => protect(object, "kubernetes.io/pv-protection"),
  CustomResourceDefinition(object) {
    const stored = storageVersion(object);
    madeIn(object, "status")["storedVersions"] = stored === undefined ? [] : [textAt(stored, "name")];
  },
  Namespace(object) {
    const spec = madeIn(object, "spec");
    const finalizers = listAt(spec, "finalizers");
    if (!finalizers.includes("kubernetes")) spec["finalizers"] = [...finalizers, "kubernetes"];
    fill(madeIn(object, "status"), { phase: "Active" });
  },
};

/** A job's pods carry its uid, by which it knows them. */
function jobSelector(object: JsonObject, _server: Server, given: JsonObject): void {
  const spec = objectIn(object, "spec");
  if (spec["manualSelector"] === true) return;
  const [uid, name] = [textAt(object, "metadata", "uid"), textAt(object, "metadata", "name")];
  const selected = madeIn(madeIn(spec, "selector"), "matchLabels");
  fill(selected, { "batch.kubernetes.io/controller-uid": uid });
  const labels = madeIn(madeIn(madeIn(spec, "template"), "metadata"), "labels");
  // A job without labels has its template's: Go shares one map between the two.
  const isShared = Object.keys(objectAt(given, "metadata", "labels")).length === 0;
  const own = { "controller-uid": uid, "job-name": name };
  if (isShared) Object.assign(madeIn(objectIn(object, "metadata"), "labels"), own, prefixed(own));
  fill(labels, { ...own, ...prefixed(own) });
}

function prefixed(labels: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [`batch.kubernetes.io/${key}`, value]));
}

const TOLERATIONS = ["not-ready", "unreachable"].map((what) => ({
  key: `node.kubernetes.io/${what}`,
  operator: "Exists",
  effect: "NoExecute",
  tolerationSeconds: 300,
}));

function podAdmission(object: JsonObject, server: Server): void {
  const spec = objectIn(object, "spec");
  const account = textAt(spec, "serviceAccountName") || "default";
  Object.assign(spec, { serviceAccountName: account, serviceAccount: account });
  const own = listAt(spec, "tolerations");
  const isMet = (one: JsonValue, key: string): boolean => {
    const [wanted, effect] = [textAt(one, "key"), textAt(one, "effect")];
    return (
      (wanted === key || (wanted === "" && textAt(one, "operator") === "Exists")) &&
      (effect === "" || effect === "NoExecute")
    );
  };
  const missing = TOLERATIONS.filter(({ key }) => !own.some((one) => isMet(one, key)));
  spec["tolerations"] = [...own, ...missing];
  checkAccount(object, server);
  prioritize(object, server);
  addOverhead(object, server);
  limitPod(object, server);
  Object.assign(madeIn(object, "status"), { phase: "Pending", qosClass: qosClass(spec) });
  if (wantsToken(object, server)) mountToken(spec, `kube-api-access-${randomLetters(server.ports.random, 5)}`);
}

const TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

function mountToken(spec: JsonObject, name: string): void {
  const certificate = { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] };
  const namespace = { items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }] };
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
    { configMap: certificate },
    { downwardAPI: namespace },
  ];
  spec["volumes"] = [...listAt(spec, "volumes"), { name, projected: { sources, defaultMode: 0o644 } }];
  for (const container of [...objectsIn(spec, "containers"), ...objectsIn(spec, "initContainers")]) {
    const mounts = listAt(container, "volumeMounts");
    if (mounts.some((one) => textAt(one, "mountPath") === TOKEN_FOLDER)) continue;
    container["volumeMounts"] = [...mounts, { name, readOnly: true, mountPath: TOKEN_FOLDER }];
  }
}

function qosClass(spec: JsonObject): string {
  const all = [...objectsIn(spec, "containers"), ...objectsIn(spec, "initContainers")].map((one) =>
    objectAt(one, "resources"),
  );
  const asks = (one: JsonObject, what: string): number => Object.keys(objectAt(one, what)).length;
  if (all.every((one) => asks(one, "limits") === 0 && asks(one, "requests") === 0)) return "BestEffort";
  const isFull = (one: JsonObject): boolean =>
    ["cpu", "memory"].every((name) => {
      const limit = objectAt(one, "limits")[name];
      return limit !== undefined && (objectAt(one, "requests")[name] ?? limit) === limit;
    });
  return all.every(isFull) ? "Guaranteed" : "Burstable";
}

export const DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

/** The default class, where there is one. */
function storageClass(object: JsonObject, server: Server): void {
  const spec = objectIn(object, "spec");
  limitClaim(object, server);
  const chosen = server.store
    .list("storage.k8s.io/storageclasses")
    .find((one) => textAt(one, "metadata", "annotations", DEFAULT_CLASS) === "true");
  if (chosen !== undefined) fill(spec, { storageClassName: textAt(chosen, "metadata", "name") });
  protect(object, "kubernetes.io/pvc-protection");
}

/** It stays as long as it is used. */
function protect(object: JsonObject, finalizer: string): void {
  const metadata = objectIn(object, "metadata");
  const own = listAt(metadata, "finalizers");
  if (!own.includes(finalizer)) metadata["finalizers"] = [...own, finalizer];
}
