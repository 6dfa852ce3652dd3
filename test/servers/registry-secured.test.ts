/** Registries that ask for a password, a private authority or a certificate of the client. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chartFiles, Client, DIALECTS } from "./charts.ts";
import { type RunningRegistry, startRegistry } from "./registry.ts";

const USER = { user: "ada", password: "pa ss:wörd" };

function caOf({ certificates }: RunningRegistry): string[] {
  return ["--ca-file", certificates.path("ca.pem")];
}

function loginOf({ host }: RunningRegistry, password = USER.password): string[] {
  return ["registry", "login", host, "-u", USER.user, "-p", password];
}

describe("TLS of a private authority, and a password", () => {
  let registry: RunningRegistry;
  beforeAll(async () => void (registry = await startRegistry({ tls: true, password: USER })));
  afterAll(() => registry.stop());

  for (const dialect of DIALECTS) {
    test(`${dialect}: login, push, pull, dependency, logout`, async () => {
      using client = new Client(chartFiles("web", "1.0.0"), { dialect });
      const home = `oci://${registry.host}/${dialect}`;
      const ca = caOf(registry);
      await client.package("web", ["1.0.0"]);
      expect(await client.fails(["push", "web-1.0.0.tgz", home, ...ca])).toContain("basic credential not found");
      expect(await client.fails(loginOf(registry))).toContain("x509: certificate signed by unknown authority");
      expect(await client.fails([...loginOf(registry, "wrong"), ...ca])).toContain("401");
      const login = await client.run([...loginOf(registry), ...ca]);
      expect(login.stdout + login.stderr).toContain("Login Succeeded\n");
      await client.ok(["push", "web-1.0.0.tgz", home, ...ca]);
      await client.ok(["pull", `${home}/web`, "--version", "1.x", "--untar", "--untardir", "got", ...ca]);
      expect(existsSync(join(client.scratch.folder, "got/web/Chart.yaml"))).toBeTrue();
      await client.ok(["show", "chart", `${home}/web`, "--insecure-skip-tls-verify"]);
      const dependency = `dependencies:\n- name: web\n  version: 1.x\n  repository: ${home}\n`;
      client.scratch.write({ "app/Chart.yaml": `apiVersion: v2\nname: app\nversion: 0.1.0\n${dependency}` });
      await client.ok(["dependency", "update", "app", ...ca]);
      await client.ok(["dependency", "build", "app", ...ca]);
      const logout = await client.run(["registry", "logout", registry.host]);
      expect(logout.stdout + logout.stderr).toBe(`Removing login credentials for ${registry.host}\n`);
      expect(await client.fails(["pull", `${home}/web`, ...ca])).toContain("basic credential not found");
    });

    test(`${dialect}: password from standard input`, async () => {
      using client = new Client({}, { dialect });
      const command = ["registry", "login", registry.host, "-u", USER.user, "--password-stdin", ...caOf(registry)];
      const login = await client.run(command, { stdin: `${USER.password}\n` });
      expect(login.stdout + login.stderr).toContain("Login Succeeded\n");
      expect(await client.fails(command, { stdin: "other\n" })).toContain("401");
    });

    test(`${dialect}: credentials of one command`, async () => {
      using client = new Client(chartFiles("web", "1.0.0"), { dialect });
      const home = `oci://${registry.host}/${dialect}-flags`;
      const given = ["--username", USER.user, "--password", USER.password, ...caOf(registry)];
      await client.package("web", ["1.0.0"]);
      await client.ok(["push", "web-1.0.0.tgz", home, ...given]);
      await client.ok(["pull", `${home}/web`, ...given]);
      expect(existsSync(join(client.scratch.root, "config/registry/config.json"))).toBeFalse();
    });
  }
});

describe("certificates of the client", () => {
  let registry: RunningRegistry;
  beforeAll(async () => void (registry = await startRegistry({ tls: true, clientCertificates: true })));
  afterAll(() => registry.stop());

  for (const dialect of DIALECTS) {
    test(dialect, async () => {
      using client = new Client(chartFiles("web", "1.0.0"), { dialect });
      const home = `oci://${registry.host}/${dialect}`;
      const { path } = registry.certificates;
      const own = ["--cert-file", path("client.pem"), "--key-file", path("client.key")];
      await client.package("web", ["1.0.0"]);
      const push = ["push", "web-1.0.0.tgz", home, ...caOf(registry)];
      expect(await client.fails(push)).toMatch(/remote error: tls: (bad certificate|certificate required)/);
      await client.ok([...push, ...own]);
      await client.ok(["pull", `${home}/web`, ...caOf(registry), ...own]);
    });
  }
});

/** Keeps what it is given as a file; Docker's protocol of credential helpers. */
const CREDENTIAL_PROGRAM = `#!/bin/sh
echo "$1" >>"$HOME/asked"
case "$1" in
  store) cat >"$HOME/stored" ;;
  get) cat >/dev/null; test -f "$HOME/stored" && cat "$HOME/stored" || { echo "credentials not found in native keychain"; exit 1; } ;;
  erase) cat >/dev/null; rm -f "$HOME/stored" ;;
  list) echo "{}" ;;
esac
`;

describe("a program that keeps credentials", () => {
  let registry: RunningRegistry;
  beforeAll(async () => void (registry = await startRegistry({ password: USER })));
  afterAll(() => registry.stop());

  const settings = {
    credsStore: () => ({ credsStore: "fake" }),
    credHelpers: (host: string) => ({ credHelpers: { [host]: "fake" } }),
  };
  for (const dialect of DIALECTS) {
    for (const [name, config] of Object.entries(settings)) {
      test(`${dialect}: ${name}`, async () => {
        using client = new Client(
          {
            ...chartFiles("web", "1.0.0"),
            "bin/docker-credential-fake": CREDENTIAL_PROGRAM,
            "../config/registry/config.json": JSON.stringify(config(registry.host)),
          },
          { dialect },
        );
        const { folder, root } = client.scratch;
        Bun.spawnSync(["chmod", "+x", join(folder, "bin/docker-credential-fake")]);
        const env = { PATH: `${join(folder, "bin")}:${process.env["PATH"]}` };
        const push = [
          "push",
          "web-1.0.0.tgz",
          `oci://${registry.host}/${dialect}-${name.toLowerCase()}`,
          "--plain-http",
        ];
        await client.package("web", ["1.0.0"]);
        await client.ok([...loginOf(registry), "--plain-http"], { env });
        expect(JSON.parse(readFileSync(join(root, "stored"), "utf8"))).toEqual({
          ServerURL: registry.host,
          Username: USER.user,
          Secret: USER.password,
        });
        expect(readFileSync(join(root, "config/registry/config.json"), "utf8")).not.toContain(USER.password);
        await client.ok(push, { env });
        await client.ok(["registry", "logout", registry.host], { env });
        expect(await client.fails(push, { env })).toContain("basic credential not found");
        expect(new Set(readFileSync(join(root, "asked"), "utf8").trim().split("\n"))).toContain("erase");
      });
    }
  }
});
