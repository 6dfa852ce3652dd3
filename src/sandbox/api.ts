/** One request in, one answer out: everything but watches. Nothing here waits: a request is done as one step. */
import { textAt, type JsonObject } from "../kube/index.ts";
import { containerLog } from "./controllers/logs.ts";
import { denied, mayDo, RBAC } from "./objects/authorize.ts";
import { createObject, type Making } from "./objects/create.ts";
import { deleteObject } from "./objects/delete.ts";
import { checkEscalation } from "./objects/escalation.ts";
import { evict } from "./objects/evict.ts";
import { deleteOptions, objectBody, writeOptions } from "./objects/options.ts";
import { patchObject } from "./objects/patch.ts";
import { ADMIN, review, type Attributes } from "./objects/reviews.ts";
import { scaleOf, scalePaths, writeScale } from "./objects/scale.ts";
import type { Server } from "./objects/server.ts";
import { tokenRequest } from "./objects/tokens.ts";
import { updateObject } from "./objects/update.ts";
import type { Kind } from "./schema/kinds.ts";
import { discovery } from "./wire/discovery.ts";
import { inVersion, listObject, pageOf } from "./wire/lists.ts";
import { StorageError } from "./storage/storage.ts";
import { badRequest, methodNotAllowed, notFound, Refusal, resourceNotFound } from "./wire/refusal.ts";
import { answer, asText, parseTarget, type Target, type WireRequest, type WireResponse } from "./wire/request.ts";
import { scaleTable, TABLE, tableOf } from "./wire/table/table.ts";
import { VERSION } from "./version.ts";

export function handle(request: WireRequest, server: Server): WireResponse {
  try {
    return respond(request, server);
  } catch (error) {
    if (error instanceof Refusal) return answer(error.status, error.code);
    if (error instanceof StorageError) return unstored(error);
    throw error;
  }
}

/** What the real server says when its storage fails. */
function unstored({ message }: StorageError): WireResponse {
  const { status, code } = new Refusal(500, "InternalError", `Internal error occurred: ${message}`);
  return answer(status, code);
}

const HEALTH = /^\/(healthz|livez|readyz)(\/|$)/;

function respond(request: WireRequest, server: Server): WireResponse {
  const { path } = request;
  if (path === "/version" || path === "/version/") return answer(VERSION);
  if (HEALTH.test(path)) return asText("ok");
  const fixed = discovery(request, server.kinds.all());
  if (fixed !== undefined) return fixed;
  const found = locate(path, server);
  if (found === undefined) return asText("404 page not found\n", 404);
  authorize(request, found.target, server);
  return dispatch(request, found.target, { server, kind: found.kind });
}

interface Found {
  readonly target: Target;
  readonly kind: Kind;
}

/** What a path names; undefined where no group version is served there. Throws where its resource is none. */
export function locate(path: string, { kinds }: Server): Found | undefined {
  const target = parseTarget(path);
  if (target === undefined || !kinds.hasGroupVersion(target.apiVersion)) return undefined;
  const kind = kinds.find(target.apiVersion, target.resource);
  if (kind === undefined || (!kind.resource.namespaced && target.namespace !== "")) throw resourceNotFound();
  return { target, kind };
}

interface Place {
  readonly server: Server;
  readonly kind: Kind;
}

function dispatch(request: WireRequest, target: Target, place: Place): WireResponse {
  if (target.subresource !== "") return subresource(request, target, place);
  const isOne = target.name !== "";
  switch (request.method) {
    case "GET":
      return isOne ? getOne(request, target, place) : getList(request, target, place);
    case "POST":
      if (isOne) throw methodNotAllowed();
      return post(request, target, place);
    case "PUT":
      if (!isOne) throw methodNotAllowed();
      return put(request, target, place);
    case "PATCH":
      if (!isOne) throw methodNotAllowed();
      return patch(request, target, { ...place, subresource: "" });
    case "DELETE":
      return isOne ? deleteOne(request, target, place) : deleteAll(request, target, place);
    default:
      throw methodNotAllowed();
  }
}

