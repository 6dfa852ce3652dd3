/** `lookup` in templates, over the live cluster (helm pkg/engine/lookup_func.go). */
import { GoError, type Value } from "../../../go/index.ts";
import type { Lookup } from "../../../helm/render/index.ts";
import {
  collectionPath,
  isApiError,
  isNotFound,
  isObject,
  listAt,
  textAt,
  toValue,
  type JsonValue,
  type Objects,
} from "../../../kube/index.ts";
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
    if (name !== "") return toValue(await objects.get({ apiVersion, kind, namespace, name }));
    const { body } = await objects.cluster.request({ method: "GET", path: collectionPath(resource, namespace) });
    return toValue(withKinds(body));
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
function withKinds(list: JsonValue): JsonValue {
  if (!isObject(list)) return list;
  const kind = textAt(list, "kind").replace(/List$/, "");
  const apiVersion = textAt(list, "apiVersion");
  return {
    ...list,
    items: listAt(list, "items").map((item) => (isObject(item) ? { apiVersion, kind, ...item } : item)),
  };
}
