/** Records that are not as Helm writes them: what is said of them, and what is read all the same. Recorded from Helm 4.3.1 and 3.22.0. */
import { describe, expect, test } from "bun:test";
import type { JsonObject, JsonValue } from "../../kube/index.ts";
import { marshal } from "../../go/json/index.ts";
import type { Dialect } from "../dialect.ts";
import { gunzip } from "../../sys/gunzip.ts";
import { decodeRelease } from "./codec.ts";
import { canonicalRecord } from "./record-types.ts";
import { isRegular } from "./regular-record.ts";
import { releaseFromJson, releaseToJson } from "./release-json.ts";

const RECORD = {
  ...{
    name: "web",
    namespace: "prod",
    version: 4,
    manifest: "---\nkind: A\n",
    config: { a: [1, null] },
    apply_method: "ssa",
  },
  info: {
    ...{ first_deployed: "2026-01-31T03:04:05.678901234+01:00", last_deployed: "2026-01-31T03:04:05Z", deleted: "" },
    ...{ description: "Install complete", status: "deployed", notes: "hello\n", rollback_revision: 2 },
  },
  chart: {
    metadata: {
      ...{ name: "c", version: "0.1.0", apiVersion: "v2", sources: ["s"], annotations: { a: "b" } },
      ...{ dependencies: [{ name: "d", repository: "", "import-values": ["x", { child: "a", parent: "b" }] }] },
    },
    lock: { generated: "2026-01-02T03:04:05Z", digest: "sha256:0", dependencies: null },
    ...{ templates: [{ name: "templates/a.yaml", data: btoa("a"), modtime: "2026-01-02T03:04:05.5Z" }], files: null },
    ...{
      values: { replicas: 2 },
      schema: btoa("{}"),
      schemamodtime: "0001-01-01T00:00:00Z",
      modtime: "2026-01-02T03:04:05Z",
    },
  },
  hooks: [
    {
      ...{ name: "h", kind: "Job", path: "c/templates/h.yaml", manifest: "kind: Job", events: ["test"], weight: -5 },
      ...{ last_run: { started_at: "2026-01-02T03:04:05Z", phase: "Succeeded" }, delete_policies: ["hook-failed"] },
    },
  ],
} satisfies JsonObject;

const written = (record: JsonValue) => marshal(releaseToJson(releaseFromJson(record), { dialect: "helm4" }));

test("a record as Helm writes it is the same, decoded by Go's rules or not", () => {
  expect(isRegular(RECORD)).toBe(true);
  expect(written(canonicalRecord(JSON.stringify(RECORD), "helm4"))).toBe(written(RECORD));
});

/** The message in both dialects; or in Helm 4 and Helm 3. */
type Message = string | readonly [helm4: string, helm3: string];

