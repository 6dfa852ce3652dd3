/** Charts in repositories that are files on a web server: TLS of a private authority, passwords, certificates of the client. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Certificates, makeCertificates } from "./certificates.ts";
import { chartFiles, Client, DIALECTS } from "./charts.ts";
import { basic, StaticServer } from "./static-server.ts";

const USER = { user: "ada", password: "pa ss:wörd" };
const CREDENTIALS = ["--username", USER.user, "--password", USER.password];
const NAMES = ["api", "cache", "db", "queue", "web"] as const;
const UNKNOWN_AUTHORITY = "x509: certificate signed by unknown authority";

const SETUP_MS_MAX = 30_000;

let place: string;
let certificates: Certificates;
let own: string[];
let ca: string[];
/** Where each chart is the only one of a repository, and where all of them are in one. */
const folders = new Map<string, string>();

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), "lade-repositories-"));
  certificates = await makeCertificates(place);
  ca = ["--ca-file", certificates.path("ca.pem")];
  own = ["--cert-file", certificates.path("client.pem"), "--key-file", certificates.path("client.key")];
  using client = new Client({});
  for (const name of NAMES) {
    client.scratch.write(chartFiles(name, "1.0.0"));
    const versions = name === "web" ? ["1.0.0", "1.2.0", "2.0.0-rc.1"] : ["1.0.0"];
    for (const folder of [join(place, name), join(place, "all")]) {
      for (const version of versions) await client.ok(["package", name, "--version", version, "-d", folder]);
      await client.ok(["repo", "index", folder]);
      folders.set(folder.slice(place.length + 1), folder);
    }
  }
}, SETUP_MS_MAX);
afterAll(() => rmSync(place, { recursive: true, force: true }));

function folderOf(name: string): string {
  return folders.get(name) ?? "";
}

function bytes(client: Client, path: string): Buffer {
  return readFileSync(join(client.scratch.folder, path));
}

function original(file: string): Buffer {
  return readFileSync(join(folderOf("all"), file));
}

