/** Sends requests as they are written, and keeps of what comes back what two servers say alike. */
import { readFileSync } from "node:fs";
import {
  isObject,
  listAt,
  objectAt,
  parseJson,
  textAt,
  writeJson,
  type JsonObject,
  type JsonValue,
} from "../../../src/kube/index.ts";
import { masked, unordered } from "./compare.ts";
import type { RawRequest } from "./wire.ts";

export interface Place {
  readonly server: string;
  readonly token: string;
  readonly ca: string;
  readonly namespace: string;
}

export function placeOf(kubeconfig: string, namespace: string): Place {
  const config = JSON.parse(readFileSync(kubeconfig, "utf8")) as JsonValue;
  const cluster = (key: string): string => textAt(listAt(config, "clusters")[0], "cluster", key);
  return {
    namespace,
    server: cluster("server"),
    ca: atob(cluster("certificate-authority-data")),
    token: textAt(listAt(config, "users")[0], "user", "token"),
  };
}

/** Go goes through its maps in no order. */
export function unorderedRaw(answer: JsonObject): JsonObject {
  const { body } = answer;
  return body === undefined ? answer : { ...answer, body: unordered({ status: 0, body, warnings: [] }).body };
}

const HEADERS = [
  "content-type",
  "warning",
  "allow",
  "vary",
  "retry-after",
  "location",
  "cache-control",
  "content-encoding",
];

export async function sendRaw(
  { method, path, headers = {}, body, pauseMs = 0 }: RawRequest,
  { server, token, ca, namespace }: Place,
): Promise<JsonObject> {
  if (pauseMs > 0) await Bun.sleep(pauseMs);
  const response = await fetch(server + path.replaceAll("$NS", namespace), {
    ...{ method, redirect: "manual", tls: { ca } },
    headers: { Accept: "application/json", ...headers, Authorization: `Bearer ${token}` },
    ...(body === undefined
      ? {}
      : { body: typeof body === "string" ? body.replaceAll("$NS", namespace) : new Uint8Array(body) }),
  });
  const text = await response.text();
  const kept = HEADERS.flatMap((name) => (response.headers.has(name) ? [[name, response.headers.get(name)]] : []));
  const answer = { status: response.status, headers: Object.fromEntries(kept) as JsonObject, ...bodyOf(text) };
  return objectAt(parseJson(writeJson(answer).replaceAll(namespace, "$NS")));
}

const CONDITIONS = "autoscaling.alpha.kubernetes.io/conditions";

/** How far the controllers of autoscalers are is a matter of moments. */
function settled(body: JsonValue): JsonValue {
  if (!isObject(body) || body["kind"] !== "HorizontalPodAutoscaler") return body;
  const { status: _, metadata, ...rest } = body;
  const { [CONDITIONS]: _conditions, ...annotations } = objectAt(metadata, "annotations");
  return { ...rest, metadata: { ...objectAt(metadata), annotations } };
}

const SHOWN_MAX = 400;

/** Long texts by their begin and their length. */
function shortened(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(shortened);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, shortened(below)]));
  if (typeof value !== "string" || value.length <= SHOWN_MAX) return value;
  return `${value.slice(0, SHOWN_MAX / 10)} … ${value.length} letters`;
}

/** JSON without what no two servers say alike, and how it is laid out. */
function bodyOf(sent: string): JsonObject {
  const text = sent.replace(/(?<=current: |in record \()\d+(?![\da-f-])/g, "<version>");
  try {
    return {
      body: shortened(settled(masked(parseJson(text), ""))),
      layout: /^\{\n {2}"/.test(text) ? "pretty" : "plain",
    };
  } catch {
    const times = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;
    const plain = text.replace(times, "<time>").replace(/(?<=resourceVersion"?: ?")\d+/g, "<version>");
    return { text: shortened(masked(plain, "")) };
  }
}

const NAMESPACE = "/api/v1/namespaces";

/** With its first account, without which no pod is made. */
export async function makeRawNamespace(place: Place): Promise<void> {
  const body = JSON.stringify({ apiVersion: "v1", kind: "Namespace", metadata: { name: place.namespace } });
  await sendRaw({ method: "POST", path: NAMESPACE, headers: { "Content-Type": "application/json" }, body }, place);
  for (let tries = 0; tries < 100; tries++) {
    const account = await sendRaw({ method: "GET", path: `${NAMESPACE}/$NS/serviceaccounts/default` }, place);
    if (account["status"] === 200) return;
    await Bun.sleep(50);
  }
}

export async function removeRawNamespace(place: Place): Promise<void> {
  await sendRaw({ method: "DELETE", path: `${NAMESPACE}/$NS` }, place);
}
