/** Answers of two servers, without what no two servers answer alike. */
import {
  ApiError,
  isObject,
  type ApiRequest,
  type Cluster,
  type JsonObject,
  type JsonValue,
} from "../../../src/kube/index.ts";

export interface Answer {
  readonly status: number;
  readonly body: JsonValue;
  readonly warnings: readonly string[];
}

export async function send(cluster: Cluster, request: ApiRequest): Promise<Answer> {
  try {
    const { status, body, warnings } = await cluster.request(request);
    return { status, body: masked(body, ""), warnings };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { status, reason, message, details } = error;
    return { status, body: masked({ reason, message, details }, ""), warnings: [] };
  }
}

const MADE: Readonly<Record<string, string>> = {
  uid: "<uid>",
  resourceVersion: "<version>",
  creationTimestamp: "<time>",
  deletionTimestamp: "<time>",
  time: "<time>",
  lastUpdateTime: "<time>",
  lastTransitionTime: "<time>",
  clusterIP: "<address>",
  nodePort: "<port>",
  "deployment.kubernetes.io/revision": "<revision>",
  continue: "<token>",
};
const UID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const WRITTEN_LATER = new Set(["kube-controller-manager", "kube-scheduler", "kwok", "kubelet"]);

function masked(value: JsonValue, key: string): JsonValue {
  if (key === "managedFields" && Array.isArray(value)) {
    const own = value.filter((one) => isObject(one) && !WRITTEN_LATER.has(String(one["manager"])));
    return own.map((one) => masked(one, ""));
  }
  // Go goes through its maps in no order.
  if (key === "causes" && Array.isArray(value)) return value.map((one) => masked(one, "")).sort(byText);
  if (Array.isArray(value))
    return value.map((one) => (key === "clusterIPs" && one !== "None" ? "<address>" : masked(one, "")));
  if (isObject(value)) return maskedObject(value);
  if (typeof value !== "string" && key !== "nodePort") return value;
  if (key === "clusterIP" && value === "None") return value;
  return MADE[key] ?? (typeof value === "string" ? maskedText(value) : value);
}

/** Generated names and hashes, and the middle of objects that are shown shortened. */
function maskedText(text: string): string {
  return text
    .replace(UID, "<uid>")
    .replace(/kube-api-access-\w+/g, "kube-api-access-<letters>")
    .replace(/(?<=ReplicaSet "\w+-)\w+/g, "<hash>")
    .replace(/Invalid value: "\{.*\}\}": /s, "Invalid value: <object>: ");
}

function byText(a: JsonValue, b: JsonValue): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

/** How far the controllers are is a matter of moments. */
const MOVING = new Set(["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"]);

function maskedObject(object: JsonObject): JsonObject {
  const isMoving = MOVING.has(String(object["kind"]));
  return Object.fromEntries(
    Object.entries(object)
      .filter(([key]) => !(isMoving && key === "status"))
      .map(([key, value]): [string, JsonValue] => [maskedText(key), masked(value, key)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