for (const dialect of DIALECTS) {
  describe(`${dialect}: TLS of a private authority, and a password`, () => {
    let server: StaticServer;
    beforeAll(() => void (server = new StaticServer({ folder: folderOf("all"), certificates, password: USER })));
    afterAll(() => server[Symbol.dispose]());

    test("repo add, list, update, remove; search, pull, show and template know what was added", async () => {
      using client = new Client({}, { dialect });
      const { url } = server;
      const add = ["repo", "add", "secure", url];
      const unreachable = `Error: looks like "${url}" is not a valid chart repository or cannot be reached: `;
      expect(await client.fails([...add, ...CREDENTIALS])).toBe(
        `${unreachable}Get "${url}/index.yaml": tls: failed to verify certificate: ${UNKNOWN_AUTHORITY}\n`,
      );
      expect(await client.fails([...add, ...ca])).toBe(
        `${unreachable}failed to fetch ${url}/index.yaml : 401 Unauthorized\n`,
      );
      expect(existsSync(join(client.scratch.root, "config/repositories.yaml"))).toBeFalse();
      expect(await client.ok([...add, ...CREDENTIALS, ...ca])).toBe('"secure" has been added to your repositories\n');
      expect(await client.ok(["repo", "list"])).toMatch(/^NAME {2}\s*\tURL\s*\nsecure\thttps:\/\/localhost:\d+\s*\n$/);
      expect(await client.ok(["repo", "update"])).toBe(
        "Hang tight while we grab the latest from your chart repositories...\n" +
          '...Successfully got an update from the "secure" chart repository\n' +
          "Update Complete. ⎈Happy Helming!⎈\n",
      );
      expect(await client.ok(["search", "repo", "secure/w", "-o", "yaml"])).toBe(
        '- app_version: ""\n  description: ""\n  name: secure/web\n  version: 1.2.0\n',
      );
      await client.ok(["pull", "secure/web"]);
      expect(bytes(client, "web-1.2.0.tgz")).toEqual(original("web-1.2.0.tgz"));
      await client.ok(["pull", "secure/web", "--version", "<1.2", "--untar", "--untardir", "got"]);
      expect(bytes(client, "got/web/Chart.yaml").toString()).toContain("version: 1.0.0\n");
      expect(await client.ok(["show", "chart", "secure/web", "--devel"])).toContain("version: 2.0.0-rc.1\n");
      expect(await client.ok(["template", "r", "secure/web", "--version", "1.0.0"])).toContain("name: web-1.0.0\n");
      expect(await client.ok(["repo", "remove", "secure"])).toBe('"secure" has been removed from your repositories\n');
      expect(client.scratch.list(client.scratch.root).filter((path) => /secure-(index|charts)/.test(path))).toEqual([]);
      expect(await client.fails(["pull", "secure/web"])).toContain("repo secure not found\n");
    });

    test("what one command is given", async () => {
      using client = new Client({}, { dialect });
      const given = ["--repo", server.url, ...CREDENTIALS, ...ca];
      await client.ok(["pull", "web", ...given, "--version", "1.0.0"]);
      expect(bytes(client, "web-1.0.0.tgz")).toEqual(original("web-1.0.0.tgz"));
      expect(await client.ok(["template", "r", "web", ...given])).toContain("name: web-1.2.0\n");
      expect(await client.ok(["show", "chart", `${server.url}/api-1.0.0.tgz`, ...CREDENTIALS, ...ca])).toContain("api");
      expect(await client.fails(["pull", "web", "--repo", server.url, ...ca])).toContain("401 Unauthorized\n");
      expect(existsSync(join(client.scratch.root, "config"))).toBeFalse();
    });

    test("--insecure-skip-tls-verify", async () => {
      using client = new Client({}, { dialect });
      const skip = "--insecure-skip-tls-verify";
      await client.ok(["pull", "web", "--repo", server.url, ...CREDENTIALS, skip]);
      await client.ok(["repo", "add", "secure", server.url, ...CREDENTIALS, skip]);
      await client.ok(["repo", "update", "secure"]);
      expect(bytes(client, "../config/repositories.yaml").toString()).toContain("insecure_skip_tls_verify: true\n");
      await client.ok(["show", "chart", "secure/web", skip]);
    });

    test("files of certificates that are wrong", async () => {
      using client = new Client({ "noise.pem": "noise" }, { dialect });
      const add = ["repo", "add", "secure", server.url, ...CREDENTIALS];
      const config = "cannot be reached: can't create TLS config for client: ";
      const missing = dialect === "helm3" ? "nope.pem" : '"nope.pem": open nope.pem: no such file';
      expect(await client.fails([...add, "--ca-file", "nope.pem"])).toContain(
        `${config}can't read CA file: ${missing}`,
      );
      const noise = await client.fails([...add, "--ca-file", "noise.pem"]);
      expect(noise).toContain(`${config}failed to append certificates from `);
      const pair = ["--cert-file", "nope.pem", "--key-file", "nope.key"];
      expect(await client.fails([...add, ...ca, ...pair])).toContain("open nope.pem: no such file or directory\n");
    });
  });

  test(`${dialect}: certificates of the client`, async () => {
    using server = new StaticServer({ folder: folderOf("all"), certificates, clientCertificates: true });
    using client = new Client({}, { dialect });
    const add = ["repo", "add", "known", server.url, ...ca];
    expect(await client.fails(add)).toContain("remote error: tls: certificate required\n");
    expect(server.seen).toEqual([]);
    await client.ok([...add, ...own]);
    await client.ok(["repo", "update"]);
    await client.ok(["pull", "known/web"]);
    expect(bytes(client, "web-1.2.0.tgz")).toEqual(original("web-1.2.0.tgz"));
    await client.ok(["pull", "web", "--repo", server.url, "--version", "1.0.0", ...ca, ...own]);
  });

  describe(`${dialect}: dependencies in five repositories`, () => {
    test("update asks each for its index once, build works from the lock", async () => {
      using servers = new Servers(NAMES.map((name) => [name, { folder: folderOf(name), certificates }]));
      using client = new Client({}, { dialect });
      for (const [name, { url }] of servers.all)
        await client.ok(["repo", "add", name, url, ...passwordOf(name), ...ca]);
      const dependencies = servers.all.map(
        ([name, { url }]) => `- {name: ${name}, version: 1.x, repository: "${url}"}\n`,
      );
      client.scratch.write({
        "app/Chart.yaml": `apiVersion: v2\nname: app\nversion: 0.1.0\ndependencies:\n${dependencies.join("")}`,
      });
      servers.forget();
      const out = await client.ok(["dependency", "update", "app"]);
      expect(out).toContain("Update Complete. ⎈Happy Helming!⎈\nSaving 5 charts\n");
      for (const [name, server] of servers.all) {
        const file = name === "web" ? "web-1.2.0.tgz" : `${name}-1.0.0.tgz`;
        const authorization = basic({ user: name, password: `of ${name}` });
        expect(server.seen).toEqual([`/index.yaml ${authorization}`, `/${file} ${authorization}`]);
        expect(bytes(client, `app/charts/${file}`)).toEqual(original(file));
      }
      rmSync(join(client.scratch.folder, "app/charts"), { recursive: true });
      servers.forget();
      await client.ok(["dependency", "build", "app", "--skip-refresh"]);
      expect(servers.all.flatMap(([, { seen }]) => seen).filter((line) => line.startsWith("/index.yaml"))).toEqual([]);
      expect(client.scratch.list().filter((path) => path.startsWith("app/charts/")).length).toBe(1 + NAMES.length);
      expect(await client.ok(["dependency", "list", "app"])).toMatch(/^api *\t1\.x *\t\S+ *\tok *$/m);
    });

    test("nothing changes when one of them is gone", async () => {
      using servers = new Servers(NAMES.map((name) => [name, { folder: folderOf(name), certificates }]));
      using client = new Client({ "app/charts/old-0.1.0.tgz": original("web-1.0.0.tgz") }, { dialect });
      for (const [name, { url }] of servers.all)
        await client.ok(["repo", "add", name, url, ...passwordOf(name), ...ca]);
      const dependencies = servers.all.map(
        ([name, { url }]) => `- {name: ${name}, version: 1.x, repository: "${url}"}\n`,
      );
      client.scratch.write({
        "app/Chart.yaml": `apiVersion: v2\nname: app\nversion: 0.1.0\ndependencies:\n${dependencies.join("")}`,
      });
      servers.stop("queue");
      const before = client.scratch.list();
      const error = await client.fails(["dependency", "update", "app", "--skip-refresh"]);
      expect(error).toMatch(
        /^Error: could not download https:\/\/localhost:\d+\/queue-1\.0\.0\.tgz: Get ".*" *: dial tcp /,
      );
      expect(client.scratch.list()).toEqual(before);
    });
  });

  describe(`${dialect}: credentials and other hosts`, () => {
    const moved = (other: StaticServer): string => `${other.urlOn("127.0.0.1")}/web-1.0.0.tgz`;

    test("never follow a redirect of an index or of a chart", async () => {
      using other = new StaticServer({ folder: folderOf("web") });
      const redirects = {
        "/index.yaml": `${other.urlOn("127.0.0.1")}/index.yaml`,
        "/web-1.0.0.tgz": moved(other),
        "/web-1.2.0.tgz": `${other.urlOn("127.0.0.1")}/web-1.2.0.tgz`,
      };
      using server = new StaticServer({ folder: folderOf("web"), password: USER, redirects });
      using client = new Client({}, { dialect });
      await client.ok(["repo", "add", "r", server.url, ...CREDENTIALS, "--pass-credentials"]);
      await client.ok(["repo", "update"]);
      await client.ok(["pull", "r/web"]);
      await client.ok(["pull", "web", "--repo", server.url, ...CREDENTIALS, "--pass-credentials"]);
      const app = `dependencies:\n- {name: web, version: 1.0.0, repository: "${server.url}"}\n`;
      client.scratch.write({ "app/Chart.yaml": `apiVersion: v2\nname: app\nversion: 0.1.0\n${app}` });
      await client.ok(["dependency", "update", "app"]);
      expect(server.seen.every((line) => line.endsWith(` ${basic(USER)}`))).toBeTrue();
      expect(other.seen.length).toBeGreaterThanOrEqual(6);
      expect(other.seen.filter((line) => line.includes("Basic"))).toEqual([]);
    });

    for (const [passes, more] of [
      [false, []],
      [true, ["--pass-credentials"]],
    ] as const) {
      test(`a chart that the index has elsewhere${passes ? ", --pass-credentials" : ""}`, async () => {
        using other = new StaticServer({ folder: folderOf("web") });
        using client = new Client({}, { dialect });
        await client.ok(["repo", "index", ".", "--url", other.urlOn("127.0.0.1")]);
        client.scratch.write({ "web-1.0.0.tgz": original("web-1.0.0.tgz") });
        await client.ok(["repo", "index", ".", "--url", other.urlOn("127.0.0.1")]);
        using server = new StaticServer({ folder: client.scratch.folder, password: USER });
        await client.ok(["repo", "add", "r", server.url, ...CREDENTIALS, ...more]);
        client.scratch.write({ "d/": "" });
        await client.ok(["pull", "r/web", "-d", "d"]);
        expect(bytes(client, "d/web-1.0.0.tgz")).toEqual(original("web-1.0.0.tgz"));
        expect(other.seen).toEqual([passes ? `/web-1.0.0.tgz ${basic(USER)}` : "/web-1.0.0.tgz"]);
      });
    }
  });
}

