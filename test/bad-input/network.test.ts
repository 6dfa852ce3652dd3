import { describe, expect, test } from "bun:test";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { archive, chart, TEMPLATE } from "./charts.ts";
import { expectOneError } from "./check.ts";
import { againstPeer, type Dialect, DIALECTS, runHelm, type RunOptions, startHelm } from "./run-helm.ts";
import { Scratch } from "./scratch.ts";
import { HalfServer, index, PACKED, registry, Server, sha256 } from "./servers.ts";

/** Nothing may be left in the folder, and no index or chart in Helm's own folders. */
async function refuses(args: readonly string[], error: string | RegExp, options: RunOptions = {}): Promise<void> {
  using scratch = new Scratch(chart());
  const before = scratch.list();
  expectOneError(await runHelm(scratch, args, options), error, scratch);
  expect(scratch.list()).toEqual(before);
  const kept = scratch.list(scratch.root).filter((path) => !path.startsWith("work/") && !/\/$|\.lock 0$/.test(path));
  expect(kept).toEqual([]);
}

function packed(): Response {
  return new Response(PACKED as Uint8Array<ArrayBuffer>);
}

describe("answers that stop half way", () => {
  for (const dialect of DIALECTS) {
    for (const args of [["pull"], ["pull", "--untar"], ["pull", "-d", "d"], ["template", "r"], ["show", "chart"]]) {
      test(`${args.join(" ")} (${dialect})`, async () => {
        using server = new HalfServer("ends");
        await refuses([...args, `${server.url}/c-0.1.0.tgz`], "unexpected EOF", { dialect });
      });
    }
    for (const command of ["pull", "template"]) {
      test(`${command} from a registry (${dialect})`, async () => {
        using half = new HalfServer("ends");
        using server = registry({ chartAt: `${half.url}/chart` });
        const args = [command, `oci://${server.host}/r/c`, "--version", "0.1.0", "--plain-http"];
        await refuses(args, /unexpected EOF$/, { dialect });
      });
    }
  }
  test("repo add", async () => {
    using server = new HalfServer("ends");
    const { url } = server;
    await refuses(
      ["repo", "add", "x", url],
      `looks like "${url}" is not a valid chart repository or cannot be reached: unexpected EOF`,
    );
  });
});

