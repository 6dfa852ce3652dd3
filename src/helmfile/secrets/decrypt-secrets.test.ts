import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MemoryFileSystem } from "../../base/index.ts";
import { REF_CASES, REF_ENV } from "../../../test/recorded/refs.ts";
import { decryptSecrets } from "./index.ts";

function decrypted(name: string, { as = name, env = REF_ENV as Readonly<Record<string, string>> } = {}): string {
  const files = new MemoryFileSystem({ [`/w/${as}`]: readFileSync(join(REF_CASES, "input", name), "utf8") });
  return decryptSecrets(`/w/${as}`, { env: (variable) => env[variable], files });
}

const YAML = "db:\n    user: root\n    password: hunter2\n";
const JSON_TEXT = '{\n\t"api": {\n\t\t"key": "json-secret"\n\t}\n}\n';

describe("what a file is stands in it", () => {
  const check = (name: string, as: string, begins: string): void =>
    test(`${name} as ${as}`, () => expect(decrypted(name, { as })).toStartWith(begins));
  check("secrets.yaml", "secrets.yaml", YAML);
  check("secrets.yaml", "secrets.json", YAML);
  check("secrets.yaml", "secrets.yaml.gotmpl", YAML);
  check("secrets.json", "secrets.yaml", JSON_TEXT);
  check("secrets.txt", "secrets.hcl", "binary secret\nsecond line\n");
});

describe("errors", () => {
  test("a file in the clear", () => {
    expect(() => decrypted("doc.yaml")).toThrow("[helm-secrets] File is not encrypted: /w/doc.yaml");
  });
  test("a file that is not there", () => {
    const world = { env: () => undefined, files: new MemoryFileSystem() };
    expect(() => decryptSecrets("/w/none.yaml", world)).toThrow("[helm-secrets] File does not exist: /w/none.yaml");
  });
  test("no key", () => {
    const fails = (): unknown => decrypted("secrets.yaml", { env: { HOME: "/nobody" } });
    expect(fails).toThrow("Failed to get the data key required to decrypt the SOPS file.");
    expect(fails).toThrow("[helm-secrets] Error while decrypting file: /w/secrets.yaml");
  });
});
