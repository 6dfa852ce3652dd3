/** One request in, one answer out: everything but watches. Nothing here waits: a request is done as one step. */
import { listAt, objectAt, textAt, type JsonObject, type JsonValue } from "../kube/index.ts";
import { containerLog } from "./controllers/logs.ts";
import { denied, mayDo, RBAC } from "./objects/authorize.ts";
import { createObject, type Making } from "./objects/create.ts";
import { deleteObject } from "./objects/delete.ts";
import { checkEscalation } from "./objects/escalation.ts";
import { bindPod, checkBinding } from "./objects/bind.ts";
import { evict } from "./objects/evict.ts";
import { deleteOptions, writeOptions } from "./objects/options.ts";
import { checkPatchType, patchObject } from "./objects/patch.ts";
import { checkNames, whenRead, type Read } from "./objects/read-body.ts";
import { ADMIN, review, type Attributes } from "./objects/reviews.ts";
import { scalePaths } from "./objects/scale-paths.ts";
import { scaleOf, sentScale, writeScale } from "./objects/scale.ts";
import type { Server } from "./objects/server.ts";
import { bindingKind, checkSentFor, evictionKind, tokenRequestKind, whenSent } from "./objects/sub-kinds.ts";
import { tokenRequest } from "./objects/tokens.ts";
import { inVersion } from "./schema/conversion/index.ts";
import { shownService } from "./schema/conversion/shown-service.ts";
import { checkVersionText, seenWhole, updateObject, type Changing } from "./objects/update.ts";
import { DEFINITIONS, type Kind } from "./schema/kinds.ts";
import { isTerminating } from "./objects/terminating.ts";
import { objectBody } from "./wire/body.ts";
import { discovery } from "./wire/discovery.ts";
import { StorageError } from "./storage/storage.ts";
import { health } from "./wire/health.ts";
import { kindWarnings } from "./wire/kind-warnings.ts";
import { checkRevisionOfOne, listObject, pageOf } from "./wire/lists.ts";
import { metrics } from "./wire/metrics.ts";
import { negotiate } from "./wire/negotiate.ts";
import { badRequest, forbidden, methodNotAllowed, notFound, Refusal, resourceNotFound } from "./wire/refusal.ts";
import {
  answer,
  asText,
  isWatch,
  parseTarget,
  type Target,
  type WireRequest,
  type WireResponse,
} from "./wire/request.ts";
import { scaleTable, tableOf } from "./wire/table/table.ts";
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

function respond(request: WireRequest, server: Server): WireResponse {
  const { path } = request;
  const fixed = fixedAnswer(request, server);
  if (fixed !== undefined) return fixed;
  const found = locate(path, server);
  if (found === undefined)
    return isServed(path, server) ? refused(resourceNotFound()) : asText("404 page not found\n", 404);
  authorize(request, found.target, server);
  const told = kindWarnings(found.kind);
  try {
    const response = dispatch(request, found.target, { server, kind: found.kind });
    return told.length === 0 ? response : { ...response, warnings: [...told, ...response.warnings] };
  } catch (error) {
    // What is not served at all is not told of.
    if (error instanceof Refusal)
      return { ...refused(error), warnings: error.code === 405 ? [] : [...told, ...error.warnings] };
    throw error;
  }
}

function refused(refusal: Refusal): WireResponse {
  return answer(refusal.status, refusal.code);
}

/** What is no object: it can be looked at only. */
function fixedAnswer(request: WireRequest, server: Server): WireResponse | undefined {
  const isVersion = request.path === "/version" || request.path === "/version/";
  const well = health(request) ?? (request.path === "/metrics" ? metrics(server) : undefined);
  if (well !== undefined) return well;
  const fixed = isVersion ? answer(VERSION) : discovery(request, server.kinds.all());
  if (fixed === undefined || fixed.text !== undefined) return fixed;
  if (request.method !== "GET") throw methodNotAllowed();
  if (isVersion) negotiate(request, { only: ["application/json"] });
  else negotiate(request);
  return fixed;
}

/** Of a group that is there the other versions are missing in other words; custom groups have no others. */
function isServed(path: string, { kinds }: Server): boolean {
  const [, root = "", group = ""] = path.split("/");
  const isIt = ({ resource, custom }: Kind): boolean => resource.group === group && custom === undefined;
  return root === "api" || (root === "apis" && kinds.all().some(isIt));
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
  // One object of a namespace is found within it only.
  if (kind.resource.namespaced && target.namespace === "" && target.name !== "") throw resourceNotFound();
  return { target, kind };
}

interface Place {
  readonly server: Server;
  readonly kind: Kind;
}

