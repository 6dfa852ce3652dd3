/** `lookup` in templates, over the live cluster (helm pkg/engine/lookup_func.go). */
import { GoError, isMap, type Value } from "../../../go/index.ts";
import type { Lookup } from "../../../helm/render/index.ts";
import { answerValue, collectionPath, isApiError, isNotFound, type Objects } from "../../../kube/index.ts";
import type { Outside } from "../chart/outside.ts";

type Query = Parameters<Lookup>[0];

export function lookupIn(objects: Objects, outside: Outside): Lookup {
  return (query) => {
    const { apiVersion, kind, namespace, name } = query;
    return outside.ask(["object", apiVersion, kind, namespace, name].join("\0"), () => ask(objects, query));
  };
}

/** What is not there is an empty map. */
async function ask(objects: Objects, query: Query): Promise<Value | GoError> {
  const { apiVersion, kind, namespace, name } = query;
  const resource = await resourceOf(objects, query);
  if (resource instanceof GoError) return resource;
  try {
    const path =
      name === "" ? collectionPath(resource, namespace) : await objects.path({ apiVersion, kind, namespace, name });
    const found = answerValue(await objects.cluster.request({ method: "GET", path }));
    return name === "" ? withKinds(found) : found;
  } catch (error) {
    if (isNotFound(error)) return new Map();
    if (isApiError(error)) return new GoError(error.message, { cause: error });
    throw error;
  }
}

async function resourceOf(objects: Objects, { apiVersion, kind }: Query) {
  const gvk = `${apiVersion.includes("/") ? apiVersion : `/${apiVersion}`}, Kind=${kind}`;
  const unknown = (reason: string) => new GoError(`unable to get apiresource from unstructured: ${gvk}: ${reason}`);
  try {
    const found = await objects.discovery.find(apiVersion, kind);
    return found ?? unknown("the server could not find the requested resource");
  } catch (error) {
    if (error instanceof Error) return unknown(error.message);
    throw error;
  }
}

/** In a list of the server, only the list itself says what it is. */
function withKinds(list: Value): Value {
  if (!isMap(list)) return list;
  const items = list.get("items") ?? null;
  const head: [string, Value][] = [
    ["apiVersion", list.get("apiVersion") ?? ""],
    ["kind", String(list.get("kind") ?? "").replace(/List$/, "")],
  ];
  const named = (item: Value): Value => (isMap(item) ? new Map([...head, ...item]) : item);
  return new Map([...list, ["items", Array.isArray(items) ? items.map(named) : []]]);
}