for (const dialect of DIALECTS) {
  test(`${dialect}: an entry that is left out is told of as often as Helm reads the index, an address that is none once`, async () => {
    const [folder, index] = ["repository", "repository/index.yaml"];
    using client = new Client(chartFiles("web", "1.0.0"), { dialect });
    await client.ok(["package", "web", "-d", folder]);
    await client.ok(["repo", "index", folder]);
    const good = bytes(client, index).toString();
    client.scratch.write({ [index]: good.replace("  web:\n", "  web:\n  - {name: web, version: latest}\n") });
    using server = new StaticServer({ folder: join(client.scratch.folder, folder) });
    const told = async (...args: string[]): Promise<number> =>
      (await client.run(args)).stderr.split("skipping loading invalid entry").length - 1;
    const dependency = `dependencies: [{name: web, version: ">=0", repository: "${server.url}"}]\n`;
    client.scratch.write({ "shop/Chart.yaml": `apiVersion: v2\nname: shop\nversion: 1.0.0\n${dependency}` });
    expect(await told("repo", "add", "r", server.url)).toBe(1);
    expect(await told("search", "repo")).toBe(1);
    expect(await told("show", "chart", "r/web")).toBe(1);
    expect(await told("dependency", "update", "shop", "--skip-refresh")).toBe(3);
    expect(await told("dependency", "build", "shop", "--skip-refresh")).toBe(2);
    client.scratch.write({ [index]: good.replace("web-1.0.0.tgz", "'%zz'") });
    const what = dialect === "helm3" ? "%zz: " : ": failed to parse %zz as URL: ";
    const why = 'parse "%zz": invalid URL escape "%zz"\n';
    expect(await client.fails(["dependency", "update", "shop"])).toBe(`Error: could not find ${what}${why}`);
  });
}

/** Five of them, each with a password of its own. */
class Servers implements Disposable {
  readonly all: readonly (readonly [name: string, server: StaticServer])[];

  constructor(options: readonly (readonly [string, { folder: string; certificates: Certificates }])[]) {
    this.all = options.map(([name, one]) => {
      return [name, new StaticServer({ ...one, password: { user: name, password: `of ${name}` } })];
    });
  }

  forget(): void {
    for (const [, { seen }] of this.all) seen.length = 0;
  }

  stop(wanted: string): void {
    for (const [name, server] of this.all) if (name === wanted) server[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    for (const [, server] of this.all) server[Symbol.dispose]();
  }
}

function passwordOf(name: string): string[] {
  return ["--username", name, "--password", `of ${name}`];
}
