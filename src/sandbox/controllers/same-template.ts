/**
 * Templates by what they hold (kubernetes pkg/controller/deployment/util: EqualIgnoreHash, pkg/controller/history 1.36): a cluster's objects may be copied
 * into the sandbox, with sets and revisions whose names carry hashes that another control plane computed.
 */
import { isObject, objectAt, sameJson, type JsonObject } from "../../kube/index.ts";

/** But for the label that tells sets of one Deployment apart, and for what a revision says of its patch. */
export function isSameTemplate(a: JsonObject, b: JsonObject): boolean {
  return sameJson(plain(a), plain(b));
}

const HASH = "pod-template-hash";

function plain(object: JsonObject): JsonObject {
  const { $patch: _, ...template } = object;
  const { [HASH]: _hash, ...labels } = objectAt(template, "metadata", "labels");
  // Older servers wrote a time that is none.
  const { creationTimestamp: _time, ...metadata } = isObject(template["metadata"]) ? template["metadata"] : {};
  return { ...template, metadata: { ...metadata, labels } };
}
