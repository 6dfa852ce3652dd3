import { expect, test } from "bun:test";
import type { ApiRequest, JsonObject } from "../kube/index.ts";
import { isMade, repeatable, type Repeatable } from "./repeatable.ts";

const named = { metadata: { name: "a" } };

test("what may be sent twice", () => {
  const check = (request: Omit<ApiRequest, "path">, expected: Repeatable): void =>
    expect(repeatable({ path: "/x", ...request })).toBe(expected);
  check({ method: "GET" }, "always");
  check({ method: "DELETE" }, "always");
  check({ method: "POST", body: named }, "ask");
  check({ method: "POST", body: { metadata: { generateName: "a-" } } }, "never");
  check({ method: "POST", body: {}, query: { dryRun: "All" } }, "always");
  check({ method: "PUT", body: named }, "always");
  check({ method: "PUT", body: { metadata: { name: "a", resourceVersion: "1" } } }, "ask");
  check({ method: "PATCH", contentType: "application/apply-patch+yaml", body: named }, "always");
  check({ method: "PATCH", contentType: "application/json-patch+json", body: [] }, "never");
});

test("what was made is told from what someone else made", () => {
  const check = (sent: JsonObject, live: JsonObject, expected: boolean): void =>
    expect(isMade(sent, live)).toBe(expected);
  check({ data: { a: "1" } }, { data: { a: "1" }, metadata: { uid: "u" } }, true);
  check({ metadata: { resourceVersion: "1" } }, { metadata: { resourceVersion: "2" } }, true);
  check({ data: { a: "1" } }, { data: { a: "2" } }, false);
  check({ spec: {}, status: null }, {}, true);
  check({ stringData: { a: "b" } }, { data: { a: btoa("b") } }, true);
  check({ stringData: { a: "b" } }, { data: { a: btoa("c") } }, false);
  check({ list: [{ a: 1 }] }, { list: [{ a: 1, b: 2 }] }, true);
  check({ list: [{ a: 1 }] }, { list: [{ a: 1 }, { a: 2 }] }, false);
});