function keyOf({ namespace, name }: Target, { resource }: Kind): string {
  return resource.namespaced ? `${namespace}/${name}` : name;
}

function find(target: Target, { server, kind }: Place): JsonObject | undefined {
  return server.store.get(kind.collection, keyOf(target, kind));
}

function existing(target: Target, place: Place): JsonObject {
  const found = find(target, place);
  if (found === undefined) throw notFound(place.kind.resource, target.name);
  return inVersion(found, place.kind);
}

function making(request: WireRequest, place: Place): Making {
  return { ...place, options: writeOptions(request) };
}

/** The object as the client wants to see it: whole, as a table, or its metadata. */
export function shown(object: JsonObject, request: WireRequest, { server, kind }: Place): JsonObject {
  if (TABLE.test(request.accept))
    return tableOf(
      [object],
      { resourceVersion: textAt(object, "metadata", "resourceVersion") },
      tableOptions(request, { server, kind }),
    );
  return METADATA_ONLY.test(request.accept) ? metadataOnly(object) : object;
}

const METADATA_ONLY = /^application\/json[^,]*\bas=PartialObjectMetadata(List)?\b/;

function metadataOnly(object: JsonObject): JsonObject {
  return { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: object["metadata"] ?? {} };
}

function tableOptions({ query }: WireRequest, { server, kind }: Place): Parameters<typeof tableOf>[2] {
  return { kind, store: server.store, now: server.ports.now(), include: query["includeObject"] || "Metadata" };
}

function getOne(request: WireRequest, target: Target, place: Place): WireResponse {
  return answer(shown(existing(target, place), request, place));
}

function getList(request: WireRequest, target: Target, place: Place): WireResponse {
  const page = pageOf(request, target, { kind: place.kind, store: place.server.store });
  if (TABLE.test(request.accept)) return answer(tableOf(page.items, page.metadata, tableOptions(request, place)));
  const list = listObject(page, place.kind);
  if (!METADATA_ONLY.test(request.accept)) return answer(list);
  return answer({
    ...list,
    kind: "PartialObjectMetadataList",
    apiVersion: "meta.k8s.io/v1",
    items: page.items.map(metadataOnly),
  });
}

function post(request: WireRequest, target: Target, place: Place): WireResponse {
  const body = objectBody(request.body);
  const { server } = place;
  const asked = review(body, request.user ?? ADMIN, { server, namespace: target.namespace });
  if (asked !== undefined) return answer(asked, 201);
  const { object, warnings } = granted(request, place, (asking) => createObject(body, target, asking));
  return answer(shown(object, request, place), 201, warnings);
}

/** Kinds that a PUT makes where they are missing. */
const MADE_BY_PUT = new Set([
  "Lease",
  "Endpoints",
  "Event",
  "Role",
  "RoleBinding",
  "ClusterRole",
  "ClusterRoleBinding",
  "ServiceAccount",
]);

function put(request: WireRequest, target: Target, place: Place): WireResponse {
  const body = objectBody(request.body);
  const before = find(target, place);
  if (before === undefined && MADE_BY_PUT.has(place.kind.resource.kind)) {
    const { object, warnings } = granted(request, place, (asking) => createObject(body, target, asking));
    return answer(object, 201, warnings);
  }
  if (before === undefined) throw notFound(place.kind.resource, target.name);
  const changing = { before: inVersion(before, place.kind), subresource: "" };
  const { object, warnings } = granted(request, place, (asking) =>
    updateObject(body, target, { ...asking, ...changing }),
  );
  return answer(shown(object, request, place), 200, warnings);
}

function patch(request: WireRequest, target: Target, place: Place & { readonly subresource: string }): WireResponse {
  const found = find(target, place);
  const before = found === undefined ? undefined : inVersion(found, place.kind);
  const of = { before, subresource: place.subresource };
  const { object, warnings, isNew } = granted(request, place, (asking) =>
    patchObject(request, target, { ...asking, ...of }),
  );
  return answer(shown(object, request, place), isNew ? 201 : 200, warnings);
}

