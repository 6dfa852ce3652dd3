/** The subresource `scale`: replicas of anything that has them. */
import {
  isObject,
  labelSelectorText,
  listAt,
  numberAt,
  objectAt,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import { applied } from "../apply/managed-fields.ts";
import { restored } from "../patch/convert.ts";
import { conflict, invalid, invalidValue } from "../wire/refusal.ts";
import type { Target, WireRequest } from "../wire/request.ts";
import { emptyOf, writerOf, type Making } from "./create.ts";
import { appliedConfig, conflicting, isApply, throughPatch } from "./patch.ts";
import { unmet, unmetInStorage } from "./precondition.ts";
import { checkNames, normalized, whenRead, type Read } from "./read-body.ts";
import { scalePaths, type ScalePaths } from "./scale-paths.ts";
import { scaleKind, whenSent } from "./sub-kinds.ts";
import { checkNamed, updateObject, type Changing, type Seen } from "./update.ts";

export function scaleOf(object: JsonObject, paths: ScalePaths): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = objectAt(object, "metadata");
  const replicas = numberAt(object, ...paths.replicas) ?? 0;
  const selector = valueAt(object, ...(paths.selector ?? ["spec", "selector"]));
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: dropUndefined({ name, namespace, uid, resourceVersion, creationTimestamp }),
    // Zero is left out.
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: numberAt(object, ...paths.current) ?? 0, ...selectorText(selector) },
  };
}

function dropUndefined(object: Record<string, JsonValue | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}

function selectorText(selector: JsonValue | undefined): JsonObject {
  if (typeof selector === "string") return { selector };
  const text = labelSelectorText(selector);
  return text === "" ? {} : { selector: text };
}

/** A PUT or a PATCH of the scale. */
export function writeScale(request: WireRequest, target: Target, changing: Changing): Read {
  const { before, kind, server } = changing;
  const paths = scalePaths(kind, server);
  const { object: wanted, warnings } = changedScale(request, target, { changing, paths });
  checkScale(wanted, textAt(before, "metadata", "name"));
  checkUid(wanted, request, changing);
  const replicas = numberAt(wanted, "spec", "replicas") ?? 0;
  const version = textAt(wanted, "metadata", "resourceVersion");
  const body = withValue(before, paths.replicas, replicas);
  const metadata = { ...objectAt(body, "metadata"), ...(version === "" ? {} : { resourceVersion: version }) };
  const { object } = updateObject(
    { ...body, metadata },
    { ...target, subresource: "" },
    { ...changing, subresource: "", writtenAs: "scale", seen: seenScale(paths) },
  );
  return { object: scaleOf(object, paths), warnings };
}

function checkUid(scale: JsonObject, { method }: WireRequest, { before, kind, options }: Changing): void {
  const [given, own] = [textAt(scale, "metadata", "uid"), textAt(before, "metadata", "uid")];
  if (given === "" || given === own) return;
  const why = { called: "UID", given, own } as const;
  if (method !== "PATCH") throw unmetInStorage(before, { ...kind, ...options }, why);
  const { name: resource, group } = kind.resource;
  throw conflict({ name: `${resource}/scale`, group }, textAt(before, "metadata", "name"), unmet(why));
}

function seenScale(paths: ScalePaths): Seen {
  return {
    subresource: "scale",
    shape: { group: "autoscaling", version: "v1", kind: "Scale" },
    of: (stored) => scaleOf(stored, paths),
    back: (stored, scale) => withValue(stored, paths.replicas, numberAt(scale, "spec", "replicas") ?? 0),
  };
}

function checkScale(scale: JsonObject, name: string): void {
  const replicas = numberAt(scale, "spec", "replicas") ?? 0;
  if (replicas >= 0) return;
  const error = invalidValue("spec.replicas", replicas, "must be greater than or equal to 0");
  throw invalid({ kind: "Scale", group: "autoscaling" }, name, [error]);
}

interface Scaling {
  readonly changing: Changing;
  readonly paths: ScalePaths;
}

/** The scale as it is to be; it is read as a kind of its own. */
function changedScale(request: WireRequest, target: Target, { changing, paths }: Scaling): Read {
  const making = { ...changing, kind: scaleKind() };
  const named = (read: Read): Read => {
    checkNames(read.object, target);
    return read;
  };
  if (request.method === "PUT") return sentScale(request, target, making);
  const before = scaleOf(changing.before, paths);
  if (isApply(request)) return appliedScale(request, ownedScale(changing.before, paths), making);
  return throughPatch(request, { before, making }, (patched, of) => whenRead(patched, of, named));
}

/** What is sent is read before anything is looked for. */
export function sentScale(request: WireRequest, target: Target, options: Pick<Making, "options">): Read {
  return whenSent(request, { ...options, kind: scaleKind() }, (read) => {
    checkNames(read.object, target);
    checkNamed(read.object, target);
    return read;
  });
}

function appliedScale(request: WireRequest, live: JsonObject, { kind, options, server }: Making): Read {
  const wanted = appliedConfig(request, { kind });
  const writer = { ...writerOf(kind, options, server, "scale"), ignored: {} };
  const versions = { live, wanted, schema: kind.schema, empty: () => emptyOf(kind) };
  const merged = conflicting(() => applied(versions, writer, options.force));
  const whole = restored(merged, kind.schema);
  return { object: normalized(isObject(whole) ? whole : merged, kind), warnings: [] };
}

/** Who owns the replicas of an object owns those of its scale. */
function ownedScale(object: JsonObject, paths: ScalePaths): JsonObject {
  const scale = scaleOf(object, paths);
  const owners = listAt(object, "metadata", "managedFields").filter(
    (one) => valueAt(one, "fieldsV1", ...paths.replicas.map((key) => `f:${key}`)) !== undefined,
  );
  const managedFields = owners.map((one) => ({
    ...objectAt(one),
    apiVersion: "autoscaling/v1",
    fieldsV1: { "f:spec": { "f:replicas": {} } },
  }));
  return { ...scale, metadata: { ...objectAt(scale, "metadata"), managedFields } };
}

function withValue(object: JsonObject, path: readonly string[], value: JsonValue): JsonObject {
  const [key = "", ...rest] = path;
  return { ...object, [key]: rest.length === 0 ? value : withValue(objectAt(object, key), rest, value) };
}
