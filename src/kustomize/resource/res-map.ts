/**
 * The objects of a build in order, found by id through indexes (api 0.21, resmap/reswrangler.go). An index is made when it is
 * first asked for and thrown away when ids may have changed, so that a build stays linear in the number of objects.
 */
import { formatId, idKey, type ResId } from "../../kube/index.ts";
import { KustomizeError } from "../error.ts";
import { isEmpty } from "../node/node.ts";
import { mergeGenerated } from "./generated.ts";
import type { Resource } from "./resource.ts";

export class ResMap {
  #resources: Resource[] = [];
  /** Whether a change left nothing of a resource. */
  #hasEmpty = false;
  /** Whether no two are known to have one id. */
  #isUnique = true;
  #byCurrentId: Map<string, Resource[]> | undefined;
  #byAnyId: Map<string, Resource[]> | undefined;
  #byAnyName: Map<string, Resource[]> | undefined;
  #byKind: Map<string, Resource[]> | undefined;
  #byAnyKind: Map<string, Resource[]> | undefined;

  static of(resources: Iterable<Resource>): ResMap {
    const map = new ResMap();
    map.appendAll(resources);
    return map;
  }

  get resources(): readonly Resource[] {
    return this.#resources;
  }

  /** To be called by whoever changed what a resource is called. */
  idsChanged(): void {
    this.#isUnique = false;
    this.#byCurrentId = undefined;
    this.#byAnyId = undefined;
    this.#byAnyName = undefined;
    this.#byKind = undefined;
    this.#byAnyKind = undefined;
  }

  /** Does what may change what a resource is called; the indexes stay when it did not. */
  change(resource: Resource, action: () => void): void {
    const before = idsOf(resource);
    action();
    if (isEmpty(resource.node)) this.#hasEmpty = true;
    if (idsOf(resource) !== before) this.idsChanged();
  }

  /** Throws when there is one of this id already. */
  append(resource: Resource): void {
    const id = resource.currentId;
    if (this.withCurrentId(id).length > 0) throw alreadyRegistered(id);
    this.#resources.push(resource);
    if (this.#byCurrentId !== undefined) add(this.#byCurrentId, idKey(id), resource);
    if (this.#byAnyId !== undefined) for (const any of resource.anyIds) add(this.#byAnyId, idKey(any), resource);
    this.#byAnyName = undefined;
    this.#byKind = undefined;
    this.#byAnyKind = undefined;
  }

  appendAll(resources: Iterable<Resource>): void {
    for (const resource of resources) this.append(resource);
  }

  /** Appends, replaces or merges what a generator made, as each resource's behavior says. */
  absorb(resources: Iterable<Resource>): void {
    for (const resource of resources) mergeGenerated(this, resource);
  }

  withCurrentId(id: ResId): readonly Resource[] {
    this.#byCurrentId ??= indexOf(this.#resources, (resource) => [idKey(resource.currentId)]);
    return this.#byCurrentId.get(idKey(id)) ?? [];
  }

  /** Those that have or had this id. */
  withAnyId(id: ResId): readonly Resource[] {
    this.#byAnyId ??= indexOf(this.#resources, (resource) => resource.anyIds.map(idKey));
    return (this.#byAnyId.get(idKey(id)) ?? []).filter((resource) => !isEmpty(resource.node));
  }

  /** Those that have or had this name. */
  withAnyName(name: string): readonly Resource[] {
    this.#byAnyName ??= indexOf(this.#resources, (resource) => resource.anyIds.map((id) => id.name));
    return this.#byAnyName.get(name) ?? [];
  }

  /** Those of this kind. */
  ofKind(kind: string): readonly Resource[] {
    this.#byKind ??= indexOf(this.#resources, (resource) => [resource.kind]);
    return this.#byKind.get(kind) ?? [];
  }

  /** Those that are or were of this kind. */
  ofAnyKind(kind: string): readonly Resource[] {
    this.#byAnyKind ??= indexOf(this.#resources, (resource) => [
      resource.kind,
      ...resource.formerIds.map((id) => id.kind),
    ]);
    return this.#byAnyKind.get(kind) ?? [];
  }

  /** The one a patch is for. Throws when it is not exactly one. */
  target(id: ResId): Resource {
    const [match, ...more] = this.withAnyId(id);
    if (match !== undefined && more.length === 0) return match;
    const count = match === undefined ? "no" : "multiple";
    const text = formatId(id);
    throw new KustomizeError(`${count} matches for Id ${text}; failed to find unique target for patch ${text}`);
  }

  replace(old: Resource, replacement: Resource): void {
    swap(this.#resources, old, replacement);
    if (idsOf(old) !== idsOf(replacement)) {
      this.idsChanged();
      return;
    }
    const indexes = [this.#byCurrentId, this.#byAnyId, this.#byAnyName, this.#byKind, this.#byAnyKind];
    const ids = old.anyIds;
    const keys = new Set(ids.flatMap((id) => [idKey(id), id.name, id.kind]));
    for (const index of indexes) for (const key of keys) swap(index?.get(key) ?? [], old, replacement);
  }

  /** Puts other resources, or another order, in place of all. */
  reset(resources: readonly Resource[]): void {
    this.#resources = [...resources];
    this.idsChanged();
  }

  dropEmpty(): void {
    if (!this.#hasEmpty) return;
    this.#hasEmpty = false;
    this.reset(this.#resources.filter((resource) => !isEmpty(resource.node)));
  }

  /** Without those that are empty. Throws as `append` does where a change gave two resources one id. */
  appendAnew(): void {
    this.dropEmpty();
    if (this.#isUnique) return;
    const known = new Set<string>();
    for (const { currentId } of this.#resources) {
      if (known.has(idKey(currentId))) throw alreadyRegistered(currentId);
      known.add(idKey(currentId));
    }
    this.#isUnique = true;
  }

  copy(): ResMap {
    const copy = new ResMap();
    copy.#resources = this.#resources.map((resource) => resource.copy());
    return copy;
  }
}

function alreadyRegistered(id: ResId): KustomizeError {
  return new KustomizeError(`may not add resource with an already registered id: ${formatId(id)}`);
}

function indexOf(
  resources: readonly Resource[],
  keys: (resource: Resource) => readonly string[],
): Map<string, Resource[]> {
  const index = new Map<string, Resource[]>();
  for (const resource of resources) for (const key of keys(resource)) add(index, key, resource);
  return index;
}

/** All that indexes are made of. */
function idsOf(resource: Resource): string {
  if (isEmpty(resource.node)) return "";
  return [...new Set(resource.anyIds.map(idKey))].join("\n");
}

function swap(list: Resource[], old: Resource, replacement: Resource): void {
  const at = list.indexOf(old);
  if (at >= 0) list[at] = replacement;
}

function add(index: Map<string, Resource[]>, key: string, resource: Resource): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [resource]);
  else if (list.at(-1) !== resource) list.push(resource);
}