function dispatch(request: WireRequest, target: Target, place: Place): WireResponse {
  if (target.subresource !== "") return subresource(request, target, place);
  const isOne = target.name !== "";
  // What is only made has no place of its own.
  if (isOne && place.kind.resource.verbs.every((verb) => verb === "create")) throw resourceNotFound();
  const [one = "", many = ""] = VERBS[request.method] ?? [];
  if (!place.kind.resource.verbs.includes(isOne ? one : many)) throw methodNotAllowed();
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
  const { reading } = request;
  return { ...place, options: writeOptions(request), ...(reading === undefined ? {} : { reading }) };
}

/** The object as the client wants to see it: whole, as a table, or its metadata. */
export function shown(object: JsonObject, request: WireRequest, { server, kind }: Place): JsonObject {
  const { as, version } = negotiate(request);
  switch (as) {
    case "":
      return shownService(object);
    case "Table": {
      const metadata = { resourceVersion: textAt(object, "metadata", "resourceVersion") };
      return inMeta(tableOf([object], metadata, tableOptions(request, { server, kind })), version);
    }
    case "PartialObjectMetadata":
      return metadataOnly(object, version);
    case "PartialObjectMetadataList": {
      const text = `you requested ${as}, but the requested object is not a list (${goType(kind)})`;
      throw new Refusal(406, "NotAcceptable", text);
    }
  }
}

const goType = ({ resource, custom }: Kind): string =>
  custom === undefined ? `*${resource.group.split(".")[0] || "core"}.${resource.kind}` : "*unstructured.Unstructured";

function inMeta(object: JsonObject, version: string): JsonObject {
  const rows = object["rows"];
  const named = { ...object, apiVersion: `meta.k8s.io/${version}` };
  return Array.isArray(rows) ? { ...named, rows: rows.map((row) => rowInMeta(row, version)) } : named;
}

/** Of a table's rows what is metadata alone is of the table's version. */
function rowInMeta(row: JsonValue, version: string): JsonValue {
  if (textAt(row, "object", "kind") !== "PartialObjectMetadata") return row;
  return { ...objectAt(row), object: inMeta(objectAt(row, "object"), version) };
}

function metadataOnly(object: JsonObject, version: string): JsonObject {
  return inMeta({ kind: "PartialObjectMetadata", apiVersion: "", metadata: object["metadata"] ?? {} }, version);
}

function tableOptions({ query }: WireRequest, { server, kind }: Place): Parameters<typeof tableOf>[2] {
  const include = query["includeObject"] || "Metadata";
  if (!["None", "Metadata", "Object"].includes(include)) {
    const why = `Invalid value: ${JSON.stringify(include)}: must be 'Metadata', 'Object', 'None', or empty`;
    throw badRequest(`Unable to convert to Table as requested: includeObject: ${why}`);
  }
  return { kind, store: server.store, now: server.ports.now(), include };
}

const isCustom = ({ kind }: Place): boolean => kind.custom !== undefined;

function getOne(request: WireRequest, target: Target, place: Place): WireResponse {
  negotiate(request, { isCustom: isCustom(place) });
  checkRevisionOfOne(request.query["resourceVersion"] ?? "", place.server.store.revision);
  return answer(shown(existing(target, place), request, place));
}

function getList(request: WireRequest, target: Target, place: Place): WireResponse {
  const { as, version } = negotiate(request, { isList: true, isCustom: isCustom(place) });
  const page = pageOf(request, target, { kind: place.kind, store: place.server.store });
  if (as === "Table") return answer(inMeta(tableOf(page.items, page.metadata, tableOptions(request, place)), version));
  const list = listObject(page, place.kind);
  if (as === "") return answer(list);
  if (as === "PartialObjectMetadata") {
    const text = `you requested ${as}, but the requested object is a list (${goType(place.kind)}List)`;
    throw new Refusal(406, "NotAcceptable", text);
  }
  const items = page.items.map((item) => metadataOnly(item, version));
  return answer(
    inMeta({ ...list, metadata: page.metadata, kind: as, items: items.length === 0 ? null : items }, version),
  );
}

/** Of a kind whose definition goes nothing new is made. */
function checkLives(body: JsonObject, { kind, server }: Place): void {
  if (kind.custom === undefined) return;
  const { name, group } = kind.resource;
  const definition = server.store.get(DEFINITIONS, `${name}.${group}`);
  if (definition === undefined || !isTerminating(definition)) return;
  throw forbidden(
    kind.resource,
    textAt(body, "metadata", "name"),
    "create not allowed while custom resource definition is terminating",
  );
}

