/** POST: makes an object (apiserver registry/rest.BeforeCreate 0.36). */
import { objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import { schemaErrors } from "../admit/custom.ts";
import { scaleErrors } from "./scale-errors.ts";
import { decodeObject, emptyToNull } from "../admit/decode.ts";
import { commonMetadataErrors, newMetadataErrors } from "../admit/names.ts";
import { kindErrors, newErrors } from "../admit/validate/index.ts";
import { finalizerWarnings, kindWarnings } from "../admit/warn/index.ts";
import { updated, type Writer } from "../apply/managed-fields.ts";
import { randomLetters, randomUid, timestamp } from "../ports.ts";
import { inVersion, toStored } from "../schema/conversion/index.ts";
import { otherVersions, type Kind } from "../schema/kinds.ts";
import { keyOf } from "../storage/store.ts";
import {
  alreadyExists,
  badRequest,
  forbidden,
  invalid,
  nameTaken,
  notFound,
  Refusal,
  type FieldError,
} from "../wire/refusal.ts";
import { attributesOf } from "./admitted.ts";
import { allocate } from "./allocate.ts";
import { countsGenerations, hasStatus } from "./kind-traits.ts";
import type { WriteOptions } from "./options.ts";
import { checkQuota } from "./quota.ts";
import { checkNames, normalized, telling, whenRead, type Read } from "./read-body.ts";
import type { Server } from "./server.ts";
import { addressErrors } from "./service-addresses.ts";
import { prepare } from "./strategy.ts";
import type { Reading } from "../wire/body.ts";
import type { Target } from "../wire/request.ts";

export interface Making {
  readonly server: Server;
  readonly kind: Kind;
  readonly options: WriteOptions;
  /** How the body was read. */
  readonly reading?: Reading;
}

export function createObject(body: JsonObject, target: Target, making: Making): Read {
  const { kind } = making;
  return whenRead(withoutStatus(body, kind), making, ({ object, warnings }) =>
    made(object, target, { body, warnings, making }),
  );
}

interface Sent {
  readonly body: JsonObject;
  readonly warnings: readonly string[];
  readonly making: Making;
}

function made(object: JsonObject, target: Target, { body, warnings, making }: Sent): Read {
  const { kind, server, options } = making;
  checkNames(body, target);
  const prepared = prepareNew(object, target, making);
  const writer = writerOf(kind, options, server);
  const owned = updated({ live: emptyOf(kind), wanted: prepared, schema: kind.schema, ...otherVersions(kind) }, writer);
  const early = finalizerWarnings(prepared, undefined, kind);
  const stored = telling(early, () => storeNew(owned, body, making));
  return { object: stored, warnings: [...warnings, ...early, ...kindWarnings(stored)] };
}

/** Gives it what only the server gives: name, uid, time, addresses. */
export function prepareNew(object: JsonObject, target: Target, { server, kind, options }: Making): JsonObject {
  const { resource } = kind;
  const metadata: JsonObject = { ...objectAt(object, "metadata") };
  // It is the storage that refuses it, which a dry run does not reach.
  if (textAt(metadata, "resourceVersion") !== "" && !options.dryRun)
    throw badRequest("resourceVersion should not be set on objects to be created");
  for (const key of ["selfLink", "deletionTimestamp", "deletionGracePeriodSeconds", "namespace"]) delete metadata[key];
  const [name, prefix] = [textAt(metadata, "name"), textAt(metadata, "generateName")];
  if (name === "" && prefix !== "") metadata["name"] = generatedName(prefix, server);
  if (name === "" && target.name !== "") metadata["name"] = target.name;
  if (resource.namespaced) metadata["namespace"] = target.namespace || textAt(object, "metadata", "namespace");
  metadata["uid"] = randomUid(server.ports.random);
  metadata["creationTimestamp"] = timestamp(server.ports.now());
  if (countsGenerations(kind)) metadata["generation"] = 1;
  if (resource.kind === "LimitRange" && !hasName(metadata)) metadata["name"] = metadata["uid"];
  // What is filled in may depend on the name.
  return name === "" ? normalized({ ...object, metadata }, kind) : { ...object, metadata };
}

const hasName = (metadata: JsonObject): boolean => textAt(metadata, "name") !== "";

const PREFIX_MAX = 58;

function generatedName(prefix: string, { ports }: Server): string {
  return prefix.slice(0, PREFIX_MAX) + randomLetters(ports.random, 5);
}

/** Throws what forbids it; a dry run stores nothing. What the server allocates nobody owns. The object is its own from here on; `sent` is what its client sent. */
export function storeNew(given: JsonObject, sent: JsonObject, making: Making): JsonObject {
  const { server, kind, options } = making;
  checkNamespace(given, making);
  const object = mutatedNew(given, making);
  prepare(object);
  allocate(object, server, sent);
  const name = textAt(object, "metadata", "name");
  refuse(addressErrors(object, undefined, making), object, kind);
  const more = [...newMetadataErrors(object, kind), ...(kind.custom === undefined ? newErrors(object) : [])];
  checkValid(object, { server, kind, more });
  refuse(commonMetadataErrors(object), object, kind);
  server.admission.validate(attributesOf({ object, oldObject: undefined }, { kind, options }), server);
  checkQuota(object, undefined, { server, kind });
  if (server.store.get(kind.collection, keyOf(object)) !== undefined)
    throw textAt(object, "metadata", "generateName") === ""
      ? alreadyExists(kind.resource, name)
      : nameTaken(kind.resource, name);
  if (kind.custom === undefined) emptyToNull(object, kind.schema);
  if (options.dryRun) return object;
  return inVersion(server.store.put(kind.collection, keyOf(object), toStored(object, kind)), kind);
}

/** As policies and webhooks change it; what only the server gives stays. */
function mutatedNew(object: JsonObject, making: Making): JsonObject {
  const { server, kind } = making;
  const changed = server.admission.mutated(attributesOf({ object, oldObject: undefined }, making), server);
  return changed === undefined || changed === object ? object : normalized(changed, kind);
}

interface Valid extends Pick<Making, "server" | "kind"> {
  readonly before?: JsonObject;
  /** What else is wrong with it. */
  readonly more: readonly FieldError[];
}

export function checkValid(object: JsonObject, { server, kind, before, more }: Valid): void {
  const found = [
    ...(kind.custom === undefined ? kindErrors(object) : customErrors(object, kind.custom, { server, kind })),
    ...more,
  ];
  const errors = [
    ...found,
    ...server.admission.ruleErrors(object, { before, kind, isBlocked: found.some(blocksRules) }),
    ...server.admission.expressionErrors(object, before, kind),
  ];
  refuse(errors, object, kind);
}

function customErrors(
  object: JsonObject,
  schema: JsonObject,
  { server, kind }: Pick<Making, "server" | "kind">,
): FieldError[] {
  return [...scaleErrors(object, kind, server), ...schemaErrors(object, schema)];
}

export function refuse(errors: readonly FieldError[], object: JsonObject, { resource }: Kind): void {
  if (errors.length > 0) throw invalid(resource, textAt(object, "metadata", "name"), errors);
}

/** Rules are for objects whose form is right. */
function blocksRules({ type }: FieldError): boolean {
  return [
    "FieldValueNotSupported",
    "FieldValueRequired",
    "FieldValueTooLong",
    "FieldValueTooMany",
    "FieldValueTypeInvalid",
  ].includes(type);
}

function checkNamespace(object: JsonObject, { server, kind }: Making): void {
  if (!kind.resource.namespaced) return;
  const name = textAt(object, "metadata", "namespace");
  if (name === "") throw badRequest("an empty namespace may not be set during creation");
  const namespace = server.store.get("/namespaces", name);
  if (namespace === undefined) throw notFound({ name: "namespaces", group: "" }, name);
  if (textAt(namespace, "metadata", "deletionTimestamp") === "") return;
  const why = `unable to create new content in namespace ${name} because it is being terminated`;
  const { details, message } = forbidden(kind.resource, textAt(object, "metadata", "name"), why);
  const cause = {
    reason: "NamespaceTerminating",
    message: `namespace ${name} is being terminated`,
    field: "metadata.namespace",
  };
  throw new Refusal(403, "Forbidden", message, { ...details, causes: [cause] });
}

export function withoutStatus(body: JsonObject, kind: Kind): JsonObject {
  if (!hasStatus(kind)) return body;
  const { status: _, ...rest } = body;
  return rest;
}

/** What a new object is compared with: structs that are no pointers are there already. */
export function emptyOf(kind: Kind): JsonObject {
  const { apiVersion, kind: name } = kind.resource;
  if (kind.custom !== undefined) return { apiVersion, kind: name, metadata: {} };
  return decodeObject({ apiVersion, kind: name }, kind.schema).object;
}

/** What a write of the status does not reach. */
function beyondStatus({ resource, custom }: Kind): JsonObject {
  if (custom !== undefined) return { "f:spec": {}, "f:metadata": {} };
  return { "f:spec": {}, ...(resource.kind === "Deployment" ? { "f:metadata": { "f:labels": {} } } : {}) };
}

export function writerOf(kind: Kind, options: WriteOptions, server: Server, subresource = ""): Writer {
  return {
    manager: options.manager,
    apiVersion: kind.resource.apiVersion,
    subresource,
    time: timestamp(server.ports.now()),
    ignored: subresource === "status" ? beyondStatus(kind) : hasStatus(kind) ? { "f:status": {} } : {},
  };
}
