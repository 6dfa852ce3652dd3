import { describe, expect, test } from "bun:test";
import { MemoryFileSystem } from "../base/index.ts";
import { parseChallenge } from "./challenge.ts";
import { passwordCredential } from "./credential.ts";
import { dockerConfigStore } from "./docker-config.ts";
import { formatReference, parseReference } from "./reference.ts";
import { cleanScopes } from "./scope.ts";

describe("references", () => {
  const check = (text: string, printed = text): void => {
    test(text, () => expect(formatReference(parseReference(text))).toBe(printed));
  };
  check("localhost:5000/a/b:1.0");
  check("r.example/a@sha256:" + "0".repeat(64));
  check("r.example/a:tag@sha256:" + "0".repeat(64), "r.example/a@sha256:" + "0".repeat(64));
  check("[::1]:5000/a");
});

describe("scopes are merged and sorted", () => {
  const check = (scopes: readonly string[], expected: readonly string[]): void => {
    test(scopes.join(" "), () => expect(cleanScopes(scopes)).toEqual([...expected]));
  };
  check(
    ["repository:b:push", "repository:a:pull", "repository:b:pull"],
    ["repository:a:pull", "repository:b:pull,push"],
  );
  check(["repository:a:*,pull"], ["repository:a:*"]);
  check(["repository:a:"], []);
  check(["odd"], ["odd"]);
});

test("challenges", () => {
  const { scheme, parameters } = parseChallenge('bearer realm="http://x/\\"t", service=s , scope="a b"');
  expect(scheme).toBe("bearer");
  expect(Object.fromEntries(parameters)).toEqual({ realm: 'http://x/"t', service: "s", scope: "a b" });
  expect(parseChallenge("Basic realm=x").scheme).toBe("basic");
  expect(parseChallenge("Negotiate").scheme).toBe("unknown");
});

describe("Docker's config", () => {
  const env = { get: () => undefined, entries: () => [] };
  const path = "/config/config.json";
  const textOf = (files: MemoryFileSystem): string => new TextDecoder().decode(files.read(path));

  test("is written as Docker writes it, and the rest of it stays", async () => {
    const files = new MemoryFileSystem({ [path]: '{"psFormat":"<x>","auths":{"old":{"auth":"YTpi"}}}' });
    await dockerConfigStore(path, { files, env }).put("new:5000", passwordCredential("u", "p"));
    expect(textOf(files)).toBe(
      '{\n\t"auths": {\n\t\t"new:5000": {\n\t\t\t"auth": "dTpw"\n\t\t},\n\t\t"old": {\n\t\t\t"auth": "YTpi"\n\t\t}\n\t},\n\t"psFormat": "\\u003cx\\u003e"\n}',
    );
  });
  test("finds names with schemes", async () => {
    const files = new MemoryFileSystem({ [path]: '{"auths":{"https://r.example/v1/":{"auth":"YTpi"}}}' });
    const { username, password } = await dockerConfigStore(path, { files, env }).get("r.example");
    expect([username, password]).toEqual(["a", "b"]);
  });
  test("keeps numbers as they are written, and looks at the first value only", async () => {
    const files = new MemoryFileSystem({ [path]: '{"a":1e400,"b":1.0,"c":12345678901234567890,"auths":{"r":{}}} x' });
    await dockerConfigStore(path, { files, env }).remove("r");
    expect(textOf(files)).toBe('{\n\t"a": 1e400,\n\t"auths": {},\n\t"b": 1.0,\n\t"c": 12345678901234567890\n}');
  });
  const refused: readonly [text: string, message: string][] = [
    ["nope", "failed to decode config file /config/config.json: invalid config format: invalid character 'o'"],
    ["{", "invalid config format: unexpected EOF"],
    ["\ufeff{}", "invalid character 'ï' looking for beginning of value"],
    ["[]", "json: cannot unmarshal array into Go value of type map[string]json.RawMessage"],
    [
      '{"auths":1e400}',
      "failed to unmarshal auths field: invalid config format: json: cannot unmarshal number into Go",
    ],
    ['{"credsStore":[]}', "failed to unmarshal creds store field: invalid config format: json: cannot unmarshal array"],
    ['{"credHelpers":"x"}', "json: cannot unmarshal string into Go value of type map[string]string"],
    ['{"credHelpers":{"r":true}}', "json: cannot unmarshal bool into Go value of type string"],
  ];
  for (const [text, message] of refused) {
    test(`refuses ${text}`, () => {
      const files = new MemoryFileSystem({ [path]: text });
      expect(() => dockerConfigStore(path, { files, env })).toThrow(message);
    });
  }
  test("null is nothing", () => {
    const files = new MemoryFileSystem({ [path]: '{"auths":null,"credHelpers":null,"credsStore":null}' });
    expect(() => dockerConfigStore(path, { files, env })).not.toThrow();
  });
});
