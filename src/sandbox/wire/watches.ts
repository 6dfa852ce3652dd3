/** Watches: what is there, or what happened since a version, and then what happens. */
import { textAt, type JsonObject, type WatchEvent } from "../../kube/index.ts";
import { inVersion } from "../schema/conversion/index.ts";
import type { Kind } from "../schema/kinds.ts";
import type { Store, StoreEvent } from "../storage/store.ts";
import { isYes, listOptions } from "./list-options.ts";
import { parsedRevision, revisionProblem, revisionTooLarge } from "./lists.ts";
import { negotiateWatch } from "./negotiate.ts";
import { expired, Refusal } from "./refusal.ts";
import type { Target, WireRequest } from "./request.ts";
import { selection, type Selection } from "./selectors.ts";

export interface Watch {
  /** What to tell at once. */
  readonly first: readonly WatchEvent[];
  /** Tells what happens from here on; gives the function that ends it. */
  start(tell: (event: WatchEvent) => void): () => void;
  /** An event that says how far the watch has come. */
  bookmark(): WatchEvent;
}

/** Throws a `Refusal` where the version is none, or is forgotten. */
export function openWatch(
  request: WireRequest,
  target: Target,
  { kind, store }: { readonly kind: Kind; readonly store: Store },
): Watch {
  negotiateWatch(request);
  const { version, sendInitialEvents } = listOptions(request);
  const wanted = selection(request, { ...target, kind });
  const from = revisionOf(version);
  // Who asks for what is there waits for a state that has not come, but not for long.
  if (sendInitialEvents && from > store.revision) throw revisionTooLarge(version, store.revision);
  const translate = (event: StoreEvent): WatchEvent | undefined =>
    event.collection === kind.collection ? translated(event, wanted, kind) : undefined;
  return {
    first:
      from === 0 || sendInitialEvents
        ? present({ kind, store }, wanted, request)
        : since(from, store).flatMap((event) => translate(event) ?? []),
    start: (tell) =>
      store.listen((event) => {
        const told = translate(event);
        if (told !== undefined) tell(told);
      }),
    bookmark: () => bookmark(kind, store.revision, {}),
  };
}

/** Clients of a server that has begun anew may be ahead: they are told what comes. */
function revisionOf(text: string): number {
  if (text === "") return 0;
  const revision = parsedRevision(text);
  if (revision === undefined) throw new Refusal(500, "", revisionProblem(text));
  return revision;
}

function since(revision: number, store: Store): readonly StoreEvent[] {
  const events = store.eventsAfter(revision);
  if (events === undefined) throw expired(revision, store.revision);
  return events;
}

function present(
  { kind, store }: { readonly kind: Kind; readonly store: Store },
  wanted: Selection,
  request: WireRequest,
): WatchEvent[] {
  const objects = store.keys(kind.collection).flatMap((key): JsonObject[] => [store.get(kind.collection, key) ?? {}]);
  const events = objects
    .filter(wanted)
    .map((object): WatchEvent => ({ type: "ADDED", object: inVersion(object, kind) }));
  if (!isYes(request.query["sendInitialEvents"]) || !isYes(request.query["allowWatchBookmarks"])) return events;
  return [...events, bookmark(kind, store.revision, { annotations: { "k8s.io/initial-events-end": "true" } })];
}

function bookmark({ resource }: Kind, revision: number, more: JsonObject): WatchEvent {
  const { apiVersion, kind } = resource;
  return { type: "BOOKMARK", object: { kind, apiVersion, metadata: { ...more, resourceVersion: String(revision) } } };
}

/** For who watches by a selector an object appears and goes when its labels change. */
function translated(event: StoreEvent, wanted: Selection, kind: Kind): WatchEvent | undefined {
  const before = event.before !== undefined && wanted(event.before);
  const after = event.type !== "DELETED" && wanted(event.object);
  if (!before && !after) return undefined;
  if (!after) {
    // What is told last is how it was, under the version of the change.
    const last = {
      ...event.before,
      metadata: {
        ...(event.before?.["metadata"] as JsonObject),
        resourceVersion: textAt(event.object, "metadata", "resourceVersion"),
      },
    };
    return { type: "DELETED", object: inVersion(last, kind) };
  }
  return { type: before ? "MODIFIED" : "ADDED", object: inVersion(event.object, kind) };
}
