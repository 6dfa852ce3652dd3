/** Objects of the kinds that charts use, and what breaks them: each change is sent to the server by itself, as a dry run. */
import { textAt, valueAt, type ApiRequest, type JsonObject, type JsonValue } from "../../../../src/kube/index.ts";
import { set, unescaped } from "../delta.ts";
import type { Sequence } from "../sequences.ts";

/** New values by their place (`spec/ports/0/port`); undefined takes what is there away. */
export type Change = Readonly<Record<string, JsonValue | undefined>>;

export interface KindCases {
  /** Of the collection; `$NS` is the namespace. */
  readonly path: string;
  /** A valid object, with many fields. */
  readonly base: JsonObject;
  /** More valid objects. */
  readonly valid?: readonly JsonObject[];
  /** What is sent instead of the base. */
  readonly create: readonly Change[];
  /** What is sent when the base is there. */
  readonly update?: readonly Change[];
}

const QUERY = { fieldManager: "tester", dryRun: "All" };

/** One sequence a kind: the base, what is made instead of it, what it is changed to. */
export function sequenceOf({ path, base, valid = [], create, update = [] }: KindCases): Sequence {
  const post = (body: JsonObject): ApiRequest => ({ method: "POST", path, body, query: QUERY });
  const name = textAt(base, "metadata", "name");
  const requests = [post(base), ...valid.map(post), ...create.map((change) => post(changed(base, change)))];
  const kind = textAt(base, "kind");
  const of = textAt(base, "apiVersion").replace(/^v1$|\/.*/, "");
  const title = `kind ${kind}${of === "" ? "" : `.${of}`}`;
  if (update.length === 0) return { name: title, requests };
  const made: ApiRequest = { method: "POST", path, body: base, query: { fieldManager: "tester" } };
  const patch = (change: Change): ApiRequest => ({
    ...{ method: "PATCH", path: `${path}/${name}`, query: QUERY, contentType: "application/json-patch+json" },
    body: operations(base, change),
  });
  return { name: title, requests: [...requests, made, ...update.map(patch)] };
}

/** A change as a JSON patch. */
export function operations(base: JsonObject, change: Change): JsonValue {
  return Object.entries(change).map(([place, value]) => {
    const path = `/${place}`;
    if (value === undefined) return { op: "remove", path };

    return { op: isThere(base, place) ? "replace" : "add", path, value };
  });
}

function isThere(base: JsonObject, place: string): boolean {
  const keys = place.split("/").map((key) => (/^\d+$/.test(key) ? Number(key) : unescaped(key)));
  return valueAt(base, ...keys) !== undefined;
}

export function changed(base: JsonObject, change: Change): JsonObject {
  const result = JSON.parse(JSON.stringify(base)) as JsonObject;
  for (const [place, value] of Object.entries(change)) set(result, place.split("/").map(unescaped), value);
  return result;
}

export const object = (apiVersion: string, kind: string, name: string, rest: JsonObject): JsonObject => ({
  ...{ apiVersion, kind },
  metadata: { name },
  ...rest,
});

/** The same change with each of some values. */
export const each = (place: string, values: readonly (JsonValue | undefined)[]): Change[] =>
  values.map((value) => ({ [place]: value }));

export const LONG = (length: number): string => "a".repeat(length);
