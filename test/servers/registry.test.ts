/** Charts in a registry over plain HTTP: pushed, and found again by tag, range and digest. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chartFiles, Client, DIALECTS } from "./charts.ts";
import { type RunningRegistry, startRegistry } from "./registry.ts";

const PLAIN = "--plain-http";
let registry: RunningRegistry;
beforeAll(async () => void (registry = await startRegistry()));
afterAll(() => registry.stop());

for (const dialect of DIALECTS) {
  describe(dialect, () => {
    let client: Client;
    let home = "";
    let digest = "";

    beforeAll(async () => {
      home = `oci://${registry.host}/${dialect}`;
      client = new Client(chartFiles("web", "0.1.0"), { dialect });
      await client.package("web", ["1.0.0", "1.2.0", "1.10.0", "2.0.0-rc.1", "1.1.0+build.5"]);
      client.scratch.write({ "pulled/": "" });
    });
    afterAll(() => client[Symbol.dispose]());

    test("push says what it pushed", async () => {
      for (const version of ["1.0.0", "1.2.0", "1.10.0", "2.0.0-rc.1", "1.1.0+build.5"]) {
        const { stdout, stderr } = await client.run(["push", `web-${version}.tgz`, home, PLAIN]);
        const said = stdout + stderr;
        expect(said).toContain(`Pushed: ${registry.host}/${dialect}/web:${version.replace("+", "_")}\n`);
        if (version === "1.2.0") digest = /Digest: (sha256:[0-9a-f]{64})\n/.exec(said)?.[1] ?? "";
      }
      expect(digest).not.toBe("");
    });

    const chosen: [asked: string[], file: string][] = [
      [["--version", "1.0.0"], "web-1.0.0.tgz"],
      [["--version", "~1.2.0"], "web-1.2.0.tgz"],
      [["--version", "^1"], "web-1.10.0.tgz"],
      [["--version", ">1.0.0 <1.10.0"], "web-1.2.0.tgz"],
      [[], "web-1.10.0.tgz"],
      [["--devel"], "web-2.0.0-rc.1.tgz"],
      [["--version", "1.1.0+build.5"], "web-1.1.0+build.5.tgz"],
    ];
    for (const [asked, file] of chosen) {
      test(`pull ${asked.join(" ")}`, async () => {
        await client.ok(["pull", `${home}/web`, PLAIN, "-d", "pulled", ...asked]);
        expect(bytes(client, `pulled/${file}`)).toEqual(bytes(client, file));
      });
    }

    test("pull by digest", async () => {
      await client.ok(["pull", `${home}/web@${digest}`, PLAIN, "--untar", "--untardir", "by-digest"]);
      expect(readFileSync(join(client.scratch.folder, "by-digest/web/Chart.yaml"), "utf8")).toContain("version: 1.2.0");
      const other = digest.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
      expect(await client.fails(["pull", `${home}/web@${other}`, PLAIN])).toContain("not found");
    });

    test("what is not there", async () => {
      expect(await client.fails(["pull", `${home}/web`, PLAIN, "--version", "3.0.0"])).toContain(
        `${registry.host}/${dialect}/web:3.0.0: not found`,
      );
      expect(await client.fails(["pull", `${home}/web`, PLAIN, "--version", "^7"])).toContain("7");
    });

    test("show and template", async () => {
      const show = ["show", "chart", `${home}/web`, PLAIN, "--version", "1.0.0"];
      expect(await client.ok(show)).toBe("apiVersion: v2\nname: web\nversion: 1.0.0\n\n");
      const template = ["template", `${home}/web`, PLAIN, "--version", "~1.2"];
      expect(await client.ok(template)).toBe(
        "---\n# Source: web/templates/config.yaml\nkind: ConfigMap\nmetadata:\n  name: web-1.2.0\n",
      );
    });

    test("dependency update, and build from the lock", async () => {
      const dependency = `dependencies:\n- name: web\n  version: ~1.2.0\n  repository: ${home}\n`;
      client.scratch.write({ "app/Chart.yaml": `apiVersion: v2\nname: app\nversion: 0.1.0\n${dependency}` });
      expect(await client.ok(["dependency", "update", "app", PLAIN])).toContain("Saving 1 charts\n");
      const lock = readFileSync(join(client.scratch.folder, "app/Chart.lock"), "utf8");
      expect(lock).toStartWith(`dependencies:\n- name: web\n  repository: ${home}\n  version: 1.2.0\ndigest: sha256:`);
      client.scratch.write({ "again/Chart.yaml": `apiVersion: v2\nname: again\nversion: 0.1.0\n${dependency}` });
      client.scratch.write({ "again/Chart.lock": lock });
      await client.ok(["dependency", "build", "again", PLAIN]);
      expect(bytes(client, "again/charts/web-1.2.0.tgz")).toEqual(bytes(client, "web-1.2.0.tgz"));
      client.scratch.write({
        "again/Chart.yaml": `apiVersion: v2\nname: again\nversion: 0.1.0\n${dependency.replace("~1.2.0", "1.x")}`,
      });
      expect(await client.fails(["dependency", "build", "again", PLAIN])).toContain("out of sync");
    });
  });
}

function bytes(client: Client, path: string): Buffer {
  return readFileSync(join(client.scratch.folder, path));
}
