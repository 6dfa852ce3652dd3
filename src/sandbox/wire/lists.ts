/** Lists: by selectors, page by page. */
import { isObject, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { Kind } from "../schema/kinds.ts";
import type { Store } from "../storage/store.ts";
import { badRequest, Refusal } from "./refusal.ts";
import type { Target, WireRequest } from "./request.ts";
import { selection } from "./selectors.ts";

export interface Page {
  readonly items: readonly JsonObject[];
  readonly metadata: JsonObject;
}

interface Token {
  readonly revision: number;
  readonly after: string;
}

export function pageOf(
  request: WireRequest,
  target: Target,
  { kind, store }: { readonly kind: Kind; readonly store: Store },
): Page {
  const { namespace, name } = target;
  const wanted = selection(request, { resource: kind.resource, namespace, name });
  const token = parseToken(request.query["continue"] ?? "");
  checkRevision(request.query["resourceVersion"] ?? "", store.revision);
  const limit = Number(request.query["limit"] ?? 0) || Infinity;
  const items: JsonObject[] = [];
  let [last, left] = ["", 0];
  for (const key of store.keys(kind.collection)) {
    if (token !== undefined && key <= token.after) continue;
    const object = store.get(kind.collection, key);
    if (object === undefined || !wanted(object)) continue;
    if (items.length >= limit) left++;
    else {
      items.push(inVersion(object, kind));
      last = key;
    }
  }
  const revision = token?.revision ?? store.revision;
  return { items, metadata: { resourceVersion: String(revision), ...rest(request, { left, after: last, revision }) } };
}

function rest({ query }: WireRequest, { left, after, revision }: { left: number } & Token): JsonObject {
  if (left === 0) return {};
  // With a selector the real server does not know how many are left.
  const isSelected = (query["labelSelector"] ?? "") !== "" || (query["fieldSelector"] ?? "") !== "";
  const token = btoa(JSON.stringify({ v: "meta.k8s.io/v1", rv: revision, start: after }));
  return { continue: token, ...(isSelected ? {} : { remainingItemCount: left }) };
}

function parseToken(text: string): Token | undefined {
  if (text === "") return undefined;
  try {
    const token = JSON.parse(atob(text)) as JsonValue;
    const revision = isObject(token) ? token["rv"] : undefined;
    if (typeof revision === "number") return { revision, after: textAt(token, "start") };
  } catch {
    // Below.
  }
  throw badRequest("continue key is not valid");
}

/** A version that is no number is a fault of the server's own, as in the original. */
export function checkRevision(text: string, revision: number): number {
  if (text === "") return 0;
  if (!/^\d+$/.test(text)) {
    throw badRequest(
      `resourceVersion: Invalid value: ${JSON.stringify(text)}: invalid resource version ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  if (Number(text) > revision + REVISIONS_AHEAD_MAX) {
    throw new Refusal(504, "Timeout", `Too large resource version: ${text}, current: ${revision}`, {
      retryAfterSeconds: 1,
      causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
    });
  }
  return Number(text);
}

/** A client of several servers may be ahead by little. */
const REVISIONS_AHEAD_MAX = 1_000_000;

/** The object as this version of its kind. Versions of one kind differ in nothing but their name. */
export function inVersion(object: JsonObject, { resource }: Kind): JsonObject {
  const { apiVersion, kind } = resource;
  return object["apiVersion"] === apiVersion && object["kind"] === kind ? object : { ...object, apiVersion, kind };
}

export function listObject({ items, metadata }: Page, { resource, custom }: Kind): JsonObject {
  const { apiVersion, kind, listKind } = resource;
  return {
    kind: listKind ?? `${kind}List`,
    apiVersion,
    metadata,
    items: custom === undefined ? items.map(untyped) : [...items],
  };
}

/** Items of built-in kinds do not say what they are. */
function untyped(object: JsonObject): JsonObject {
  const { apiVersion: _, kind: _kind, ...plain } = object;
  return plain;
}
