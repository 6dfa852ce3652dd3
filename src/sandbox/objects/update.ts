/** PUT, and the end of every PATCH (apiserver registry/rest.BeforeUpdate 0.36). */
import { listAt, numberAt, objectAt, sameJson, textAt, type JsonObject } from "../../kube/index.ts";
import { metadataChangeErrors } from "../admit/names.ts";
import { changeErrors, statusErrors } from "../admit/validate/index.ts";
import { emptyToNull } from "../admit/decode.ts";
import { finalizerWarnings, kindWarnings } from "../admit/warn/index.ts";
import { isUnchanged, updated } from "../apply/managed-fields.ts";
import { inVersion, toStored } from "../schema/conversion/index.ts";
import { otherVersions, type Kind } from "../schema/kinds.ts";
import type { Attributes, Shape } from "../admission/attributes.ts";
import { keyOf } from "../storage/store.ts";
import { badRequest, conflict, invalid, invalidValue, MODIFIED, Refusal, type FieldError } from "../wire/refusal.ts";
import type { Target } from "../wire/request.ts";
import { attributesOf } from "./admitted.ts";
import { keepAllocated } from "./allocate.ts";
import { addressErrors, keepAddresses, serviceAddress } from "./service-addresses.ts";
import { unmetInStorage } from "./precondition.ts";
import { prepare } from "./strategy.ts";
import { checkValid, refuse, writerOf, type Making } from "./create.ts";
import { countsFromZero, countsGenerations, hasStatus, isReplacedKnowingly, keepsGeneration } from "./kind-traits.ts";
import { checkQuota } from "./quota.ts";
import { checkResize } from "./resize.ts";
import { checkNames, normalized, whenRead, type Read } from "./read-body.ts";

export interface Changing extends Making {
  readonly before: JsonObject;
  readonly subresource: string;
  /** Patches are not held to the uid: it is a field that may not change. */
  readonly isPatch?: boolean;
  /** What owners are told to have written by, where it is another. */
  readonly writtenAs?: string;
  /** Where the object is not seen as what is stored. */
  readonly seen?: Seen;
}

export interface Seen {
  readonly subresource: string;
  /** Where it is not of the kind that is stored. */
  readonly shape?: Shape;
  of(stored: JsonObject): JsonObject;
  /** What is to be stored, after it was changed as it is seen. */
  back(stored: JsonObject, changed: JsonObject): JsonObject;
}

/** The whole object, by the name of a subresource. */
export function seenWhole(subresource: string): Seen {
  return { subresource, of: (stored) => stored, back: (_, changed) => changed };
}

export function updateObject(body: JsonObject, target: Target, changing: Changing): Read {
  return whenRead(body, changing, ({ object, warnings }) =>
    changedObject(object, target, { body, warnings, changing }),
  );
}

interface Sent {
  readonly body: JsonObject;
  readonly warnings: readonly string[];
  readonly changing: Changing;
}

function changedObject(object: JsonObject, target: Target, { body, warnings, changing }: Sent): Read {
  const { before, kind, options, server, subresource, writtenAs = subresource } = changing;
  checkNames(body, target);
  checkNamed(body, target);
  checkPreconditions(body, changing);
  checkVersionGiven(body, changing);
  const wanted = kept(withReset(object, body), changing);
  const owned = updated(
    { live: before, wanted, schema: kind.schema, ...otherVersions(kind) },
    writerOf(kind, options, server, writtenAs),
  );
  const stored = storeChanged(owned, changing);
  const more = [...finalizerWarnings(stored, before, kind), ...kindWarnings(stored, before)];
  return { object: stored, warnings: [...warnings, ...more] };
}

/** Who sends an empty list of owners wants to be rid of them. */
function withReset(object: JsonObject, body: JsonObject): JsonObject {
  const owners = objectAt(body, "metadata")["managedFields"];
  if (!Array.isArray(owners) || owners.length > 0) return object;
  return { ...object, metadata: { ...objectAt(object, "metadata"), managedFields: [] } };
}

/** A write of one object says which. */
export function checkNamed(body: JsonObject, { name }: Target): void {
  if (textAt(body, "metadata", "name") !== "") return;
  throw badRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
}

