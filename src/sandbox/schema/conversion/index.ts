/** Between the versions of a built-in kind (kubernetes pkg/apis 1.36): objects are stored in one of them, and shown in the one that is asked for. */
import { isObject, sameJson, type JsonObject } from "../../../kube/index.ts";
import { withSchemaDefaults } from "../../admit/custom.ts";
import { decodeObject } from "../../admit/decode.ts";
import { pruned } from "../../admit/prune.ts";
import type { Kind } from "../kinds.ts";
import { builtinSchema } from "../types.ts";
import { autoscalerFromV1, autoscalerToV1 } from "./autoscaler.ts";
import { eventFromGroup, eventToGroup } from "./event.ts";

type Conversion = (object: JsonObject) => JsonObject;

interface Pair {
  /** The version that is stored. */
  readonly stored: string;
  readonly to: Conversion;
  readonly from: Conversion;
}

/** By the version that is not stored, and the kind. */
const PAIRS: Readonly<Record<string, Pair>> = {
  "autoscaling/v1 HorizontalPodAutoscaler": { stored: "autoscaling/v2", to: autoscalerToV1, from: autoscalerFromV1 },
  "events.k8s.io/v1 Event": { stored: "v1", to: eventToGroup, from: eventFromGroup },
};

/** The object in the version that it is stored in. */
export function toStored(object: JsonObject, { storage }: Pick<Kind, "storage">): JsonObject {
  if (storage !== undefined) return coerced(object, storage);
  const pair = PAIRS[`${String(object["apiVersion"])} ${String(object["kind"])}`];
  return pair === undefined ? object : inForm(pair.from(object), pair.stored);
}

/** The object as this version of its kind. */
export function inVersion(object: JsonObject, of: Kind): JsonObject {
  if (of.custom !== undefined) return read(object, of);
  const { apiVersion, kind } = of.resource;
  if (object["apiVersion"] === apiVersion && object["kind"] === kind) return object;
  const pair = PAIRS[`${apiVersion} ${kind}`];
  if (pair !== undefined) return inForm(pair.to(object), apiVersion);
  return { ...object, apiVersion, kind };
}

/** What became of an object that is looked at again and again. */
const known = new WeakMap<JsonObject, { readonly kind: Kind; readonly result: JsonObject }>();

/**
 * Versions of a custom kind have fields of their own, and a definition may have changed since an object was stored: what is read has the defaults of the
 * version that is stored, and the fields of the one that is asked for.
 */
function read(object: JsonObject, kind: Kind): JsonObject {
  const found = known.get(object);
  if (found?.kind === kind) return found.result;
  const { storage = kind } = kind;
  const filled = withSchemaDefaults(coerced(object, storage), storage.custom);
  const shown = isObject(filled) ? coerced(filled, kind) : object;
  const result = sameJson(shown, object) ? object : shown;
  known.set(object, { kind, result });
  return result;
}

function coerced(object: JsonObject, { resource, schema }: Kind): JsonObject {
  return pruned({ ...object, apiVersion: resource.apiVersion, kind: resource.kind }, schema).object;
}

/** With what its type always writes. */
function inForm(object: JsonObject, apiVersion: string): JsonObject {
  const typed = { ...object, apiVersion };
  const schema = builtinSchema(apiVersion, String(object["kind"]));
  return schema === undefined ? typed : decodeObject(typed, schema).object;
}