function deleteOne(request: WireRequest, target: Target, place: Place): WireResponse {
  return answer(deleteObject(existing(target, place), { ...place, options: deleteOptions(request) }));
}

function deleteAll(request: WireRequest, target: Target, place: Place): WireResponse {
  if (!place.kind.resource.verbs.includes("deletecollection")) throw methodNotAllowed();
  const options = deleteOptions(request);
  const page = pageOf(request, target, { kind: place.kind, store: place.server.store });
  for (const object of page.items) deleteObject(object, { ...place, options });
  return answer(listObject(page, place.kind));
}

function subresource(request: WireRequest, target: Target, place: Place): WireResponse {
  const { kind, server } = place;
  const served = kind.resource.subresources.find(({ name }) => name === target.subresource);
  if (served === undefined) throw resourceNotFound();
  const { method } = request;
  switch (target.subresource) {
    case "status":
      if (method === "GET") return getOne(request, target, place);
      if (method === "PATCH") return patch(request, target, { ...place, subresource: "status" });
      if (method !== "PUT") throw methodNotAllowed();
      return updated(request, target, { ...place, subresource: "status" });
    case "scale":
      if (method === "GET")
        return scaleAnswer(scaleOf(existing(target, place), scalePaths(kind, server)), request, place);
      return scaleAnswer(
        writeScale(request, target, { ...making(request, place), before: existing(target, place), subresource: "" }),
        request,
        place,
      );
    case "log":
      return asText(containerLog(existing(target, place), request.query));
    case "eviction":
      return answer(evict(existing(target, place), { ...place, options: deleteOptions(request) }), 201);
    case "finalize":
    case "ephemeralcontainers":
    case "resize":
      if (method === "GET") return getOne(request, target, place);
      return updated(request, target, { ...place, subresource: "" });
    case "token":
      return answer(tokenRequest(existing(target, place), objectBody(request.body), server), 201);
    default:
      throw badRequest(`${target.subresource} is not simulated`);
  }
}

function scaleAnswer(scale: JsonObject, request: WireRequest, place: Place): WireResponse {
  if (METADATA_ONLY.test(request.accept)) return answer(metadataOnly(scale));
  return answer(TABLE.test(request.accept) ? scaleTable(scale, tableOptions(request, place)) : scale);
}

function updated(request: WireRequest, target: Target, place: Place & { readonly subresource: string }): WireResponse {
  const before = existing(target, place);
  const changing = { ...making(request, place), before, subresource: place.subresource };
  const { object, warnings } = updateObject(objectBody(request.body), target, changing);
  return answer(object, 200, warnings);
}

// --- who may

const VERBS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  GET: ["get", "list"],
  POST: ["create", "create"],
  PUT: ["update", "update"],
  PATCH: ["patch", "patch"],
  DELETE: ["delete", "deletecollection"],
};

/** Roles and bindings are looked at before they are written. */
function granted<T extends { readonly object: JsonObject }>(
  request: WireRequest,
  place: Place,
  write: (asking: Making) => T,
): T {
  const asking = making(request, place);
  const { user } = request;
  if (user === undefined || place.kind.resource.group !== RBAC) return write(asking);
  const { object } = write({ ...asking, options: { ...asking.options, dryRun: true } });
  checkEscalation(object, place.kind.resource, { user, server: place.server });
  return write(asking);
}

export function authorize(request: WireRequest, target: Target, server: Server): void {
  const { user } = request;
  if (user === undefined) return;
  const attributes = attributesOf(request, target);
  if (!mayDo(server, user, attributes)) throw denied(user, attributes);
}

export function attributesOf({ method, query }: Pick<WireRequest, "method" | "query">, target: Target): Attributes {
  const [one = "", many = ""] = VERBS[method] ?? [];
  const { group, resource, subresource: below, namespace, name } = target;
  const isWatch = query["watch"] === "true" || query["watch"] === "1";
  return {
    verb: isWatch ? "watch" : name === "" ? many : one,
    group,
    resource: below === "" ? resource : `${resource}/${below}`,
    // A namespace is within itself.
    namespace: resource === "namespaces" && group === "" ? name : namespace,
    name,
  };
}