function post(request: WireRequest, target: Target, place: Place): WireResponse {
  writeOptions(request);
  if (place.kind.resource.apiVersion === "v1" && place.kind.resource.name === "bindings")
    return made(boundBy(request, target, place));
  const body = objectBody(request, place.kind.resource.kind);
  checkLives(body, place);
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
  "LimitRange",
  "RuntimeClass",
  "Service",
]);

/** Of what is not there no version is known. */
function unversioned(body: JsonObject, { options }: Making): JsonObject {
  const { resourceVersion, ...metadata } = objectAt(body, "metadata");
  checkVersionText(String(resourceVersion ?? ""));
  if (options.dryRun) return body;
  return { ...body, metadata };
}

function put(request: WireRequest, target: Target, place: Place): WireResponse {
  writeOptions(request);
  const body = objectBody(request, place.kind.resource.kind);
  const before = find(target, place);
  if (before === undefined && MADE_BY_PUT.has(place.kind.resource.kind)) {
    const { object, warnings } = granted(request, place, (asking) =>
      createObject(unversioned(body, asking), target, asking),
    );
    return answer(object, 201, warnings);
  }
  if (before === undefined) return refuseMissing(body, target, making(request, place));
  const changing = { before: inVersion(before, place.kind), subresource: "" };
  const { object, warnings } = granted(request, place, (asking) =>
    updateObject(body, target, { ...asking, ...changing }),
  );
  return answer(shown(object, request, place), 200, warnings);
}

/** What was sent is read all the same. */
function refuseMissing(body: JsonObject, target: Target, asking: Making): never {
  return whenRead(body, asking, () => {
    checkNames(body, target);
    throw notFound(asking.kind.resource, target.name);
  });
}

function patch(
  request: WireRequest,
  target: Target,
  place: Place & Pick<Changing, "subresource" | "seen">,
): WireResponse {
  checkPatchType(request, place.kind);
  const found = find(target, place);
  const before = found === undefined ? undefined : inVersion(found, place.kind);
  const { subresource: below, seen } = place;
  const of = { before, subresource: below, ...(seen === undefined ? {} : { seen }) };
  const { object, warnings, isNew } = granted(request, place, (asking) =>
    patchObject(request, target, { ...asking, ...of }),
  );
  return answer(shown(object, request, place), isNew ? 201 : 200, warnings);
}

/** Of jobs alone, as in times of old. */
const ORPHANED =
  "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set " +
  "propagationPolicy=Orphan to suppress this warning";

function deleteOne(request: WireRequest, target: Target, place: Place): WireResponse {
  const options = deleteOptions(request);
  const object = existing(target, place);
  const warnings = options.isDefault && place.kind.resource.kind === "Job" ? [ORPHANED] : [];
  return answer(deleteObject(object, { ...place, options }), 200, warnings);
}

function deleteAll(request: WireRequest, target: Target, place: Place): WireResponse {
  const page = pageOf(request, target, { kind: place.kind, store: place.server.store });
  const options = deleteOptions(request);
  for (const object of page.items) deleteObject(object, { ...place, options });
  return answer(listObject(page, place.kind));
}

function subresource(request: WireRequest, target: Target, place: Place): WireResponse {
  const { kind, server } = place;
  const served = kind.resource.subresources.find(({ name }) => name === target.subresource);
  if (served === undefined) throw resourceNotFound();
  const { method } = request;
  if (!served.verbs.includes(VERBS[method]?.[0] ?? "")) throw methodNotAllowed();
  switch (target.subresource) {
    case "status":
      if (method === "GET") return getOne(request, target, place);
      if (method === "PATCH") return patch(request, target, { ...place, subresource: "status" });
      if (method !== "PUT") throw methodNotAllowed();
      return updated(request, target, { ...place, subresource: "status" });
    case "scale":
      if (method === "GET")
        return scaleAnswer(scaleOf(existing(target, place), scalePaths(kind, server)), request, place);
      return scaled(request, target, place);
    case "log":
      return asText(containerLog(existing(target, place), request.query));
    case "eviction":
      return made(evicted(request, target, place));
    case "binding":
      return made(boundBy(request, target, place));
    case "finalize":
    case "ephemeralcontainers":
    case "resize":
      if (method === "GET") return getOne(request, target, place);
      if (method === "PATCH")
        return patch(request, target, { ...place, subresource: "", seen: seenWhole(target.subresource) });
      return updated(request, target, { ...place, subresource: "", seen: seenWhole(target.subresource) });
    case "token":
      return tokenOf(request, target, place);
    default:
      existing(target, place);
      throw badRequest(`${target.subresource} is not simulated`);
  }
}

