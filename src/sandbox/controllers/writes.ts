/** What controllers do to objects: as they do it over the API, with their names as field managers. */
import { listAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { isUnchanged, updated } from "../apply/managed-fields.ts";
import { createObject, writerOf } from "../objects/create.ts";
import { BACKGROUND, deleteObject, type Deleting } from "../objects/delete.ts";
import { normalized } from "../objects/read-body.ts";
import type { Server } from "../objects/server.ts";
import { storeChanged } from "../objects/update.ts";
import type { Kind } from "../schema/kinds.ts";

export const CONTROLLERS = "kube-controller-manager";
export const KUBELET = "kubelet";

const options = (manager: string) => ({ manager, dryRun: false, validation: "Ignore", force: false }) as const;

function kindOf(object: JsonObject, { kinds }: Server): Kind {
  const [apiVersion, name] = [textAt(object, "apiVersion"), textAt(object, "kind")];
  const kind = kinds.ofKind(apiVersion, name);
  if (kind === undefined) throw new Error(`${apiVersion} ${name} is not served`);
  return kind;
}

/** Throws the refusal that a client would get. */
export function create(object: JsonObject, server: Server, manager = CONTROLLERS): JsonObject {
  const kind = kindOf(object, server);
  const namespace = textAt(object, "metadata", "namespace");
  const { apiVersion, group, version, name: resource } = kind.resource;
  const target = { apiVersion, group, version, resource, namespace, name: "", subresource: "" };
  return createObject(object, target, { server, kind, options: options(manager) }).object;
}

export function setStatus(
  object: JsonObject,
  status: JsonObject,
  { server, manager = CONTROLLERS }: { readonly server: Server; readonly manager?: string },
): void {
  write(object, { ...object, status }, { server, manager, subresource: "status" });
}

export function change(
  before: JsonObject,
  after: JsonObject,
  { server, manager = CONTROLLERS }: { readonly server: Server; readonly manager?: string },
): void {
  write(before, after, { server, manager, subresource: "" });
}

/** What the upstream controller writes together with a status: annotations, too. */
export function changeWithStatus(before: JsonObject, after: JsonObject, { server }: { readonly server: Server }): void {
  write(before, after, { server, manager: CONTROLLERS, subresource: "status" });
}

/** A pod is given its node, which nobody else can give to one that is there. */
export function bind(pod: JsonObject, bound: JsonObject, { server, manager }: Omit<Writing, "subresource">): void {
  write(pod, bound, { server, manager, subresource: "", through: "binding" });
}

interface Writing {
  readonly server: Server;
  readonly manager: string;
  readonly subresource: string;
  /** Where it is not what owners are told of. */
  readonly through?: string;
}

function write(before: JsonObject, after: JsonObject, writing: Writing): void {
  const { server, manager, subresource, through = subresource } = writing;
  const kind = kindOf(before, server);
  if (isUnchanged(before, after)) return;
  const writer = { ...writerOf(kind, options(manager), server, subresource), ignored: {} };
  const wanted = normalized(after, kind);
  const owned = updated({ live: before, wanted, schema: kind.schema }, writer);
  storeChanged(owned, { server, kind, before, subresource: through, options: options(manager) });
}

export function remove(object: JsonObject, server: Server, how: Partial<Deleting["options"]> = {}): void {
  deleteObject(object, { server, kind: kindOf(object, server), options: { ...BACKGROUND, ...how } });
}

export function withoutFinalizer(object: JsonObject, name: string): JsonObject {
  const { finalizers: _, ...metadata } = objectAt(object, "metadata");
  const left = listAt(object, "metadata", "finalizers").filter((one) => one !== name);
  return { ...object, metadata: { ...metadata, ...(left.length === 0 ? {} : { finalizers: left }) } };
}

export function ownerReference(owner: JsonObject): JsonObject {
  const [apiVersion, kind] = [textAt(owner, "apiVersion"), textAt(owner, "kind")];
  const [name, uid] = [textAt(owner, "metadata", "name"), textAt(owner, "metadata", "uid")];
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

export interface Condition {
  readonly type: string;
  readonly status: "True" | "False" | "Unknown";
  readonly reason?: string;
  readonly message?: string;
}

/** The times of conditions that say what they said before stay. */
export function withConditions(
  old: readonly JsonValue[],
  conditions: readonly Condition[],
  { now, updates = false }: { readonly now: string; readonly updates?: boolean },
): JsonValue[] {
  return conditions.map((condition) => {
    const before = old.find((one) => textAt(one, "type") === condition.type);
    const isSame = textAt(before, "status") === condition.status;
    const isSaidAgain =
      isSame &&
      textAt(before, "reason") === (condition.reason ?? "") &&
      textAt(before, "message") === (condition.message ?? "");
    return {
      ...condition,
      ...(updates ? { lastUpdateTime: (isSaidAgain && textAt(before, "lastUpdateTime")) || now } : {}),
      lastTransitionTime: (isSame && textAt(before, "lastTransitionTime")) || now,
    };
  });
}