describe("servers that hang", () => {
  const timeout = /context deadline exceeded \(Client\.Timeout/;
  for (const then of ["stalls", "never answers"] as const) {
    test(then, async () => {
      using server = new HalfServer(then);
      await refuses(["repo", "add", "x", server.url, "--timeout", "500ms"], timeout, { timeoutMs: 5000 });
    });
  }
});

/** Nothing of them is left behind where they were to be unpacked. */
describe("archives that pull is to unpack", () => {
  const CASES: readonly [name: string, bytes: Uint8Array, error: string][] = [
    ["a path with ..", archive({ name: "c/../../evil", data: "x" }), "chart illegally references parent directory"],
    ["an absolute path", archive({ name: "c//etc/evil", data: "x" }), "chart illegally contains absolute paths"],
    ["an end in its middle", PACKED.subarray(0, PACKED.length / 2), "unexpected EOF"],
    [
      "a bomb",
      archive({ name: "c/a", data: new Uint8Array(200 * 2 ** 20) }),
      "decompressed chart is larger than the maximum size 104857600",
    ],
  ];
  for (const dialect of DIALECTS) {
    for (const [name, bytes, error] of CASES) {
      test.skipIf(againstPeer)(`${name} (${dialect})`, async () => {
        using server = new Server(() => new Response(bytes as Uint8Array<ArrayBuffer>));
        const text = dialect === "helm3" ? error.replace("maximum size", "maximum file size") : error;
        await refuses(["pull", `${server.url}/c-0.1.0.tgz`, "--untar"], text, { dialect });
      });
    }
  }
});

describe("interrupted", () => {
  for (const args of [["pull"], ["pull", "--untar"]]) {
    for (const signal of ["SIGKILL", "SIGINT"] as const) {
      test(`${args.join(" ")} by ${signal}`, async () => {
        using server = new HalfServer("stalls");
        using scratch = new Scratch({});
        const child = startHelm(scratch, [...args, `${server.url}/c-0.1.0.tgz`]);
        await server.stalled;
        child.kill(signal);
        await child.exited;
        expect(scratch.list()).toEqual([]);
      });
    }
  }
  test("dependency update by SIGKILL", async () => {
    using half = new HalfServer("stalls");
    using server = new Server(() => new Response(index(`${half.url}/c-0.1.0.tgz`)));
    const dependencies = `dependencies:\n- {name: c, version: 0.1.0, repository: "${server.url}"}\n`;
    using scratch = new Scratch({
      "p/Chart.yaml": `apiVersion: v2\nname: p\nversion: 0.1.0\n${dependencies}`,
      "p/charts/c-0.0.1.tgz": "old",
    });
    const before = scratch.list();
    rmSync(join(scratch.folder, "p/charts/c-0.0.1.tgz"));
    const child = startHelm(scratch, ["dependency", "update", "p"]);
    await half.stalled;
    child.kill("SIGKILL");
    await child.exited;
    const left = scratch.list().filter((path) => !before.includes(path) && !path.endsWith("/"));
    expect(left).toEqual([]);
  });
});

describe("redirects", () => {
  const credentials = ["--username", "u", "--password", "p"];
  const basic = `Basic ${btoa("u:p")}`;

  test("in a circle end", async () => {
    using server = new Server(() => new Response("", { status: 302, headers: { location: "/self.tgz" } }));
    await refuses(["pull", `${server.url}/c.tgz`], 'Get "/self.tgz": stopped after 10 redirects');
    expect(server.seen.length).toBe(10);
  });

  for (const [dialect, more] of DIALECTS.flatMap((name) => [
    [name, []] as const,
    [name, ["--pass-credentials"]] as const,
  ])) {
    test([`to another host take no credentials along (${dialect})`, ...more].join(", "), async () => {
      using other = new Server(() => packed());
      using server = new Server(() => Response.redirect(`http://localhost:${other.host.split(":")[1]}/c.tgz`));
      using scratch = new Scratch({});
      const { exitCode } = await runHelm(scratch, ["pull", `${server.url}/c.tgz`, ...credentials, ...more], {
        dialect,
      });
      expect({ exitCode, first: server.seen, second: other.seen }).toEqual({
        exitCode: 0,
        first: [`/c.tgz ${basic}`],
        second: ["/c.tgz"],
      });
    });
  }
});

describe("redirects of a registry", () => {
  for (const dialect of DIALECTS) {
    test(`to another host take no credentials along (${dialect})`, async () => {
      using other = new Server(() => packed());
      using server = registry({ asks: true, chartAt: `http://localhost:${other.host.split(":")[1]}/chart` });
      using scratch = new Scratch({});
      const credentials = ["--username", "u", "--password", "p"];
      const args = ["pull", `oci://${server.host}/r/c`, "--version", "0.1.0", "--plain-http", ...credentials];
      const { exitCode } = await runHelm(scratch, args, { dialect });
      expect({ exitCode, other: other.seen }).toEqual({ exitCode: 0, other: ["/chart"] });
      expect(server.seen.filter((line) => line.endsWith(` Basic ${btoa("u:p")}`)).length).toBeGreaterThan(0);
    });
  }
});

describe("charts on another host than their index", () => {
  const credentials = ["--username", "u", "--password", "p"];
  for (const [command, passes] of [
    ["pull", false],
    ["template", false],
    ["pull", true],
    ["template", true],
  ] as const) {
    test.skipIf(againstPeer && command === "pull")(`${command}${passes ? " --pass-credentials" : ""}`, async () => {
      using other = new Server(() => packed());
      using server = new Server(() => new Response(index(`${other.url}/c-0.1.0.tgz`)));
      using scratch = new Scratch({});
      const words = command === "pull" ? ["pull", "c"] : ["template", "r", "c"];
      const more = passes ? ["--pass-credentials"] : [];
      const { exitCode } = await runHelm(scratch, [...words, "--repo", server.url, ...credentials, ...more]);
      expect({ exitCode, index: server.seen, chart: other.seen }).toEqual({
        exitCode: 0,
        index: [`/index.yaml Basic ${btoa("u:p")}`],
        chart: [passes ? `/c-0.1.0.tgz Basic ${btoa("u:p")}` : "/c-0.1.0.tgz"],
      });
    });
  }
});

describe("indexes", () => {
  const bomb = ["a0: &a0 [x]", ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)].join(
    "\n",
  );
  const cases: readonly [name: string, text: string, problem: string][] = [
    ["nothing", "", "empty index.yaml file"],
    ["noise", "\x00\x01", "error converting YAML to JSON: yaml: control characters are not allowed"],
    ["aliases of aliases", bomb, "error converting YAML to JSON: yaml: document contains excessive aliasing"],
    ["nesting", `entries: ${"[".repeat(20_000)}`, "error converting YAML to JSON: yaml: exceeded max depth of 10000"],
    [
      "a web page",
      "<html></html>",
      "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type repo.IndexFile",
    ],
  ];
  for (const [name, text, problem] of cases) {
    test(name, async () => {
      using server = new Server(() => new Response(text));
      const { url } = server;
      await refuses(
        ["repo", "add", "x", url],
        `looks like "${url}" is not a valid chart repository or cannot be reached: ${problem}`,
      );
    });
  }
});

