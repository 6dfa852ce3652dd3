/** Requests as a client called `tester` makes them. */
import type { ApiRequest, JsonObject } from "../../../src/kube/index.ts";

export type Query = Readonly<Record<string, string>>;

export const post = (path: string, body: JsonObject, query: Query = {}): ApiRequest => ({
  method: "POST",
  path,
  body,
  query: { fieldManager: "tester", ...query },
});

export const put = (path: string, body: JsonObject, query: Query = {}): ApiRequest => ({
  method: "PUT",
  path,
  body,
  query: { fieldManager: "tester", ...query },
});

export const merge = (path: string, body: JsonObject, query: Query = {}): ApiRequest => ({
  method: "PATCH",
  path,
  body,
  contentType: "application/merge-patch+json",
  query: { fieldManager: "tester", ...query },
});
