/** Schemas that refer to a server: every line of lint is said once, however often it has to wait for another schema. */
import { expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { StaticServer } from "./static-server.ts";

const ROOT = join(import.meta.dir, "../..");

/** As Helm 4.3.1 and 3.22.0 say it, which can be had with the peer's path in the variable. */
const PROGRAMS = {
  helm4: {
    program: process.env["BAD_INPUT_HELM4"] ?? join(ROOT, "bin/helm"),
    line: 'level=INFO msg="warning: cannot overwrite table with non table for a (map[x:1])"',
  },
  helm3: {
    program: process.env["BAD_INPUT_HELM3"] ?? join(ROOT, "bin/helm3"),
    line: "warning: cannot overwrite table with non table for a (map[x:1])",
  },
};

for (const [dialect, { program, line }] of Object.entries(PROGRAMS)) {
  test(dialect, async () => {
    const folder = mkdtempSync(join(tmpdir(), "lade-remote-schema-"));
    using server = new StaticServer({ folder });
    const files = {
      "a.json": '{"properties":{"a":{"$ref":"b.json"}}}',
      "b.json": '{"type":"number"}',
      "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\nicon: https://example.com/i.png\n",
      "c/values.yaml": "a:\n  x: 1\n",
      "c/values.schema.json": JSON.stringify({ $ref: `${server.urlOn("127.0.0.1")}/a.json` }),
      "c/templates/a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const child = Bun.spawn([program, "lint", "c", "--set", "a=2"], { cwd: folder, stdout: "pipe", stderr: "pipe" });
    const [out, err] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
      child.exited,
    ]);
    rmSync(folder, { recursive: true });
    expect(out).toBe("==> Linting c\n\n1 chart(s) linted, 0 chart(s) failed\n");
    const said = err.trimEnd().split("\n");
    expect(said.map((one) => one.slice(-line.length))).toEqual([line]);
    expect(new Set(server.seen)).toEqual(new Set(["/a.json", "/b.json"]));
  });
}
