/** What a pod is given when it is made, by the plugins ServiceAccount and Priority (kubernetes plugin/pkg/admission 1.36). Throws what forbids it. */
import { listAt, numberAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { forbidden } from "../wire/refusal.ts";
import type { Server } from "./server.ts";

const PODS = { name: "pods", group: "" };
const CLASSES = "scheduling.k8s.io/priorityclasses";

/** Its class says how important it is. */
export function prioritize(pod: JsonObject, { store }: Server): void {
  const spec = objectAt(pod, "spec");
  const name = textAt(spec, "priorityClassName");
  const all = name === "" ? store.list(CLASSES) : [];
  const found = name === "" ? all.find((one) => one["globalDefault"] === true) : store.get(CLASSES, name);
  if (name !== "" && found === undefined)
    throw forbidden(PODS, textAt(pod, "metadata", "name"), `no PriorityClass with name ${name} was found`);
  const priority = numberAt(found, "value") ?? 0;
  const policy = textAt(found, "preemptionPolicy") || "PreemptLowerPriority";
  checkComputed(pod, { priority, policy });
  Object.assign(spec, { priority, preemptionPolicy: policy });
  if (found !== undefined) spec["priorityClassName"] = textAt(found, "metadata", "name");
}

/** Nobody says himself how important a pod is. */
function checkComputed(
  pod: JsonObject,
  { priority, policy }: { readonly priority: number; readonly policy: string },
): void {
  const [given, wanted] = [valueAt(pod, "spec", "priority"), valueAt(pod, "spec", "preemptionPolicy")];
  const name = textAt(pod, "metadata", "name");
  const computed = (value: JsonValue): string =>
    `must not be provided in pod spec; priority admission controller computed ${String(value)} from the given PriorityClass name`;
  if (given !== undefined && given !== priority)
    throw forbidden(PODS, name, `the integer value of priority (${String(given)}) ${computed(priority)}`);
  if (wanted !== undefined && wanted !== policy)
    throw forbidden(PODS, name, `the string value of PreemptionPolicy (${String(wanted)}) ${computed(policy)}`);
}

const RUNTIMES = "node.k8s.io/runtimeclasses";

/** What the runtime needs for itself is the runtime's to say (the plugin RuntimeClass). */
export function addOverhead(pod: JsonObject, { store }: Server): void {
  const [spec, name] = [objectAt(pod, "spec"), textAt(pod, "metadata", "name")];
  const runtime = textAt(spec, "runtimeClassName");
  const found = runtime === "" ? undefined : store.get(RUNTIMES, runtime);
  if (runtime !== "" && found === undefined)
    throw forbidden(PODS, name, `pod rejected: RuntimeClass ${JSON.stringify(runtime)} not found`);
  const overhead = valueAt(found, "overhead", "podFixed");
  if (overhead === undefined && spec["overhead"] !== undefined)
    throw forbidden(PODS, name, "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
  if (overhead !== undefined) spec["overhead"] = overhead;
}

/** The account must be there; its pull secrets are the pod's. */
export function checkAccount(pod: JsonObject, { store }: Server): void {
  const spec = objectAt(pod, "spec");
  const [namespace, name] = [textAt(pod, "metadata", "namespace"), textAt(spec, "serviceAccountName")];
  const account = store.get("/serviceaccounts", `${namespace}/${name}`);
  // The default one is made a moment after its namespace, and is waited for.
  if (account === undefined && name !== "default") {
    const why = `error looking up service account ${namespace}/${name}: serviceaccount ${JSON.stringify(name)} not found`;
    throw forbidden(PODS, textAt(pod, "metadata", "name"), why);
  }
  const secrets = listAt(account, "imagePullSecrets");
  if (secrets.length > 0 && listAt(spec, "imagePullSecrets").length === 0) spec["imagePullSecrets"] = [...secrets];
}

/** Whether the token of its account is mounted: the pod says, or its account. */
export function wantsToken(pod: JsonObject, { store }: Server): boolean {
  const own = valueAt(pod, "spec", "automountServiceAccountToken");
  if (typeof own === "boolean") return own;
  const place = `${textAt(pod, "metadata", "namespace")}/${textAt(pod, "spec", "serviceAccountName")}`;
  return valueAt(store.get("/serviceaccounts", place), "automountServiceAccountToken") !== false;
}
