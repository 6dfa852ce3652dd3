/** Both sides of a three-way merge as manifests: what is live, and what the server would make of it (helm-diff 3.15.11, manifest/generate.go). */
import {
  mergePatch,
  objectAt,
  patchSchema,
  strategicPatch,
  toValue,
  type JsonObject,
  type Objects,
} from "../../kube/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { marshal } from "../../yaml/index.ts";
import { build } from "../cluster/build.ts";
import { within } from "../cluster/failure.ts";
import type { ClusterPorts } from "../cluster/ports.ts";
import { exactKey, isSame, refOf, type Resource } from "../cluster/resource.ts";

export interface ThreeWayManifests {
  readonly released: string;
  readonly rendered: string;
}

type Ports = Pick<ClusterPorts, "objects" | "namespace">;

/** Throws `GoError`. */
export async function threeWayManifests(manifests: ThreeWayManifests, ports: Ports): Promise<ThreeWayManifests> {
  const built = (text: string, which: string): Promise<Resource[]> =>
    within(`unable to build kubernetes objects from ${which} release manifest`, () =>
      build(text, ports, { validate: false }),
    );
  const original = await built(manifests.released, "original");
  const target = await built(manifests.rendered, "new");
  const wanted = new Set(target.map(exactKey));
  const released = original.filter((resource) => !wanted.has(exactKey(resource))).map(({ object }) => object);
  const rendered: JsonObject[] = [];
  const known = [...original, ...(await unknownButThere(original, target, ports.objects))];
  for (const resource of target) {
    const live = await read(resource, ports.objects);
    if (live === undefined) rendered.push(resource.object);
    else {
      released.push(withoutServersFields(live));
      rendered.push(withoutServersFields(await patched({ resource, known, live }, ports.objects)));
    }
  }
  return { released: joined(released), rendered: joined(rendered) };
}

function joined(objects: readonly JsonObject[]): string {
  return objects.map((object) => `\n---\n${marshal(toValue(object))}`).join("");
}

async function read(resource: Resource, objects: Objects): Promise<JsonObject | undefined> {
  return await within("could not get information about the resource", () => objects.find(refOf(resource)));
}

/** What is there although no release made it. */
async function unknownButThere(
  original: readonly Resource[],
  target: readonly Resource[],
  objects: Objects,
): Promise<Resource[]> {
  const keys = new Set(original.map(exactKey));
  const there: Resource[] = [];
  const refusal = "rendered manifests contain a resource that already exists. Unable to continue with update";
  for (const resource of target) {
    if (keys.has(exactKey(resource))) continue;
    if ((await within(refusal, () => read(resource, objects))) !== undefined) there.push(resource);
  }
  return there;
}

interface Update {
  readonly resource: Resource;
  readonly known: readonly Resource[];
  readonly live: JsonObject;
}

/** The object as the server would have it, which stores nothing. */
async function patched({ resource, known, live }: Update, objects: Objects): Promise<JsonObject> {
  const original = known.find((one) => isSame(one, resource)) ?? resource;
  const { apiVersion, kind } = resource.mapping;
  const schema = kind === "CustomResourceDefinition" ? undefined : patchSchema(apiVersion, kind);
  const states = { original: original.object, modified: resource.object, current: live };
  const body = schema === undefined ? mergePatch(states.original, states.modified) : strategicPatch(states, schema);
  const type = schema === undefined ? "merge" : "strategic-merge";
  return await within(`cannot patch ${quote(resource.name)} with kind ${kind}`, async () => {
    return (await objects.patch(refOf(resource), { type, body }, { dryRun: true })).object;
  });
}

const SERVERS_FIELDS = ["managedFields", "generation", "creationTimestamp", "resourceVersion", "uid"];
const RELEASES_ANNOTATIONS = [
  "meta.helm.sh/release-name",
  "meta.helm.sh/release-namespace",
  "deployment.kubernetes.io/revision",
];

/** An object without what a server adds to it, and without the marks of the release that it belongs to. */
export function withoutServersFields(object: JsonObject): JsonObject {
  const { status: _, ...wanted } = object;
  const metadata = without(objectAt(object, "metadata"), SERVERS_FIELDS);
  const annotations = without(objectAt(metadata, "annotations"), RELEASES_ANNOTATIONS);
  const { annotations: __, ...others } = metadata;
  return { ...wanted, metadata: Object.keys(annotations).length === 0 ? others : { ...others, annotations } };
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
