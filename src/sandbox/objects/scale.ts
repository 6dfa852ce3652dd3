/** The subresource `scale`: replicas of anything that has them. */
import {
  isObject,
  labelSelectorText,
  numberAt,
  objectAt,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import { mergePatched } from "../patch/merge-patch.ts";
import { jsonPatched } from "../patch/json-patch.ts";
import { DecodeError } from "../admit/decode-place.ts";
import { decodeObject } from "../admit/decode.ts";
import { builtinSchema } from "../schema/types.ts";
import { objectBody } from "../wire/body.ts";
import { badRequest, invalid, invalidValue, methodNotAllowed } from "../wire/refusal.ts";
import type { Target, WireRequest } from "../wire/request.ts";
import { scalePaths, type ScalePaths } from "./scale-paths.ts";
import { asPatch } from "./as-patch.ts";
import { updateObject, type Changing, type Seen } from "./update.ts";

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
export function writeScale(request: WireRequest, target: Target, changing: Changing): JsonObject {
  const { before, kind, server } = changing;
  const paths = scalePaths(kind, server);
  const scale = scaleOf(before, paths);
  const wanted = readChanged(changedScale(scale, request), request);
  checkScale(wanted, textAt(before, "metadata", "name"));
  const replicas = numberAt(wanted, "spec", "replicas") ?? 0;
  const version = textAt(wanted, "metadata", "resourceVersion");
  const body = withValue(before, paths.replicas, replicas);
  const metadata = { ...objectAt(body, "metadata"), ...(version === "" ? {} : { resourceVersion: version }) };
  const { object } = updateObject(
    { ...body, metadata },
    { ...target, subresource: "" },
    { ...changing, subresource: "", writtenAs: "scale", seen: seenScale(paths) },
  );
  return scaleOf(object, paths);
}

function seenScale(paths: ScalePaths): Seen {
  return {
    subresource: "scale",
    shape: { group: "autoscaling", version: "v1", kind: "Scale" },
    of: (stored) => scaleOf(stored, paths),
    back: (stored, scale) => withValue(stored, paths.replicas, numberAt(scale, "spec", "replicas") ?? 0),
  };
}

/** What is wrong with what a patch made is the patch's fault. */
function readChanged(scale: JsonObject, { method }: WireRequest): JsonObject {
  return method === "PATCH" ? asPatch(scale, () => readScale(scale)) : readScale(scale);
}

function checkScale(scale: JsonObject, name: string): void {
  const replicas = numberAt(scale, "spec", "replicas") ?? 0;
  if (replicas >= 0) return;
  const error = invalidValue("spec.replicas", replicas, "must be greater than or equal to 0");
  throw invalid({ kind: "Scale", group: "autoscaling" }, name, [error]);
}

/** Throws what a decoder says of it. */
export function readScale(scale: JsonObject): JsonObject {
  const schema = builtinSchema("autoscaling/v1", "Scale");
  if (schema === undefined) return scale;
  try {
    return decodeObject(scale, schema).object;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw badRequest(`Scale in version "v1" cannot be handled as a Scale: ${error.message}`);
  }
}

function changedScale(scale: JsonObject, request: WireRequest): JsonObject {
  const { method, contentType, body = null } = request;
  if (method === "PUT") return objectBody(request, "Scale");
  if (method !== "PATCH") throw methodNotAllowed();
  if (contentType.startsWith("application/json-patch+json")) {
    const patched = jsonPatched(scale, Array.isArray(body) ? body : []);
    return isObject(patched) ? patched : {};
  }
  const patched = mergePatched(scale, objectBody(request, "Scale"));
  return isObject(patched) ? patched : {};
}

function withValue(object: JsonObject, path: readonly string[], value: JsonValue): JsonObject {
  const [key = "", ...rest] = path;
  return { ...object, [key]: rest.length === 0 ? value : withValue(objectAt(object, key), rest, value) };
}
