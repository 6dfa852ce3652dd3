import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { ApiError, listAt, textAt, type ApiResponse, type JsonValue } from "../../kube/index.ts";
import { machinePorts } from "../machine.ts";
import { Sandbox } from "../sandbox.ts";
import { memoryStorage } from "../storage/memory-storage.ts";
import { encodeToken } from "./continue-token.ts";

const MAPS = "/api/v1/namespaces/default/configmaps";
const OLDEST = 100;

/** Of a server that has begun anew: what was before its first version is forgotten. */
const sandbox = new Sandbox({
  storage: { ...memoryStorage(), load: () => ({ revision: OLDEST, objects: [] }) },
  ports: machinePorts,
});
afterAll(() => sandbox.close());

const list = (query: Record<string, string>): Promise<ApiResponse> =>
  sandbox.request({ method: "GET", path: MAPS, query: { labelSelector: "page", ...query } });
const names = ({ body }: ApiResponse): string[] =>
  listAt(body, "items").map((one) => `${textAt(one, "metadata", "name")}=${textAt(one, "data", "a")}`);
const metadata = ({ body }: ApiResponse, key: string): string => textAt(body, "metadata", key);
const write = (method: "POST" | "PUT", name: string, a: string): Promise<ApiResponse> =>
  sandbox.request({
    method,
    path: method === "POST" ? MAPS : `${MAPS}/${name}`,
    body: { apiVersion: "v1", kind: "ConfigMap", metadata: { name, labels: { page: "" } }, data: { a } },
  });

async function refusal(query: Record<string, string>): Promise<JsonValue> {
  const error = await list(query).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return error instanceof ApiError ? [error.status, error.reason, error.message.slice(0, 55)] : null;
}

describe("pages of a list", () => {
  let first: ApiResponse;

  beforeAll(async () => {
    for (const name of ["a", "b", "c"]) await write("POST", name, "1");
    first = await list({ limit: "1" });
    await write("PUT", "b", "2");
    await write("POST", "bb", "1");
    await sandbox.request({ method: "DELETE", path: `${MAPS}/c` });
  });

  test("are of the state of the first", async () => {
    const second = await list({ limit: "1", continue: metadata(first, "continue") });
    const third = await list({ limit: "1", continue: metadata(second, "continue") });
    expect([first, second, third].flatMap(names)).toEqual(["a=1", "b=1", "c=1"]);
    // Whether one more has the label is not known before it is looked for.
    const fourth = await list({ limit: "1", continue: metadata(third, "continue") });
    expect([names(fourth), metadata(fourth, "continue")]).toEqual([[], ""]);
    expect(metadata(third, "resourceVersion")).toBe(metadata(first, "resourceVersion"));
  });

  test("of a version that is kept are exactly of it", async () => {
    const resourceVersion = metadata(first, "resourceVersion");
    expect(names(await list({ resourceVersion, resourceVersionMatch: "Exact" }))).toEqual(["a=1", "b=1", "c=1"]);
    expect(names(await list({ resourceVersion, resourceVersionMatch: "NotOlderThan" }))).toEqual([
      "a=1",
      "b=2",
      "bb=1",
    ]);
  });

  test("that are forgotten go on by another token", async () => {
    const continued = encodeToken({ revision: OLDEST - 1, start: "default/a\0" });
    const expired = [410, "Expired", "The provided continue parameter is too old to display a"];
    expect(await refusal({ continue: continued })).toEqual(expired);
    const next = encodeToken({ revision: -1, start: "default/a\0" });
    expect(names(await list({ continue: next }))).toEqual(["b=2", "bb=1"]);
    const { body } = await sandbox.answer({
      ...{ method: "GET", path: MAPS, query: { continue: continued }, accept: "", contentType: "", userAgent: "" },
      body: undefined,
    });
    expect(textAt(body, "metadata", "continue")).toBe(next);
  });

  test("of versions that are forgotten, or have not come, are refused", async () => {
    const old = { resourceVersion: String(OLDEST - 1), resourceVersionMatch: "Exact" };
    expect(await refusal(old)).toEqual([410, "Expired", "The resourceVersion for the provided list is too old."]);
    const future = await refusal({ resourceVersion: "99999999" });
    expect(future).toEqual([504, "Timeout", "Timeout: Too large resource version: 99999999, current:"]);
  });
});
