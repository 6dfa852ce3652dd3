/** The objects of a release as they stand in the cluster (helm pkg/action/status.go; pkg/kube/client.go, Get). */
import { compareStrings } from "../../go/index.ts";
import {
  isObject,
  listAt,
  objectAt,
  textAt,
  type ApiRequest,
  type JsonObject,
  type JsonValue,
  type Objects,
} from "../../kube/index.ts";
import { build } from "../cluster/build.ts";
import { concurrently } from "../cluster/concurrently.ts";
import { refOf, type Resource } from "../cluster/resource.ts";

export interface ResourceOptions {
  readonly objects: Objects;
  /** Of objects that name none. */
  readonly namespace: string;
  /** As tables for people instead of whole objects. */
  readonly asTable: boolean;
  /** Called for each object that is there. */
  readonly found: (resource: Resource) => void;
  /** Called where the pods of an object cannot be listed. */
  readonly warn: (error: unknown) => void;
}

/** By `VERSION/KIND`, in the manifest's order; pods that belong to others under `v1/Pod(related)`. */
export type ReleaseResources = ReadonlyMap<string, readonly JsonValue[]>;

const TABLE = ["v1", "v1beta1"].map((version) => `application/json;as=Table;v=${version};g=meta.k8s.io`).join(",");
const RELATED = "v1/Pod(related)";

/** Objects that are gone are left out. Throws `GoError` for a manifest that the server cannot know. */
export async function releaseResources(manifest: string, options: ResourceOptions): Promise<ReleaseResources> {
  const { objects } = options;
  const resources = await build(manifest, options, { validate: false });
  const found = await concurrently(resources, async (resource) => {
    try {
      return await read({ method: "GET", path: await objects.path(refOf(resource)) }, options);
    } catch {
      return undefined;
    }
  });
  const groups = new Map<string, JsonValue[]>();
  const seen = new Set<string>();
  for (const [i, resource] of resources.entries()) {
    const object = found[i];
    if (object === undefined) continue;
    const { apiVersion, kind } = resource.mapping;
    add(groups, `${apiVersion.slice(apiVersion.lastIndexOf("/") + 1)}/${kind}`, object);
    options.found(resource);
    const labelSelector = podSelector(resource.object);
    if (labelSelector === undefined || seen.has(labelSelector)) continue;
    seen.add(labelSelector);
    await addPods(groups, { resource, labelSelector, options });
  }
  return groups;
}

function add(groups: Map<string, JsonValue[]>, group: string, object: JsonValue): void {
  const known = groups.get(group);
  if (known === undefined) groups.set(group, [object]);
  else known.push(object);
}

interface PodQuery {
  readonly resource: Resource;
  readonly labelSelector: string;
  readonly options: ResourceOptions;
}

async function addPods(groups: Map<string, JsonValue[]>, { resource, labelSelector, options }: PodQuery) {
  const path = `/api/v1/namespaces/${encodeURIComponent(resource.namespace)}/pods`;
  try {
    add(groups, RELATED, withKinds(await read({ method: "GET", path, query: { labelSelector } }, options)));
  } catch (error) {
    options.warn(error);
  }
}

/** The items of a list carry their kind, as apimachinery decodes them. */
function withKinds(list: JsonValue): JsonValue {
  if (!isObject(list) || textAt(list, "kind") !== "PodList") return list;
  const items = listAt(list, "items").map((pod) => (isObject(pod) ? { apiVersion: "v1", kind: "Pod", ...pod } : pod));
  return { ...list, items };
}

async function read(request: ApiRequest, { objects, asTable }: ResourceOptions): Promise<JsonValue> {
  const { query } = request;
  const asked = asTable ? { accept: `${TABLE},application/json`, query: { ...query, includeObject: "None" } } : {};
  return (await objects.cluster.request({ ...request, ...asked })).body;
}

/** What the manifest says of the pods that an object has made; undefined for kinds that make none, or that do not say. */
function podSelector(object: JsonObject): string | undefined {
  const labels = selectorOf(object);
  const pairs = Object.keys(labels)
    .sort(compareStrings)
    .map((name) => `${name}=${textAt(labels, name)}`);
  return pairs.length === 0 ? undefined : pairs.join(",");
}

function selectorOf(object: JsonObject): JsonObject {
  switch (textAt(object, "kind")) {
    case "ReplicaSet":
    case "Deployment":
    case "StatefulSet":
    case "DaemonSet":
    case "Job":
      return objectAt(object, "spec", "selector", "matchLabels");
    case "ReplicationController":
      return objectAt(object, "spec", "selector");
    default:
      return {};
  }
}
