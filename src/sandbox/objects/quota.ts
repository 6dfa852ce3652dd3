/**
 * ResourceQuotas (apiserver pkg/admission/plugin/resourcequota 0.36, kubernetes pkg/quota/v1/evaluator 1.36): what a namespace uses, and what may be added.
 * Of the scopes `BestEffort` and its opposite are known.
 */
import { listAt, objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import { quantitySum, quantityValue } from "../admit/quantity.ts";
import type { Kind } from "../schema/kinds.ts";
import { forbidden } from "../wire/refusal.ts";
import type { Server } from "./server.ts";

export const QUOTAS = "/resourcequotas";

type Usage = Readonly<Record<string, string>>;

/** What one object takes: of counts one, of pods what they ask for. */
function usageOf(object: JsonObject, collection: string): Usage {
  const name = collection.startsWith("/") ? collection.slice(1) : collection.split("/").reverse().join(".");
  const usage: Record<string, string> = { [`count/${name}`]: "1" };
  if (collection.startsWith("/")) usage[name] = "1";
  if (collection === "/pods") Object.assign(usage, podUsage(object));
  if (collection === "/services") Object.assign(usage, serviceUsage(object));
  if (collection === "/persistentvolumeclaims") Object.assign(usage, claimUsage(object));
  return usage;
}

function isOver(pod: JsonObject): boolean {
  return ["Succeeded", "Failed"].includes(textAt(pod, "status", "phase"));
}

function podUsage(pod: JsonObject): Usage {
  if (isOver(pod)) return { pods: "0" };
  const sums = new Map<string, string[]>();
  for (const container of listAt(pod, "spec", "containers")) {
    for (const [kind, prefix] of [
      ["requests", "requests."],
      ["limits", "limits."],
    ] as const) {
      for (const [name, value] of Object.entries(objectAt(container, "resources", kind))) {
        const key = prefix + name;
        sums.set(key, [...(sums.get(key) ?? []), String(value)]);
      }
    }
  }
  const usage = Object.fromEntries([...sums].map(([key, values]) => [key, quantitySum(values)]));
  const plain = ["cpu", "memory", "ephemeral-storage"].flatMap((name): [string, string][] => {
    const value = usage[`requests.${name}`];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...usage, ...Object.fromEntries(plain) };
}

function serviceUsage(service: JsonObject): Usage {
  const type = textAt(service, "spec", "type");
  const ports = String(listAt(service, "spec", "ports").length);
  return {
    ...(type === "LoadBalancer" ? { "services.loadbalancers": "1" } : {}),
    ...(type === "LoadBalancer" || type === "NodePort" ? { "services.nodeports": ports } : {}),
  };
}

function claimUsage(claim: JsonObject): Usage {
  const storage = textAt(claim, "spec", "resources", "requests", "storage") || "0";
  const of = textAt(claim, "spec", "storageClassName");
  const own = {
    [`${of}.storageclass.storage.k8s.io/requests.storage`]: storage,
    [`${of}.storageclass.storage.k8s.io/persistentvolumeclaims`]: "1",
  };
  return { "requests.storage": storage, ...(of === "" ? {} : own) };
}

function isScoped(object: JsonObject, quota: JsonObject, collection: string): boolean {
  const scopes = listAt(quota, "spec", "scopes").map(String);
  if (scopes.length === 0)
    return (
      textAt(quota, "spec", "scopeSelector") === "" &&
      Object.keys(objectAt(quota, "spec", "scopeSelector")).length === 0
    );
  if (collection !== "/pods") return false;
  const isBest = textAt(object, "status", "qosClass") === "BestEffort";
  return scopes.every((scope) => (scope === "BestEffort" ? isBest : scope === "NotBestEffort" && !isBest));
}

/** What a quota counts, as `status.used` has it. */
export function usedOf(quota: JsonObject, { store, kinds }: Server): JsonObject {
  const namespace = textAt(quota, "metadata", "namespace");
  const hard = Object.keys(objectAt(quota, "spec", "hard"));
  const sums = new Map<string, string[]>(hard.map((name) => [name, []]));
  for (const { collection, resource } of kinds.stored()) {
    if (!resource.namespaced) continue;
    for (const object of store.list(collection)) {
      if (textAt(object, "metadata", "namespace") !== namespace || !isScoped(object, quota, collection)) continue;
      for (const [name, value] of Object.entries(usageOf(object, collection))) sums.get(name)?.push(value);
    }
  }
  return Object.fromEntries([...sums].map(([name, values]) => [name, quantitySum(values)]));
}

/** What a pod must say, where a quota counts it. */
const COMPUTE = ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

/** Throws where the namespace has no room for it. `before`: as it was, where it changes. */
export function checkQuota(object: JsonObject, before: JsonObject | undefined, { server, kind }: Place): void {
  const namespace = textAt(object, "metadata", "namespace");
  if (namespace === "" || kind.collection === "/events") return;
  const quotas = server.store
    .list(QUOTAS)
    .filter((one) => textAt(one, "metadata", "namespace") === namespace && isScoped(object, one, kind.collection));
  for (const quota of quotas) checkOne(object, before, { quota, server, kind });
}

interface Place {
  readonly server: Server;
  readonly kind: Kind;
}

function checkOne(
  object: JsonObject,
  before: JsonObject | undefined,
  { quota, server, kind }: Place & { readonly quota: JsonObject },
): void {
  const hard = objectAt(quota, "spec", "hard");
  const [old, wanted] = [
    before === undefined ? {} : usageOf(before, kind.collection),
    usageOf(object, kind.collection),
  ];
  const more = Object.keys(hard).filter((name) => {
    const [a, b] = [quantityValue(old[name] ?? "0") ?? 0, quantityValue(wanted[name] ?? "0") ?? 0];
    return b > a;
  });
  const [name, of] = [textAt(object, "metadata", "name"), textAt(quota, "metadata", "name")];
  if (kind.collection === "/pods" && before === undefined) checkSaid(object, { hard, of, kind });
  if (more.length === 0) return;
  const used = usedOf(quota, server);
  const amount = (key: string): string => quantitySum([wanted[key] ?? "0", negative(old[key] ?? "0")]);
  const over = more.filter((key) => {
    const sum = (quantityValue(String(used[key] ?? "0")) ?? 0) + (quantityValue(amount(key)) ?? 0);
    return sum > (quantityValue(String(hard[key])) ?? 0);
  });
  if (over.length === 0) return;
  const listed = (value: (key: string) => string): string =>
    [...over]
      .sort()
      .map((key) => `${key}=${value(key)}`)
      .join(",");
  const why = `exceeded quota: ${of}, requested: ${listed(amount)}, used: ${listed((key) => String(used[key] ?? "0"))}, limited: ${listed((key) => String(hard[key]))}`;
  throw forbidden(kind.resource, name, why);
}

function negative(quantity: string): string {
  return quantity.startsWith("-") ? quantity.slice(1) : `-${quantity}`;
}

function checkSaid(
  pod: JsonObject,
  { hard, of, kind }: { readonly hard: JsonObject; readonly of: string; readonly kind: Kind },
): void {
  const missing = COMPUTE.filter((key) => hard[key] !== undefined).flatMap((key) => {
    const [what, name] = key.includes(".") ? key.split(".") : ["requests", key];
    const silent = listAt(pod, "spec", "containers").filter(
      (one) => objectAt(one, "resources", what ?? "")[name ?? ""] === undefined,
    );
    return silent.length === 0 ? [] : [`${key} for: ${silent.map((one) => textAt(one, "name")).join(",")}`];
  });
  if (missing.length === 0) return;
  const why = `failed quota: ${of}: must specify ${missing.sort().join("; ")}`;
  throw forbidden(kind.resource, textAt(pod, "metadata", "name"), why);
}