export function checkPreconditions(body: JsonObject, { before, kind, isPatch = false }: Changing): void {
  const name = textAt(before, "metadata", "name");
  const [uid, version] = [textAt(body, "metadata", "uid"), textAt(body, "metadata", "resourceVersion")];
  const own = textAt(before, "metadata", "uid");
  if (uid !== "" && uid !== own && !isPatch) {
    throw unmetInStorage(before, kind, { called: "UID", given: uid, own });
  }
  checkVersionText(version);
  if (version !== "" && version !== textAt(before, "metadata", "resourceVersion")) {
    throw conflict(kind.resource, name, MODIFIED);
  }
}

/** It is a number to the storage. */
export function checkVersionText(version: string): void {
  if (/^\d*$/.test(version)) return;
  throw new Refusal(500, "", `strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`);
}

/** Some kinds are not replaced blindly. */
function checkVersionGiven(body: JsonObject, { before, kind }: Changing): void {
  if (!isReplacedKnowingly(kind) || textAt(body, "metadata", "resourceVersion") !== "") return;
  const error = invalidValue("metadata.resourceVersion", 0, "must be specified for an update");
  const { name, group } = kind.resource;
  throw invalid({ kind: name, group }, textAt(before, "metadata", "name"), [error]);
}

/** What the server alone writes. */
const OWN = ["creationTimestamp", "generation", "resourceVersion", "namespace", "name"];

/** Whatever was sent of these stays, to be refused where it is another; what was there is not taken away. */
function metadataKept(given: JsonObject, old: JsonObject): JsonObject {
  const metadata: JsonObject = { ...given };
  const ended = old["deletionTimestamp"];
  const keys = [...OWN, ...(ended === undefined ? [] : ["deletionTimestamp"])];
  if ((metadata["uid"] ?? "") === "") keys.push("uid");
  if (metadata["deletionGracePeriodSeconds"] === undefined) keys.push("deletionGracePeriodSeconds");
  for (const key of keys) {
    const value = old[key];
    if (value === undefined) delete metadata[key];
    else metadata[key] = value;
  }
  return metadata;
}

/** Kinds whose metadata a write of the status does not reach, besides custom ones. */
const STATUS_ALONE = new Set(["APIService", "ValidatingAdmissionPolicy"]);

/** What a write of the status makes of the metadata: of most built-in kinds it is written, too. */
function statusMetadata(metadata: JsonObject, old: JsonObject, { resource, custom }: Kind): JsonObject {
  const { managedFields } = metadata;
  if (custom !== undefined || STATUS_ALONE.has(resource.kind))
    return { ...old, ...(managedFields === undefined ? {} : { managedFields }) };
  if (resource.kind !== "Deployment") return metadata;
  const { labels: _, ...rest } = metadata;
  return old["labels"] === undefined ? rest : { ...rest, labels: old["labels"] };
}

/** What a write of this kind does not reach is as it was. */
export function kept(object: JsonObject, { before, kind, subresource }: Changing): JsonObject {
  const old = objectAt(before, "metadata");
  const metadata = metadataKept(objectAt(object, "metadata"), old);
  if (subresource === "status") {
    const { status } = object;
    return { ...before, ...(status === undefined ? {} : { status }), metadata: statusMetadata(metadata, old, kind) };
  }
  const wanted: JsonObject = { ...object, metadata };
  if (hasStatus(kind)) {
    delete wanted["status"];
    if (before["status"] !== undefined) wanted["status"] = before["status"];
  }
  // What stands in a status by itself, where nothing stood there.
  const isMade = kind.custom === undefined && hasStatus(kind) && before["status"] === undefined;
  return isMade ? normalized(wanted, kind) : wanted;
}

