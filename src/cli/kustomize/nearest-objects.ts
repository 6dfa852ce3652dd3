/** The objects of a build that are called most like what was looked for. */
import { formatId } from "../../kube/index.ts";
import { editDistance } from "../../helm/why/index.ts";
import type { Resource } from "../../kustomize/index.ts";

const SHOWN_MAX = 3;
/** Names further away than this part of their length are no help. */
const DISTANCE_SHARE_MAX = 0.4;

interface Parts {
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly annotationSelector?: string | undefined;
}

export function idText(resource: Resource): string {
  return formatId(resource.currentId);
}

export function selectorText({ kind, name, namespace, labelSelector, annotationSelector }: Parts): string {
  const id = [namespace, kind ?? "*", name ?? "*"].filter((part) => part !== undefined && part !== "").join("/");
  const more = [
    labelSelector && `labels ${labelSelector}`,
    annotationSelector && `annotations ${annotationSelector}`,
  ].filter(Boolean);
  return [id, ...more].join(", ");
}

/** The nearest to an id first. */
export function nearestObjects(wanted: string, resources: readonly Resource[]): Resource[] {
  const { kind, name } = partsOf(wanted);
  const ranked = resources
    .map((resource) => ({ resource, distance: distanceTo(resource, { kind, name }) }))
    .filter(({ distance }) => distance <= Math.max(1, name.length * DISTANCE_SHARE_MAX))
    .sort((a, b) => a.distance - b.distance);
  const near = ranked.map(({ resource }) => resource);
  const same = resources.filter((resource) => resource.kind.toLowerCase() === kind.toLowerCase());
  return (near.length > 0 ? near : same).slice(0, SHOWN_MAX);
}

/** Of an id as Kustomize prints it, of kind and name, or of a name alone. */
export function partsOf(wanted: string): { kind: string; name: string } {
  const [id = ""] = wanted.split(",");
  const slash = id.lastIndexOf("/");
  if (slash < 0) return { kind: "", name: id };
  const full = /^([^.]+)\.\S*\/(.*)\.(?:\[noNs\]|[^.]*)$/.exec(id);
  if (full !== null) return { kind: full[1] ?? "", name: full[2] ?? "" };
  const kind = id.slice(0, slash);
  return { kind: kind.slice(kind.lastIndexOf("/") + 1), name: id.slice(slash + 1) };
}

/** Another kind of the same name is as far as one letter. */
function distanceTo(resource: Resource, { kind, name }: { kind: string; name: string }): number {
  const otherKind = kind !== "" && kind !== "*" && resource.kind.toLowerCase() !== kind.toLowerCase();
  return Math.min(...resource.anyIds.map((id) => editDistance(name, id.name))) + (otherKind ? 1 : 0);
}