describe("a chart that its index states another digest of is taken, and told of", () => {
  const stated = "0".repeat(64);
  const got = sha256(PACKED);

  /** What a command says on standard error, where the chart is served under this digest. */
  async function told(digest: string, dialect: Dialect, args: (url: string) => readonly string[]): Promise<string> {
    using server = new Server((path) =>
      path === "/index.yaml" ? new Response(index("c-0.1.0.tgz", digest)) : packed(),
    );
    const dependency = `dependencies:\n- {name: c, version: 0.1.0, repository: "${server.url}"}\n`;
    using scratch = new Scratch({ "p/Chart.yaml": `apiVersion: v2\nname: p\nversion: 0.1.0\n${dependency}` });
    await runHelm(scratch, ["repo", "add", "r", server.url], { dialect });
    const { exitCode, stderr } = await runHelm(scratch, args(server.url), { dialect });
    expect(exitCode).toBe(0);
    return stderr.replaceAll(server.url, "$URL").replaceAll('\\"', '"');
  }

  const commands: Readonly<Record<string, (url: string) => readonly string[]>> = {
    "pull r/c": () => ["pull", "r/c"],
    "pull --repo": (url) => ["pull", "c", "--repo", url],
    "template r/c": () => ["template", "x", "r/c"],
    "show chart --repo": (url) => ["show", "chart", "c", "--repo", url],
    "dependency update": () => ["dependency", "update", "p"],
  };
  for (const dialect of DIALECTS) {
    for (const [name, args] of Object.entries(commands)) {
      test.skipIf(againstPeer)(`${name} (${dialect})`, async () => {
        const wanted = `chart "c" version "0.1.0" of repository "$URL" is not what its index states: wanted sha256:${stated}, got sha256:${got}`;
        expect(await told(stated, dialect, args)).toContain(wanted);
        for (const digest of ["", got, `sha256:${got}`, got.toUpperCase()]) {
          expect(await told(digest, dialect, args)).not.toContain("is not what its index states");
        }
      });
    }
  }
});

describe("registries", () => {
  const zeros = "0".repeat(64);
  const pull = ({ host }: Server, reference = "r/c") => [
    "pull",
    `oci://${host}/${reference}`,
    "--version",
    "0.1.0",
    "--plain-http",
  ];
  test("a chart with another digest than its manifest says", async () => {
    using server = registry({ digest: zeros });
    await refuses(pull(server), 'failed to perform "Push" on destination: mismatched digest');
  });
  test("a manifest with another digest than the header says", async () => {
    using server = registry({ header: zeros });
    await refuses(pull(server), 'failed to perform "Successors" on source: mismatched digest');
  });
  test("a manifest that is no JSON", async () => {
    using server = registry({ manifest: "junk" });
    await refuses(pull(server), /^failed to perform "Successors" on source: invalid character 'j'/);
  });
  test("a digest that is not there", async () => {
    using server = registry();
    await refuses(["pull", `oci://${server.host}/r/c@sha256:${zeros}`, "--plain-http"], /: not found$/);
  });
});

describe("secrets", () => {
  test.skipIf(againstPeer)("passwords in URLs are not shown", async () => {
    using server = new Server(() => new Response("", { status: 401 }));
    const url = server.url.replace("//", "//user:sEcret@");
    for (const args of [
      ["pull", `${url}/c.tgz`],
      ["repo", "add", "x", url],
      ["pull", "http://user:sEcret@127.0.0.1:1/c.tgz"],
    ]) {
      using scratch = new Scratch({});
      const { stdout, stderr } = await runHelm(scratch, [...args, "--debug"]);
      expect(stderr).toContain("user:***@127.0.0.1");
      expect(stdout + stderr).not.toMatch(/sEcret|c0VjcmV0/);
    }
  });

  test("credentials are written for their owner only", async () => {
    using server = registry();
    using scratch = new Scratch({});
    const { exitCode } = await runHelm(
      scratch,
      ["registry", "login", server.host, "-u", "u", "--password-stdin", "--plain-http"],
      { stdin: "p" },
    );
    expect(exitCode).toBe(0);
    expect(statSync(join(scratch.root, "config/registry/config.json")).mode & 0o777).toBe(0o600);
    using repository = new Server(() => new Response(index("c-0.1.0.tgz")));
    await runHelm(scratch, ["repo", "add", "x", repository.url, "--username", "u", "--password", "p"]);
    expect(statSync(join(scratch.root, "config/repositories.yaml")).mode & 0o777).toBe(0o600);
  });

  test("a credential program that fails", async () => {
    using scratch = new Scratch(chart());
    scratch.write({ "../config/registry/config.json": '{"credsStore":"does-not-exist"}' });
    using server = new Server(
      () => new Response("{}", { status: 401, headers: { "www-authenticate": 'Basic realm="x"' } }),
    );
    const outcome = await runHelm(scratch, ["pull", `oci://${server.host}/r/c`, "--version", "0.1.0", "--plain-http"]);
    expectOneError(outcome, /docker-credential-does-not-exist/, scratch);
  });
});

describe("values from a server", () => {
  test("that has none", async () => {
    using server = new Server(() => new Response("", { status: 404 }));
    await refuses([...TEMPLATE, "-f", `${server.url}/v.yaml`], `failed to fetch ${server.url}/v.yaml : 404 Not Found`);
  });
});
