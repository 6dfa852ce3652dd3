/** Lists: by selectors, page by page. */
import type { JsonObject } from "../../kube/index.ts";
import { inVersion } from "../schema/conversion/index.ts";
import { shownService } from "../schema/conversion/shown-service.ts";
import type { Kind } from "../schema/kinds.ts";
import type { Store } from "../storage/store.ts";
import { decodeToken, encodeToken, type Token } from "./continue-token.ts";
import { listOptions, type ListOptions } from "./list-options.ts";
import { badRequest, Refusal } from "./refusal.ts";
import type { Target, WireRequest } from "./request.ts";
import { selection } from "./selectors.ts";

export interface Page {
  readonly items: readonly JsonObject[];
  readonly metadata: JsonObject;
}

interface Place {
  readonly kind: Kind;
  readonly store: Store;
}

/** Throws a `Refusal` where the version, the token or the selectors are none, or the state is forgotten. */
export function pageOf(request: WireRequest, target: Target, place: Place): Page {
  const { kind, store } = place;
  const options = listOptions(request);
  const wanted = selection(request, { kind, namespace: target.namespace, name: target.name });
  const token = options.continue === "" ? undefined : decodeToken(options.continue);
  if (token !== undefined && !["", "0"].includes(options.version))
    throw badRequest("specifying resource version is not allowed when using continue");
  const state = stateOf(options, token, place);
  // Any state will do: it is given as a whole.
  const isAny = options.version === "0" && options.match !== "Exact" && token === undefined;
  const limit = isAny ? Infinity : options.limit || Infinity;
  const items: JsonObject[] = [];
  let [last, left] = ["", 0];
  for (const key of state.keys) {
    if (token !== undefined && `${key}\0` <= token.start) continue;
    const object = state.get(key);
    if (object === undefined) continue;
    // Whether what is left is wanted is not known.
    if (items.length >= limit && isWithin(key, target)) left++;
    if (items.length >= limit || !wanted(object)) continue;
    items.push(shownService(inVersion(object, kind)));
    last = key;
  }
  const { revision } = state;
  const next = { revision: token?.revision === -1 ? store.revision : revision, start: `${last}\0` };
  return { items, metadata: { resourceVersion: String(revision), ...rest(request, left, next) } };
}

function isWithin(key: string, { namespace }: Target): boolean {
  return namespace === "" || key.startsWith(`${namespace}/`);
}

interface State {
  readonly revision: number;
  readonly keys: readonly string[];
  get(key: string): JsonObject | undefined;
}

function stateOf({ version, match, limit }: ListOptions, token: Token | undefined, { kind, store }: Place): State {
  const present: State = {
    revision: store.revision,
    keys: store.keys(kind.collection),
    get: (key) => store.get(kind.collection, key),
  };
  if (token !== undefined) {
    if (token.revision === -1) return present;
    const past = pastState(token.revision, { kind, store });
    if (past === undefined) throw new ContinueExpired(token);
    return past;
  }
  const asked = checkRevision(version, store.revision);
  // A page of a certain version is of exactly this one, unless said otherwise.
  const isExact = match === "Exact" || (asked > 0 && limit > 0 && match === "");
  if (!isExact) return present;
  const past = pastState(asked, { kind, store });
  if (past === undefined) throw new Refusal(410, "Expired", "The resourceVersion for the provided list is too old.");
  return past;
}

function pastState(revision: number, { kind, store }: Place): State | undefined {
  const objects = store.stateAt(kind.collection, revision);
  if (objects === undefined) return undefined;
  return { revision, keys: [...objects.keys()].sort(), get: (key) => objects.get(key) };
}

const CONTINUE_EXPIRED =
  "The provided continue parameter is too old to display a consistent list result. You can start a new list without " +
  "the continue parameter, or use the continue token in this response to retrieve the remainder of the results. " +
  "Continuing with the provided token results in an inconsistent list - objects that were created, modified, or " +
  "deleted between the time the first chunk was returned and now may show up in the list.";

/** Whoever can do with a list of two states may go on by the token within. */
class ContinueExpired extends Refusal {
  readonly #start: string;

  constructor({ start }: Token) {
    super(410, "Expired", CONTINUE_EXPIRED);
    this.#start = start;
  }

  override get metadata(): JsonObject {
    return { continue: encodeToken({ revision: -1, start: this.#start }) };
  }
}

function rest({ query }: WireRequest, left: number, next: Token): JsonObject {
  if (left === 0) return {};
  // With a selector the real server does not know how many are left.
  const isSelected = (query["labelSelector"] ?? "") !== "" || (query["fieldSelector"] ?? "") !== "";
  return { continue: encodeToken(next), ...(isSelected ? {} : { remainingItemCount: left }) };
}

/** 0 for any. Throws where it is none, or has not come yet. */
export function checkRevision(text: string, revision: number): number {
  if (text === "") return 0;
  const number = parsedRevision(text);
  if (number === undefined) throw badRequest(`invalid resource version: ${revisionProblem(text)}`);
  if (number > revision) throw revisionTooLarge(text, revision);
  return number;
}

export function parsedRevision(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

export function revisionProblem(text: string): string {
  const quoted = JSON.stringify(text);
  return `resourceVersion: Invalid value: ${quoted}: strconv.ParseUint: parsing ${quoted}: invalid syntax`;
}

export function revisionTooLarge(text: string, revision: number): Refusal {
  return new Refusal(504, "Timeout", `Timeout: Too large resource version: ${text}, current: ${revision}`, {
    retryAfterSeconds: 1,
    causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
  });
}

/** Of one object, where the faults are the server's own. */
export function checkRevisionOfOne(text: string, revision: number): void {
  if (text === "") return;
  const number = parsedRevision(text);
  if (number === undefined) throw new Refusal(500, "", revisionProblem(text));
  if (number > revision) throw revisionTooLarge(text, revision);
}

export function listObject({ items, metadata }: Page, { resource, custom }: Kind): JsonObject {
  const { apiVersion, kind, listKind } = resource;
  return {
    kind: listKind ?? `${kind}List`,
    apiVersion,
    // Lists of custom kinds say that nothing is left.
    metadata: { ...(custom === undefined ? {} : { continue: "" }), ...metadata },
    items: custom === undefined ? items.map(untyped) : [...items],
  };
}

/** Items of built-in kinds do not say what they are. */
function untyped(object: JsonObject): JsonObject {
  const { apiVersion: _, kind: _kind, ...plain } = object;
  return plain;
}
