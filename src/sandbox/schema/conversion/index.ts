/** Between the versions of a built-in kind (kubernetes pkg/apis 1.36): objects are stored in one of them, and shown in the one that is asked for. */
import type { JsonObject } from "../../../kube/index.ts";
import { decodeObject } from "../../admit/decode.ts";
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
export function toStored(object: JsonObject): JsonObject {
  const pair = PAIRS[`${String(object["apiVersion"])} ${String(object["kind"])}`];
  return pair === undefined ? object : inForm(pair.from(object), pair.stored);
}

/** The object as this version of its kind. Versions of custom kinds differ in nothing but their name. */
export function inVersion(object: JsonObject, { resource }: Kind): JsonObject {
  const { apiVersion, kind } = resource;
  if (object["apiVersion"] === apiVersion && object["kind"] === kind) return object;
  const pair = PAIRS[`${apiVersion} ${kind}`];
  if (pair !== undefined) return inForm(pair.to(object), apiVersion);
  return { ...object, apiVersion, kind };
}

/** With what its type always writes. */
function inForm(object: JsonObject, apiVersion: string): JsonObject {
  const typed = { ...object, apiVersion };
  const schema = builtinSchema(apiVersion, String(object["kind"]));
  return schema === undefined ? typed : decodeObject(typed, schema).object;
}
