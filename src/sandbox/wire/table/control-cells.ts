/** Nodes, events, rights, policies and what runs the cluster in a line. */
import { isObject, listAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import { humanDuration } from "./duration.ts";
import { isTrue } from "../../schema/condition.ts";
import { ageOf, count, nameOf, selectorText, shown, since, size, type Cells } from "./texts.ts";

export const nodeCells: Cells = (node, now) => {
  const info = objectAt(node, "status", "nodeInfo");
  const architecture = textAt(info, "architecture");
  const kernel = textAt(info, "kernelVersion") || "<unknown>";
  return [
    ...[nameOf(node), nodeStatus(node), nodeRoles(node), ageOf(node, now), textAt(info, "kubeletVersion")],
    ...[nodeAddress(node, "InternalIP"), nodeAddress(node, "ExternalIP"), textAt(info, "osImage") || "<unknown>"],
    architecture === "" ? kernel : `${kernel} (${architecture})`,
    textAt(info, "containerRuntimeVersion") || "<unknown>",
  ];
};

function nodeStatus(node: JsonObject): string {
  const ready = listAt(node, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
  const text = ready === undefined ? "Unknown" : textAt(ready, "status") === "True" ? "Ready" : "NotReady";
  return valueAt(node, "spec", "unschedulable") === true ? `${text},SchedulingDisabled` : text;
}

const ROLE = "node-role.kubernetes.io/";

function nodeRoles(node: JsonObject): string {
  const roles = Object.entries(objectAt(node, "metadata", "labels")).flatMap(([key, value]) => {
    if (key.startsWith(ROLE)) return [key.slice(ROLE.length)];
    return key === "kubernetes.io/role" ? [String(value)] : [];
  });
  return [...new Set(roles.filter((role) => role !== ""))].sort().join(",") || "<none>";
}

function nodeAddress(node: JsonObject, type: string): string {
  const found = listAt(node, "status", "addresses").find((one) => textAt(one, "type") === type);
  return found === undefined ? "<none>" : textAt(found, "address");
}

export const eventCells: Cells = (event, now) => {
  const series = valueAt(event, "series");
  const at = (...path: string[]): string => textAt(event, ...path);
  const first = since(at("firstTimestamp") || at("eventTime"), now);
  const last = at("lastTimestamp") === "" ? first : since(at("lastTimestamp"), now);
  const [kind, name] = [at("involvedObject", "kind").toLowerCase(), at("involvedObject", "name")];
  const instance = at("source", "host") || at("reportingInstance");
  const component = at("source", "component") || at("reportingComponent");
  return [
    isObject(series) ? since(textAt(series, "lastObservedTime"), now) : last,
    ...[at("type"), at("reason"), name === "" ? kind : `${kind}/${name}`, at("involvedObject", "fieldPath")],
    ...[instance === "" ? component : `${component}, ${instance}`, at("message").trim(), first],
    isObject(series) ? count(series, "count") : count(event, "count") || 1,
    nameOf(event),
  ];
};

export const bindingCells: Cells = (object, now) => {
  const subjects = listAt(object, "subjects");
  const names = (kind: string): string =>
    subjects
      .filter((one) => textAt(one, "kind") === kind)
      .map((one) => (kind === "ServiceAccount" ? `${textAt(one, "namespace")}/` : "") + textAt(one, "name"))
      .join(", ");
  return [
    ...[
      nameOf(object),
      `${textAt(object, "roleRef", "kind")}/${textAt(object, "roleRef", "name")}`,
      ageOf(object, now),
    ],
    ...[names("User"), names("Group"), names("ServiceAccount")],
  ];
};

export const configMapCells: Cells = (object, now) => [
  ...[nameOf(object), size(object, "data") + size(object, "binaryData"), ageOf(object, now)],
];
export const secretCells: Cells = (object, now) => [
  ...[nameOf(object), textAt(object, "type"), size(object, "data"), ageOf(object, now)],
];
export const namespaceCells: Cells = (object, now) => [
  nameOf(object),
  textAt(object, "status", "phase"),
  ageOf(object, now),
];
export const plainCells: Cells = (object, now) => [nameOf(object), ageOf(object, now)];

/** Name, one text, age. */
export const withText =
  (...path: string[]): Cells =>
  (object, now) => [nameOf(object), textAt(object, ...path), ageOf(object, now)];

export const webhookCells: Cells = (object, now) => [nameOf(object), size(object, "webhooks"), ageOf(object, now)];

export const policyCells =
  (what: "validations" | "mutations"): Cells =>
  (object, now) => {
    const kind = objectAt(object, "spec", "paramKind");
    const text = Object.keys(kind).length === 0 ? "<unset>" : `${textAt(kind, "apiVersion")}/${textAt(kind, "kind")}`;
    return [nameOf(object), size(object, "spec", what), text, ageOf(object, now)];
  };

export const policyBindingCells: Cells = (object, now) => {
  const parameter = objectAt(object, "spec", "paramRef");
  const [name, namespace, selector] = [
    textAt(parameter, "name"),
    textAt(parameter, "namespace"),
    parameter["selector"],
  ];
  const text =
    name === "" ? (selector === undefined ? "<unset>" : selectorText(selector)) : `${namespace || "*"}/${name}`;
  return [nameOf(object), textAt(object, "spec", "policyName"), text, ageOf(object, now)];
};

export const signingRequestCells: Cells = (object, now) => {
  const seconds = valueAt(object, "spec", "expirationSeconds");
  return [
    ...[nameOf(object), ageOf(object, now), textAt(object, "spec", "signerName") || "<none>"],
    ...[textAt(object, "spec", "username"), typeof seconds === "number" ? humanDuration(seconds * 1000) : "<none>"],
    signingStatus(object),
  ];
};

function signingStatus(object: JsonObject): string {
  const types = listAt(object, "status", "conditions").map((one) => textAt(one, "type"));
  const begin = types.includes("Denied") ? "Denied" : types.includes("Approved") ? "Approved" : "Pending";
  const failed = types.includes("Failed") ? ",Failed" : "";
  return begin + failed + (textAt(object, "status", "certificate") === "" ? "" : ",Issued");
}

export const componentCells: Cells = (object) => {
  const health = listAt(object, "conditions").find((one) => textAt(one, "type") === "Healthy");
  const status = health === undefined ? "Unknown" : textAt(health, "status") === "True" ? "Healthy" : "Unhealthy";
  return [nameOf(object), status, textAt(health, "message"), textAt(health, "error")];
};

/** kube-aggregator pkg/registry/apiservice */
export const apiServiceCells: Cells = (object, now) => {
  const service = objectAt(object, "spec", "service");
  const condition = listAt(object, "status", "conditions").find((one) => textAt(one, "type") === "Available");
  const reason = isTrue(object, "Available") ? "" : ` (${textAt(condition, "reason")})`;
  return [
    nameOf(object),
    Object.keys(service).length === 0 ? "Local" : `${textAt(service, "namespace")}/${textAt(service, "name")}`,
    condition === undefined ? "Unknown" : textAt(condition, "status") + reason,
    ageOf(object, now),
  ];
};

export const flowCells: Cells = (object, now) => {
  const dangling = listAt(object, "status", "conditions").find((one) => textAt(one, "type") === "Dangling");
  return [
    ...[nameOf(object), textAt(object, "spec", "priorityLevelConfiguration", "name")],
    ...[count(object, "spec", "matchingPrecedence"), textAt(object, "spec", "distinguisherMethod", "type") || "<none>"],
    ...[ageOf(object, now), dangling === undefined ? "?" : textAt(dangling, "status")],
  ];
};

export const levelCells: Cells = (object, now) => {
  const queuing = valueAt(object, "spec", "limited", "limitResponse", "queuing");
  const queue = (key: string): JsonValue => (isObject(queuing) ? count(queuing, key) : "<none>");
  const shares = valueAt(object, "spec", "limited", "nominalConcurrencyShares");
  return [
    ...[nameOf(object), textAt(object, "spec", "type"), typeof shares === "number" ? shares : shown(shares)],
    ...[queue("queues"), queue("handSize"), queue("queueLengthLimit"), ageOf(object, now)],
  ];
};
