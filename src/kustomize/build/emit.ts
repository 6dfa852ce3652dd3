/** The text of a build: objects with sorted keys, `---` between them; or one file for each object. */
import { effectiveNamespace } from "../../kube/index.ts";
import { decodeNode, marshal } from "../../yaml/index.ts";
import { wrap } from "../error.ts";
import { mapOf } from "../node/to-map.ts";
import { yamlOf } from "../node/to-yaml.ts";
import type { ResMap } from "../resource/res-map.ts";
import type { Resource } from "../resource/resource.ts";

export function formatBuild(map: ResMap): string {
  return map.resources.map(formatPart).join("---\n");
}

/** Go writes the object before the error: the nil map where it cannot be decoded. Its other forms are left out. */
function formatPart(resource: Resource): string {
  try {
    return yamlOf(resource.node);
  } catch (error) {
    if (isDecodable(resource)) throw error;
    throw wrap(error, "map[string]interface {}(nil)");
  }
}

function isDecodable({ node }: Resource): boolean {
  try {
    decodeNode(node);
    return true;
  } catch {
    return false;
  }
}

/** The text of a file with one object, which differs from a part of the whole where quotes and tags disagree. */
export function formatResource({ node }: Resource): string {
  return marshal(mapOf(node));
}

/** The files of `build -o FOLDER`; with several namespaces the name begins with the namespace. */
export function fileNames(map: ResMap): { name: string; resource: Resource }[] {
  const ids = map.resources.map((resource) => ({ resource, id: resource.currentId }));
  const namespaces = new Set(ids.filter(({ id }) => !id.clusterScoped).map(({ id }) => effectiveNamespace(id)));
  return ids.map(({ resource, id }) => {
    const type = [id.group, id.version, id.kind].filter((part) => part !== "").join("_");
    const name = `${type.toLowerCase()}_${id.name.toLowerCase()}.yaml`;
    const prefixed = namespaces.size > 1 && !id.clusterScoped;
    return { resource, name: prefixed ? `${effectiveNamespace(id).toLowerCase()}_${name}` : name };
  });
}