async function refusal(text: string, dialect: Dialect): Promise<string> {
  try {
    await decodeRelease(text, { dialect });
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

function check(name: string, text: string, message: Message): void {
  test(name, async () => {
    const [helm4, helm3] = typeof message === "string" ? [message, message] : message;
    expect(await refusal(text, "helm4")).toBe(helm4);
    expect(await refusal(text, "helm3")).toBe(helm3);
  });
}

const json = (text: string): string => btoa(text);
const packed = (text: string): Buffer => Buffer.from(Bun.gzipSync(text));
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
/** Right but for what `more` says. */
const withInfo = (more: string): string => json(`{"info":{"status":"deployed"},${more}}`);

describe("what is no record", () => {
  check("nothing", "", "unexpected end of JSON input");
  check("no base64", "%%%", "illegal base64 data at input byte 0");
  check("without padding", "e30", "illegal base64 data at input byte 0");
  check("with a blank", "e30 ", "illegal base64 data at input byte 3");
  check("no JSON", json("nul"), "invalid character ' ' in literal null (expecting 'l')");
  check("two values", json("{}{}"), "invalid character '{' after top-level value");
  check("a list", json("[]"), [
    "json: cannot unmarshal array into Go value of type v1.Release",
    "json: cannot unmarshal array into Go value of type release.Release",
  ]);
  check("no info, where Helm panics", json("{}"), "the record has no info");
});

describe("gzip", () => {
  const good = packed('{"info":{"status":"deployed"}}');
  const decoded = async (bytes: Uint8Array): Promise<string> => {
    try {
      return (await decodeRelease(base64(bytes), { dialect: "helm4", gunzip })).info.status;
    } catch (error) {
      return (error as Error).message;
    }
  };
  test("whole", async () => expect(await decoded(good)).toBe("deployed"));
  test("cut off", async () => expect(await decoded(good.subarray(0, 20))).toBe("unexpected EOF"));
  test("with more behind it", async () => {
    expect(await decoded(Buffer.concat([good, Buffer.alloc(20)]))).toBe("gzip: invalid header");
    expect(await decoded(Buffer.concat([good, Buffer.from("abc")]))).toBe("unexpected EOF");
  });
  test("in two streams", async () => {
    expect(await decoded(Buffer.concat([packed('{"info":{"sta'), packed('tus":"failed"}}')]))).toBe("failed");
  });
});

describe("values of other types", () => {
  const into = "json: cannot unmarshal";
  check(
    "a number as text",
    withInfo('"version":"1"'),
    `${into} string into Go struct field Release.version of type int`,
  );
  check("a fraction", withInfo('"version":1.0'), `${into} number 1.0 into Go struct field Release.version of type int`);
  check(
    "an exponent",
    withInfo('"version":1e2'),
    `${into} number 1e2 into Go struct field Release.version of type int`,
  );
  check(
    "a number where text belongs",
    withInfo('"name":1'),
    `${into} number into Go struct field Release.name of type string`,
  );
  check("in info", json('{"info":{"notes":1}}'), [
    `${into} number into Go struct field Release.info.notes of type string`,
    `${into} number into Go struct field Info.info.notes of type string`,
  ]);
  check("no info", json('{"info":[]}'), [
    `${into} array into Go struct field Release.info of type map[string]interface {}`,
    `${into} array into Go struct field Release.info of type release.Info`,
  ]);
  check("a state", json('{"info":{"status":true}}'), [
    `${into} bool into Go struct field Release.info.status of type common.Status`,
    `${into} bool into Go struct field Info.info.status of type release.Status`,
  ]);
  check("in a hook", withInfo('"hooks":[{"events":["test",1]}]'), [
    `${into} number into Go struct field Hook.hooks.events of type v1.HookEvent`,
    `${into} number into Go struct field Hook.hooks.events of type release.HookEvent`,
  ]);
  check(
    "in metadata",
    withInfo('"chart":{"metadata":{"name":["c"]}}'),
    `${into} array into Go struct field Metadata.chart.metadata.name of type string`,
  );
  check(
    "a file",
    withInfo('"chart":{"templates":[{"name":"a","data":{}}]}'),
    `${into} object into Go struct field File.chart.templates.data of type []uint8`,
  );
  check(
    "values",
    withInfo('"config":[]'),
    `${into} array into Go struct field Release.config of type map[string]interface {}`,
  );
  check(
    "a large number",
    withInfo('"config":{"a":1e400}'),
    `${into} number 1e400 into Go struct field Release.config of type float64`,
  );
  check("what only Helm 4 knows", withInfo('"apply_method":1'), [
    `${into} number into Go struct field Release.apply_method of type string`,
    "",
  ]);
});

describe("times", () => {
  const at = (time: string): string => json(`{"info":{"last_deployed":${time}}}`);
  const wrong = (time: string, rest: string) =>
    `parsing time "${time}" as "2006-01-02T15:04:05Z07:00": cannot parse "${rest}"`;
  check("none", at('""'), "");
  check("a word", at('"soon"'), `${wrong("soon", "soon")} as "2006"`);
  check("without a T", at('"2026-01-02 03:04:05Z"'), `${wrong("2026-01-02 03:04:05Z", " 03:04:05Z")} as "T"`);
  check("a number", at("1"), "Time.UnmarshalJSON: input is not a JSON string");
  test("as Go prints them again", async () => {
    const { info } = await decodeRelease(at('"2026-01-02T03:04:05.100+00:00"'), { dialect: "helm4" });
    expect(info.lastDeployed).toBe("2026-01-02T03:04:05.1Z");
  });
});

test("what is missing is said, not made up", async () => {
  const read = (text: string) => decodeRelease(text, { dialect: "helm4" });
  expect(await read(withInfo('"chart":null'))).toMatchObject({ lacks: "chart", version: 0, info: { notes: "" } });
  expect(await read(withInfo('"chart":{"metadata":null}'))).toMatchObject({ lacks: "metadata" });
  expect((await read(withInfo('"chart":{"metadata":{}},"hooks":[null,{"name":"h"}]'))).hooks).toHaveLength(1);
  expect((await read(json('{"INFO":{"Status":"odd"},"NAME":"x"}'))).name).toBe("x");
  expect((await read(json('{"info":{}}'))).info.status as string).toBe("");
});