/** Throws what forbids it. Nothing is written where nothing has changed. */
export function storeChanged(object: JsonObject, changing: Changing): JsonObject {
  const { before, kind, options, server, subresource } = changing;
  const wanted = mutatedChange(object, changing);
  if (subresource === "") prepare(wanted);
  keepAllocated(before, wanted, subresource);
  if (kind.resource.kind === "Service" && subresource === "") {
    keepAddresses(before, wanted);
    serviceAddress(wanted, server);
  }
  const changed = withGeneration(before, wanted, { kind, subresource });
  const isStatus = subresource === "status";
  const own =
    kind.custom !== undefined ? [] : isStatus ? statusErrors(changed) : fixedErrors(before, changed, subresource);
  const more = [...metadataChangeErrors(before, changed, { kind, subresource }), ...own];
  refuse(addressErrors(changed, before, changing), changed, kind);
  checkValid(changed, { server, kind, before, more });
  checkFinalizers(before, changed, { kind });
  server.admission.validate(seenAs(changed, changing), server);
  if (kind.custom === undefined) emptyToNull(changed, kind.schema);
  if (isUnchanged(before, changed)) return before;
  if (subresource === "") checkResize(before, changed, { server, kind });
  if (subresource === "") checkQuota(changed, before, { server, kind });
  if (options.dryRun) return changed;
  if (isToBeRemoved(changed, kind)) {
    server.store.delete(kind.collection, keyOf(changed));
    return changed;
  }
  return inVersion(server.store.put(kind.collection, keyOf(changed), toStored(changed, kind)), kind);
}

/** Who binds a pod to a node writes what is fixed from then on. */
function fixedErrors(before: JsonObject, after: JsonObject, subresource: string): readonly FieldError[] {
  return subresource === "binding" ? [] : changeErrors(before, after);
}

/** As policies and webhooks change it, where a write of this kind reaches. */
function mutatedChange(object: JsonObject, changing: Changing): JsonObject {
  const { server, seen } = changing;
  const attributes = seenAs(object, changing);
  const changed = server.admission.mutated(attributes, server);
  if (changed === undefined || changed === attributes.object) return object;
  return kept(seen === undefined ? changed : seen.back(object, changed), changing);
}

function seenAs(object: JsonObject, { seen, before, ...changing }: Changing): Attributes {
  if (seen === undefined) return attributesOf({ object, oldObject: before }, changing);
  const { shape, subresource } = seen;
  const objects = { object: seen.of(object), oldObject: seen.of(before) };
  return attributesOf(objects, { ...changing, ...(shape === undefined ? {} : { shape }), subresource });
}

type Of = Pick<Changing, "kind" | "subresource">;

function withGeneration(before: JsonObject, after: JsonObject, { kind, subresource }: Of): JsonObject {
  const isCounted = countsGenerations(kind) || countsFromZero(kind);
  if (subresource === "status" || !isCounted || keepsGeneration(kind)) return after;
  // Of deployments annotations count, too.
  const annotations = (object: JsonObject): JsonObject =>
    kind.resource.kind === "Deployment" ? objectAt(object, "metadata", "annotations") : {};
  const wanted = (object: JsonObject): JsonObject => ({ ...object, metadata: annotations(object), status: {} });
  if (sameJson(wanted(before), wanted(after))) return after;
  const generation = (numberAt(before, "metadata", "generation") ?? 0) + 1;
  return { ...after, metadata: { ...objectAt(after, "metadata"), generation } };
}

/** Once deletion has begun no finalizer may be added. */
function checkFinalizers(before: JsonObject, after: JsonObject, { kind }: Pick<Of, "kind">): void {
  if (textAt(before, "metadata", "deletionTimestamp") === "") return;
  const old = listAt(before, "metadata", "finalizers");
  const added = listAt(after, "metadata", "finalizers").filter((one) => !old.includes(one));
  if (added.length === 0) return;
  const why = `no new finalizers can be added if the object is being deleted, found new finalizers ${JSON.stringify(added).replaceAll(",", ", ")}`;
  throw invalid(kind.resource, textAt(before, "metadata", "name"), [
    { ...invalidValue("metadata.finalizers", added, why), type: "FieldValueForbidden", text: `Forbidden: ${why}` },
  ]);
}

/** It was to be deleted, and the last that held it has let go. */
function isToBeRemoved(object: JsonObject, { resource }: Making["kind"]): boolean {
  if (textAt(object, "metadata", "deletionTimestamp") === "") return false;
  if (listAt(object, "metadata", "finalizers").length > 0) return false;
  const isNamespace = resource.name === "namespaces" && resource.group === "";
  const isPod =
    resource.name === "pods" &&
    resource.group === "" &&
    (numberAt(object, "metadata", "deletionGracePeriodSeconds") ?? 0) > 0;
  return !isPod && !(isNamespace && listAt(object, "spec", "finalizers").length > 0);
}
