/** Which of many objects are there: a list where several of one kind stand in one namespace, one request each otherwise. */
import { collectionPath, isObject, listAt, textAt, type JsonObject } from "../../kube/index.ts";
import { concurrently, settled } from "./concurrently.ts";
import type { ClusterPorts } from "./ports.ts";
import { refOf, type Resource } from "./resource.ts";

/** Fewer are asked for one by one. */
const LIST_FROM = 4;
/** A namespace that holds more of a kind is not read through. */
const LISTED_MAX = 500;

const METADATA_ONLY = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json";

/** The metadata of each, undefined where there is none; refusals for those that may not be seen. */
export async function findAll(
  resources: readonly Resource[],
  ports: Pick<ClusterPorts, "objects">,
): Promise<PromiseSettledResult<JsonObject | undefined>[]> {
  const groups = Map.groupBy(resources, ({ mapping, namespace }) =>
    [mapping.apiVersion, mapping.kind, namespace].join("\0"),
  );
  const large = [...groups.values()].filter((group) => group.length >= LIST_FROM);
  const listed = new Map((await concurrently(large, (group) => list(group, ports))).flat());
  return await settled(resources, async (resource) =>
    listed.has(resource) ? listed.get(resource) : await ports.objects.find(refOf(resource)),
  );
}

type Listed = [Resource, JsonObject | undefined];

/** Nothing where there are too many, or lists are refused. */
async function list(group: readonly Resource[], { objects }: Pick<ClusterPorts, "objects">): Promise<Listed[]> {
  const [first] = group;
  if (first === undefined) return [];
  const path = collectionPath(first.mapping, refOf(first).namespace);
  try {
    const query = { limit: String(LISTED_MAX) };
    const { body } = await objects.cluster.request({ method: "GET", path, query, accept: METADATA_ONLY });
    if (textAt(body, "metadata", "continue") !== "") return [];
    const byName = new Map(listAt(body, "items").map((item) => [textAt(item, "metadata", "name"), item]));
    return group
      .filter(({ name }) => name !== "")
      .map((resource) => {
        const found = byName.get(resource.name);
        return [resource, isObject(found) ? found : undefined];
      });
  } catch {
    return [];
  }
}
