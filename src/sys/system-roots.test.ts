import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemRoots } from "./system-roots.ts";

const pem = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----`;

test("authorities come from the file and from the folders that the environment names", () => {
  const folder = mkdtempSync(join(tmpdir(), "lade-roots-"));
  try {
    writeFileSync(join(folder, "bundle"), `# ours\n${pem("a")}\n${pem("b")}\n`);
    writeFileSync(join(folder, "nothing"), "x");
    const roots = (file: string, folders: string) =>
      systemRoots({ get: (name) => ({ SSL_CERT_FILE: join(folder, file), SSL_CERT_DIR: folders })[name] });
    expect(roots("bundle", "")).toContain("# ours");
    expect(roots("nothing", `/nonexistent:${folder}`)).toBe(`${pem("a")}\n${pem("b")}`);
    expect(roots("nothing", "/nonexistent")).toBeUndefined();
    expect(roots("missing", folder)).toBe(`${pem("a")}\n${pem("b")}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
