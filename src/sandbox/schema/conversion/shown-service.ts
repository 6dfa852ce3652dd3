/** Services as they are read (kubernetes pkg/registry/core/service/storage 1.36): one of another name keeps a policy that it has no use for. */
import { isObject, type JsonObject } from "../../../kube/index.ts";

export function shownService(object: JsonObject): JsonObject {
  const { spec, kind } = object;
  if (kind !== "Service" || !isObject(spec) || spec["type"] !== "ExternalName") return object;
  if (spec["internalTrafficPolicy"] === undefined) return object;
  const { internalTrafficPolicy: _, ...rest } = spec;
  return { ...object, spec: rest };
}
