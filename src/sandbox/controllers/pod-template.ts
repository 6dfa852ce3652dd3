/** Pods from templates, and the hash by which templates are told apart. */
import { objectAt, textAt, writeJson, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { ownerReference } from "./writes.ts";

export function podFrom(
  template: JsonObject,
  owner: JsonObject,
  more: { readonly name?: string; readonly labels?: JsonObject } = {},
): JsonObject {
  const metadata = objectAt(template, "metadata");
  const name = textAt(owner, "metadata", "name");
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      ...(more.name === undefined ? {} : { name: more.name }),
      generateName: `${name}-`,
      namespace: textAt(owner, "metadata", "namespace"),
      labels: { ...objectAt(metadata, "labels"), ...more.labels },
      annotations: objectAt(metadata, "annotations"),
      ownerReferences: [ownerReference(owner)],
    },
    spec: objectAt(template, "spec"),
  };
}

const LETTERS = "bcdfghjklmnpqrstvwxz2456789";

/** Like `pod-template-hash`: ten letters at most (FNV-1a; the original hashes Go's printed form, which is not ours to make). */
export function templateHash(template: JsonValue): string {
  let hash = 0x811c9dc5;
  for (const letter of canonical(template)) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return [...String(hash).padStart(9, "1")].map((digit) => LETTERS[digit.charCodeAt(0) % LETTERS.length]).join("");
}

function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return writeJson(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, below]) => `${JSON.stringify(key)}:${canonical(below)}`).join(",")}}`;
}
