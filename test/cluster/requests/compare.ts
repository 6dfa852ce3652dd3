/** Answers of two servers, without what no two servers answer alike. */
import {
  ApiError,
  isObject,
  listAt,
  objectAt,
  textAt,
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

export async function send(cluster: Pick<Cluster, "request">, request: ApiRequest): Promise<Answer> {
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
  healthCheckNodePort: "<port>",
  continue: "<token>",
  "ca.crt": "<certificate>",
};
const UID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const WRITTEN_LATER = new Set(["kube-controller-manager", "kube-scheduler", "kwok", "kubelet"]);

export function masked(value: JsonValue, key: string): JsonValue {
  if (key === "managedFields" && Array.isArray(value)) {
    const own = value.filter((one) => isObject(one) && !WRITTEN_LATER.has(String(one["manager"])));
    // Those of one moment are in another order than those of two.
    return own.map((one) => masked(one, "")).sort(byText);
  }
  if (Array.isArray(value))
    return value.map((one) => (key === "clusterIPs" && one !== "None" ? "<address>" : masked(one, "")));
  if (isObject(value)) return maskedObject(value);
  if (typeof value !== "string" && !/^(n|healthCheckN)odePort$/.test(key)) return value;
  if (key === "clusterIP" && value === "None") return value;
  return MADE[key] ?? (typeof value === "string" ? maskedText(value) : value);
}

/** Generated names and hashes, and the middle of objects that are shown shortened. */
function maskedText(text: string): string {
  return (
    text
      .replace(UID, "<uid>")
      .replace(/kube-api-access-\w+/g, "kube-api-access-<letters>")
      .replace(/(?<=ReplicaSet "\w+-)\w+/g, "<hash>")
      .replace(/Invalid value: "\{.*\}": /s, "Invalid value: <object>: ")
      // Some objects are shown as Go's own structs, which have no names for JSON; some as what of their text differs.
      .replace(/Invalid value: \{.*\}(?=: field is immutable)/s, "Invalid value: <object>")
      .replace(/\n@@ -\d[\s\S]*?(?=\n, [\w.[\]]+: |\n?\]$|$)/g, "")
      .replace(/(?<=in record \()\d+/g, "<version>")
      .replace(/(Duplicate value: )3[0-2]\d{3}\b/g, "$1<port>")
      // Two allocators are asked, and the first to answer is told of.
      .replace(/(?<=failed to allocate IP \S+ )the provided (network|IP) .* range.*/, "<out of range>")
      .replace(/10\.96\.(?!44\.)\d+\.\d+/g, "<address>")
  );
}

/** Go goes through its maps in no order: of several causes each must be there. */
export function unordered(answer: Answer): Answer {
  const { body } = answer;
  const causes = listAt(body, "details", "causes");
  if (!isObject(body) || causes.length < 2) return answer;
  const texts = causes.map((one) => `${textAt(one, "field")}: ${textAt(one, "message")}`);
  const message = textAt(body, "message").replace(
    / is invalid: \[.*\]$/s,
    ` is invalid: ${JSON.stringify(texts.sort())}`,
  );
  return {
    ...answer,
    body: { ...body, message, details: { ...objectAt(body, "details"), causes: [...causes].sort(byText) } },
  };
}

function byText(a: JsonValue, b: JsonValue): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

/** What controllers write a moment later. */
const LATER: ReadonlySet<string> = new Set(["deployment.kubernetes.io/revision", "kubernetes.io/service-account.uid"]);
const TOKEN_DATA: ReadonlySet<string> = new Set(["ca.crt", "namespace", "token"]);

/** What controllers count and make is their own suites'. */
function settled(object: JsonObject): JsonObject {
  if (object["kind"] === "Scale" && object["status"] !== undefined) {
    const { replicas: _, ...status } = objectAt(object, "status");
    return { ...object, status };
  }
  if (object["type"] !== "kubernetes.io/service-account-token") return object;
  const data = Object.entries(objectAt(object, "data")).filter(([key]) => !TOKEN_DATA.has(key));
  return { ...object, data: Object.fromEntries(data) };
}

const AGE = /^(\d+[smhdy])+$/;

/** A second may end between two answers. */
function withoutAges(row: JsonValue): JsonValue {
  const cells = listAt(row, "cells").map((cell) => (AGE.test(String(cell)) ? "<age>" : cell));
  return { ...objectAt(row), cells };
}

function withoutStatus(item: JsonValue): JsonValue {
  if (!isObject(item)) return item;
  const { status: _, ...rest } = item;
  return rest;
}

/** How far the controllers are is a matter of moments. */
const MOVING = new Set([
  ...["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod", "ReplicationController"],
  ...["PersistentVolumeClaim", "PersistentVolume", "PodDisruptionBudget", "HorizontalPodAutoscaler", "ResourceQuota"],
]);

/** What of a list or a table is not a matter of moments. */
function comparable(kind: string, key: string, value: JsonValue): JsonValue {
  if (kind === "Table" && key === "rows") return listAt(value).map(withoutAges);
  const hasMoving = kind.endsWith("List") && MOVING.has(kind.slice(0, -"List".length));
  return hasMoving && key === "items" ? listAt(value).map(withoutStatus) : value;
}

function maskedObject(object: JsonObject): JsonObject {
  const kind = String(object["kind"]);
  const isMoving = MOVING.has(kind);
  const isGenerated = typeof object["generateName"] === "string" && object["uid"] !== undefined;
  return Object.fromEntries(
    Object.entries(settled(object))
      .map(([key, value]): [string, JsonValue] => [key, isGenerated && key === "name" ? "<generated>" : value])
      .filter(([key]) => !(isMoving && key === "status") && !LATER.has(key))
      .map(([key, value]): [string, JsonValue] => [maskedText(key), masked(comparable(kind, key, value), key)])
      .filter(([key, value]) => !(key === "annotations" && isObject(value) && Object.keys(value).length === 0))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
