/** What is served, in the two forms that clients ask for: one list a group version, and all of it aggregated. */
import type { JsonObject, JsonValue } from "../../kube/index.ts";
import type { Kind } from "../schema/kinds.ts";
import { compareVersions } from "../schema/version-order.ts";
import type { Resource, Subresource } from "../schema/resources.ts";
import { resourceNotFound } from "./refusal.ts";
import { answer, asText, type WireRequest, type WireResponse } from "./request.ts";

const AGGREGATED = /application\/json[^,]*\bas=APIGroupDiscoveryList\b/;

/** Undefined for paths that are none of discovery. */
export function discovery(request: WireRequest, kinds: readonly Kind[]): WireResponse | undefined {
  const [root = "", first = "", second, more] = request.path.replace(/\/$/, "").split("/").slice(1);
  const resources = kinds.map(({ resource }) => resource);
  if (root === "api" && second === undefined) return first === "" ? core(request, resources) : listOf(first, resources);
  if (root !== "apis" || more !== undefined) return undefined;
  if (first === "") return groups(request, resources);
  const own = resources.filter(({ group }) => group === first);
  if (own.length === 0) return asText("404 page not found\n", 404);
  return second === undefined
    ? answer({ kind: "APIGroup", apiVersion: "v1", ...groupOf(first, own) })
    : listOf(`${first}/${second}`, own);
}

function core(request: WireRequest, resources: readonly Resource[]): WireResponse {
  if (AGGREGATED.test(request.accept)) return aggregated(resources.filter(({ group }) => group === ""));
  return answer({ kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs: [] });
}

function groups(request: WireRequest, resources: readonly Resource[]): WireResponse {
  const grouped = resources.filter(({ group }) => group !== "");
  if (AGGREGATED.test(request.accept)) return aggregated(grouped);
  const all = byGroup(grouped).map(([name, own]) => groupOf(name, own));
  return answer({ kind: "APIGroupList", apiVersion: "v1", groups: all });
}

function byGroup(resources: readonly Resource[]): [string, Resource[]][] {
  return [...Map.groupBy(resources, ({ group }) => group)];
}

function versionsOf(resources: readonly Resource[]): string[] {
  return [...new Set(resources.map(({ version }) => version))].sort(compareVersions);
}

function groupOf(name: string, resources: readonly Resource[]): JsonObject {
  const versions = versionsOf(resources).map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions, preferredVersion: versions[0] ?? null };
}

function listOf(groupVersion: string, resources: readonly Resource[]): WireResponse {
  const own = resources.filter(({ apiVersion }) => apiVersion === groupVersion);
  if (own.length === 0) throw resourceNotFound();
  // The oldest list does not say of which version it is.
  const head = groupVersion === "v1" ? {} : { apiVersion: "v1" };
  return answer({ kind: "APIResourceList", ...head, groupVersion, resources: own.flatMap(entries) });
}

function entries(resource: Resource): JsonObject[] {
  const { name, singular, namespaced, kind, verbs, shortNames, categories } = resource;
  const own: JsonObject = {
    ...{ name, singularName: singular, namespaced, kind },
    verbs: [...verbs],
    ...(shortNames.length > 0 ? { shortNames: [...shortNames] } : {}),
    ...(categories.length > 0 ? { categories: [...categories] } : {}),
    ...(verbs.includes("watch") ? { storageVersionHash: storageHash(resource) } : {}),
  };
  const below = resource.subresources.map((one) => ({
    name: `${name}/${one.name}`,
    singularName: "",
    namespaced,
    ...(one.version === "" ? {} : { group: one.group, version: one.version }),
    kind: one.kind,
    verbs: [...one.verbs],
  }));
  return [own, ...below];
}

const hashes = new Map<string, string>();

/** apiserver endpoints/discovery/storageversionhash.go */
function storageHash({ group, version, kind, name, storedIn = version }: Resource): string {
  const stored = STORED[`${group}/${name}`] ?? `${group}/${storedIn}`;
  const text = `${stored}/${kind}`;
  let hash = hashes.get(text);
  if (hash === undefined) {
    const bytes = new Bun.CryptoHasher("sha256").update(text).digest();
    hashes.set(text, (hash = bytes.subarray(0, HASH_BYTES).toString("base64")));
  }
  return hash;
}

const HASH_BYTES = 8;

/** Kinds of several versions, and the one that is stored. */
const STORED: Readonly<Record<string, string>> = {
  "events.k8s.io/events": "/v1",
  "autoscaling/horizontalpodautoscalers": "autoscaling/v2",
  "apiextensions.k8s.io/customresourcedefinitions": "apiextensions.k8s.io/v1beta1",
};

function aggregated(resources: readonly Resource[]): WireResponse {
  const items = byGroup(resources).map(([name, own]): JsonObject => ({
    metadata: name === "" ? {} : { name },
    versions: versionsOf(own).map((version) => ({
      version,
      resources: own.filter((one) => one.version === version).map(aggregatedResource),
      freshness: "Current",
    })),
  }));
  const body = { kind: "APIGroupDiscoveryList", apiVersion: "apidiscovery.k8s.io/v2", metadata: {}, items };
  // Clients tell the two forms apart by the type of the answer.
  return { ...answer(body), contentType: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList" };
}

function aggregatedResource(resource: Resource): JsonValue {
  const { name, singular, namespaced, kind, group, version, verbs, shortNames, categories, subresources } = resource;
  return {
    resource: name,
    responseKind: { group, version, kind },
    scope: namespaced ? "Namespaced" : "Cluster",
    singularResource: singular,
    verbs: [...verbs],
    ...(shortNames.length > 0 ? { shortNames: [...shortNames] } : {}),
    ...(categories.length > 0 ? { categories: [...categories] } : {}),
    ...(subresources.length > 0
      ? { subresources: subresources.map((one) => aggregatedSubresource(one, resource)) }
      : {}),
  };
}

function aggregatedSubresource(one: Subresource, { group, version }: Resource): JsonValue {
  const own = one.version === "" ? { group, version } : { group: one.group, version: one.version };
  return { subresource: one.name, responseKind: { ...own, kind: one.kind }, verbs: [...one.verbs] };
}