/** What is done, and leaves no object of its own. */
const made = ({ warnings }: Pick<Read, "warnings">): WireResponse =>
  answer({ kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 }, 201, warnings);

/** It says within how the pod is to be deleted. */
function evicted(request: WireRequest, target: Target, place: Place): Read {
  const creating = writeOptions(request);
  return whenSent(inOneVersion(request), { kind: evictionKind(), options: creating }, (read) => {
    const pod = existing(target, place);
    checkSentFor(read.object, target, "Eviction");
    const options = deleteOptions({ ...request, ...deletionOf(read.object, request) });
    evict(pod, { ...place, options, eviction: read.object, creating });
    return read;
  });
}

/** Evictions had another version once. */
function inOneVersion(request: WireRequest): WireRequest {
  const isOld = textAt(request.body, "apiVersion") === "policy/v1beta1";
  return isOld ? { ...request, body: { ...objectAt(request.body), apiVersion: "policy/v1" } } : request;
}

/** Both may ask for a dry run, but for the same. */
function deletionOf(eviction: JsonObject, { query }: WireRequest): Pick<WireRequest, "body"> {
  const body = objectAt(eviction, "deleteOptions");
  const [asked, own] = [query["dryRun"], listAt(body, "dryRun").map(String)];
  if (asked === undefined || own.length === 0 || (own.length === 1 && own[0] === asked)) return { body };
  const why = `Non-matching dry-run options in request and content: [${asked}] and [${own.join(" ")}]`;
  throw new Refusal(500, "", why);
}

function withoutUid(object: JsonObject): JsonObject {
  const { uid: _, ...metadata } = objectAt(object, "metadata");
  return { ...object, metadata };
}

/** Of pods, and by itself. */
function boundBy(request: WireRequest, target: Target, place: Place): Read {
  const options = writeOptions(request);
  return whenSent(request, { kind: bindingKind(), options }, (read) => {
    checkSentFor(read.object, target, "Binding");
    checkBinding(read.object);
    const pods = place.server.kinds.find("v1", "pods") ?? place.kind;
    const name = textAt(read.object, "metadata", "name");
    const pod = existing({ ...target, name }, { ...place, kind: pods });
    // By itself a binding is given a uid of its own.
    bindPod(pod, {
      binding: target.name === "" ? withoutUid(read.object) : read.object,
      kind: pods,
      server: place.server,
      options,
    });
    return read;
  });
}

function tokenOf(request: WireRequest, target: Target, place: Place): WireResponse {
  const options = writeOptions(request);
  const kind = tokenRequestKind();
  const { object, warnings } = whenSent(request, { kind, options }, (read) => {
    const account = existing(target, place);
    checkNames(read.object, { ...target, name: "" });
    return { ...read, object: tokenRequest(account, read.object, { server: place.server, kind, options }) };
  });
  return answer(object, 201, warnings);
}

function scaled(request: WireRequest, target: Target, place: Place): WireResponse {
  if (request.method === "PUT") sentScale(request, target, { options: writeOptions(request) });
  const changing = { ...making(request, place), before: existing(target, place), subresource: "" };
  const { object, warnings } = writeScale(request, target, changing);
  return { ...scaleAnswer(object, request, place), warnings };
}

function scaleAnswer(scale: JsonObject, request: WireRequest, place: Place): WireResponse {
  const { as, version } = negotiate(request);
  if (as === "PartialObjectMetadata") return answer(metadataOnly(scale, version));
  return answer(as === "Table" ? inMeta(scaleTable(scale, tableOptions(request, place)), version) : scale);
}

function updated(
  request: WireRequest,
  target: Target,
  place: Place & Pick<Changing, "subresource" | "seen">,
): WireResponse {
  writeOptions(request);
  const body = objectBody(request, place.kind.resource.kind);
  if (find(target, place) === undefined) return refuseMissing(body, target, making(request, place));
  const before = existing(target, place);
  const { subresource: below, seen } = place;
  const changing = { ...making(request, place), before, subresource: below, ...(seen === undefined ? {} : { seen }) };
  const { object, warnings } = updateObject(body, target, changing);
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

export function attributesOf(request: Pick<WireRequest, "method" | "query" | "path">, target: Target): Attributes {
  const [one = "", many = ""] = VERBS[request.method] ?? [];
  const { group, resource, subresource: below, namespace, name } = target;
  return {
    verb: isWatch(request) ? "watch" : name === "" ? many : one,
    group,
    resource: below === "" ? resource : `${resource}/${below}`,
    // A namespace is within itself.
    namespace: resource === "namespaces" && group === "" ? name : namespace,
    name,
  };
}
