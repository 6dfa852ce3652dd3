/** Remote bases, components and files of kustomizations, over loopback. `BAD_INPUT_KUSTOMIZE` holds Kustomize against the same cases. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { againstPeer, runHelm } from "../bad-input/run-helm.ts";
import { type Files, Scratch } from "../bad-input/scratch.ts";
import { HalfServer, Server } from "../bad-input/servers.ts";
import { type Certificates, makeCertificates } from "./certificates.ts";
import { GitServer } from "./git-server.ts";

const folder = mkdtempSync(join(tmpdir(), "lade-remotes-"));
const START_MS_MAX = 30_000;
let certificates: Certificates;
let http: GitServer;
let https: GitServer;

const map = (name: string, value: string): string =>
  `apiVersion: v1\ndata:\n  k: ${value}\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;

function repository(url: string, value: string): Files {
  return {
    "kustomization.yaml": "resources: [base]\n",
    "base/kustomization.yaml": "resources: [map.yaml]\n",
    "base/map.yaml": map("map", value),
    "overlay/kustomization.yaml": "namePrefix: over-\nresources: [../base]\n",
    "component/kustomization.yaml":
      "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnameSuffix: -component\n",
    "again/kustomization.yaml": `resources: ["${url}/org/app//again"]\n`,
    "outside/kustomization.yaml": "resources: [../../elsewhere]\n",
    "reads/kustomization.yaml": "configMapGenerator: [{name: x, files: [/etc/hostname]}]\n",
    "way-out": { link: "/etc" },
    "other/kustomization.yaml": `resources: ["${url}/org/other"]\n`,
  };
}

beforeAll(async () => {
  certificates = await makeCertificates(folder);
  http = new GitServer();
  https = new GitServer({ certificates, beside: http });
  http.commit("org/app", repository(http.url, "one"), { tag: "v1" });
  http.commit("org/app", repository(http.url, "next"), { branch: "feature/next" });
  http.commit("org/app", repository(http.url, "main"), { branch: "main" });
  http.commit("org/other", { "kustomization.yaml": "resources: [map.yaml]\n", "map.yaml": map("other", "o") });
  http.commit("org/deep.git", { "a/b/kustomization.yaml": "resources: [m.yaml]\n", "a/b/m.yaml": map("deep", "d") });
  http.commit("proj/_git/repo", { "x/kustomization.yaml": "resources: [m.yaml]\n", "x/m.yaml": map("azure", "a") });
  http.commit("org/with", { "kustomization.yaml": "resources: [sub]\n" });
  http.addSubmodule("org/with", "org/other", "sub");
}, START_MS_MAX);

afterAll(() => {
  https[Symbol.dispose]();
  http[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

interface Expected {
  readonly exitCode?: number;
  readonly stdout?: string;
  readonly stderr?: string | RegExp;
}

/** Temporary folders and ports, which change. */
function stable(text: string, urls: readonly string[]): string {
  let result = text.replace(/\/tmp\/(?:kustomize|lade)-[^/' "`\\]*/g, "$TMP");
  for (const url of urls) result = result.replaceAll(url, "$URL");
  return result.replace(/^(?:hint|warning|Cloning|Submodule).*\n/gm, "");
}

async function build(files: Files, args: readonly string[], { exitCode = 0, stdout = "", stderr = "" }: Expected) {
  using scratch = new Scratch(files);
  const outcome = await runHelm(scratch, ["build", ...args], {
    dialect: "kustomize",
    env: {
      SSL_CERT_FILE: certificates.path("ca.pem"),
      GIT_SSL_CAINFO: certificates.path("ca.pem"),
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_TERMINAL_PROMPT: "0",
    },
  });
  const said = stable(outcome.stderr, [http.url, https.url]);
  if (typeof stderr === "string") expect(said).toBe(stderr);
  else expect(said).toMatch(stderr);
  expect({ exitCode: outcome.exitCode, stdout: outcome.stdout }).toEqual({ exitCode, stdout });
}

const list = (...resources: string[]): Files => ({ "kustomization.yaml": `resources: ${JSON.stringify(resources)}\n` });

describe("addresses that are built", () => {
  const cases: readonly [string, string][] = [
    ["/org/app", map("map", "main")],
    ["/org/app?ref=v1", map("map", "one")],
    ["/org/app?version=v1", map("map", "one")],
    ["/org/app?ref=feature/next", map("map", "next")],
    ["/org/app/overlay?ref=v1", map("over-map", "one")],
    ["/org/app//overlay?ref=v1&timeout=90s", map("over-map", "one")],
    ["/org/app//overlay/../base", map("map", "main")],
    ["/org/deep.git/a/b", map("deep", "d")],
    ["/org/deep.git//a/b?timeout=90", map("deep", "d")],
    ["/proj/_git/repo/x", map("azure", "a")],
    ["/org/with", map("other", "o")],
    ["/org/app//other", map("other", "o")],
  ];
  for (const [address, stdout] of cases) {
    test(address, () => build({}, [http.url + address], { stdout }));
  }
  test("as bases, over https", () =>
    build(list(`${https.url}/org/app//overlay?ref=v1`, `${https.url}/org/with`), ["."], {
      stdout: [map("other", "o"), map("over-map", "one")].join("---\n"),
    }));
  test("a commit", async () => {
    const commit = http.git(["rev-parse", "v1"], { cwd: http.folder("org/app") }).trim();
    await build({}, [`${http.url}/org/app?ref=${commit}`], { stdout: map("map", "one") });
  });
  test("file://", () => build({}, [`file://${http.folder("org/app")}?ref=v1`], { stdout: map("map", "one") }));
  test("git::", () =>
    build({}, [`git::${http.url}/org/app?ref=v1`], {
      stdout: map("map", "one"),
      stderr: /^\S+ \S+ Warning: Forcing the git protocol using the 'git::' URL prefix is not supported\./,
    }));
  test("several, one of them twice with other paths", () =>
    build(list(`${http.url}/org/app//overlay`, `${http.url}/org/other`, `${http.url}/org/app//base?ref=v1`), ["."], {
      stdout: [map("map", "one"), map("other", "o"), map("over-map", "main")].join("---\n"),
    }));
  test("a component", () =>
    build(
      {
        "kustomization.yaml": `resources: [m.yaml]\ncomponents: ["${http.url}/org/app//component"]\n`,
        "m.yaml": map("m", "v"),
      },
      ["."],
      { stdout: map("m-component", "v") },
    ));
  test("without submodules", () =>
    build({}, [`${http.url}/org/with?submodules=false`], {
      exitCode: 1,
      stderr:
        "Error: accumulating resources: accumulation err='accumulating resources from 'sub': '$TMP/sub' must resolve to a file': " +
        "couldn't make target for path '$TMP/sub': unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '$TMP/sub'\n",
    }));
});

describe("addresses that are refused", () => {
  const cases: readonly [name: string, address: string, error: string | RegExp][] = [
    [
      "a ref that is not there",
      "/org/app?ref=nope",
      /^Error: failed to run '\S*git fetch --depth=1 \$URL\/org\/app nope': fatal: couldn't find remote ref nope\n: exit status 128\n$/,
    ],
    [
      "a repository that is not there",
      "/org/nope",
      /^Error: failed to run '\S*git fetch --depth=1 \$URL\/org\/nope HEAD': fatal: repository '\$URL\/org\/nope\/' not found\n: exit status 128\n$/,
    ],
    [
      "a folder that is not there",
      "/org/app//nope",
      "Error: evalsymlink failure on '$TMP/nope' : lstat $TMP/nope: no such file or directory\n",
    ],
    [
      "a file",
      "/org/app//base/map.yaml",
      "Error: '$TMP/base/map.yaml' refers to file 'map.yaml'; expecting directory\n",
    ],
    [
      "a link out of the repository",
      "/org/app//way-out",
      'Error: "$TMP/way-out" refers to directory outside of repo "$TMP"\n',
    ],
    [
      "a file from outside",
      "/org/app//reads",
      /^Error: loading KV pairs: .*security; file '\/etc\/hostname' is not in or below '\$TMP\/reads'\n$/,
    ],
    [
      "a repository that names itself",
      "/org/app//again",
      "Error: accumulating resources: accumulation err='accumulating resources from '$URL/org/app//again': URL is a git repository': cycle detected: URI '$URL/org/app//again' referenced by previous URI '$URL/org/app//again'\n",
    ],
    [
      "a base outside the repository",
      "/org/app//outside",
      /^Error: accumulating resources: .*no such file or directory\n$/,
    ],
  ];
  for (const [name, address, stderr] of cases) {
    test(name, () => build({}, [http.url + address], { exitCode: 1, stderr }));
  }
  // Kustomize hands it to git, which runs the program.
  test.skipIf(againstPeer)("a ref that is an option", async () => {
    const mark = join(folder, "mark");
    await build({}, [`file://${http.folder("org/app")}?ref=--upload-pack=touch%20${mark}`], {
      exitCode: 1,
      stderr: /^Error: invalid ref '--upload-pack=touch \S+': it begins with '-'\n$/,
    });
    expect(existsSync(mark)).toBe(false);
  });
  test("git://", () =>
    build({}, ["git://localhost/org/app"], {
      exitCode: 1,
      stderr:
        /^Error: must build at directory: not a valid directory: evalsymlink failure on 'git:\/\/localhost\/org\/app' : lstat \S+: no such file or directory\n$/,
    }));
});

describe("files", () => {
  const answers: Readonly<Record<string, string>> = {
    "/m.yaml": map("m", "v"),
    "/patch.yaml": map("m", "patched"),
    "/prefix.yaml":
      "apiVersion: builtin\nkind: PrefixTransformer\nmetadata: {name: p}\nprefix: far-\nfieldSpecs: [{path: metadata/name}]\n",
    "/schema.json": '{"definitions":{}}',
    "/config.yaml": "namePrefix: [{path: metadata/name}]\n",
    "/words.txt": "from afar",
    "/broken.yaml": "a: [",
  };
  const serve = (): Server =>
    new Server((path) => {
      const text = answers[path];
      return text === undefined
        ? new Response("", { status: path === "/secret.yaml" ? 403 : 404 })
        : new Response(text);
    });
  const cases: readonly [name: string, text: string, expected: Expected][] = [
    ["a resource", "resources: [URL/m.yaml]", { stdout: map("m", "v") }],
    ["a resource with a query", "resources: ['URL/m.yaml?token=x']", { stdout: map("m", "v") }],
    ["a patch", "resources: [URL/m.yaml]\npatches: [{path: URL/patch.yaml}]", { stdout: map("m", "patched") }],
    ["a transformer", "resources: [URL/m.yaml]\ntransformers: [URL/prefix.yaml]", { stdout: map("far-m", "v") }],
    ["a schema", "resources: [URL/m.yaml]\nopenapi: {path: URL/schema.json}", { stdout: map("m", "v") }],
    [
      "a configuration",
      "resources: [URL/m.yaml]\nconfigurations: [URL/config.yaml]\nnamePrefix: a-",
      { stdout: map("a-m", "v") },
    ],
    [
      "the source of a generator",
      "generatorOptions: {disableNameSuffixHash: true}\nconfigMapGenerator: [{name: g, files: [k=URL/words.txt]}]",
      { stdout: map("g", "from afar") },
    ],
    [
      "one that is not there",
      "resources: [URL/nope.yaml]",
      {
        exitCode: 1,
        stderr:
          "Error: accumulating resources: accumulating resources from 'URL/nope.yaml': HTTP Error: status code 404 (Not Found)\n",
      },
    ],
    [
      "one that is forbidden",
      "resources: [URL/secret.yaml]",
      {
        exitCode: 1,
        stderr:
          "Error: accumulating resources: accumulating resources from 'URL/secret.yaml': HTTP Error: status code 403 (Forbidden)\n",
      },
    ],
    [
      "one that is no YAML",
      "resources: [URL/broken.yaml]",
      {
        exitCode: 1,
        stderr:
          /^Error: accumulating resources: accumulating resources from 'URL\/broken.yaml': MalformedYAMLError: yaml: .* in File: URL\/broken.yaml\n$/,
      },
    ],
    [
      "a patch that is not there",
      "resources: [URL/m.yaml]\npatches: [{path: URL/nope.yaml}]",
      { exitCode: 1, stderr: /HTTP Error: status code 404 \(Not Found\)/ },
    ],
  ];
  for (const [name, text, expected] of cases) {
    test(name, async () => {
      using server = serve();
      using scratch = new Scratch({ "kustomization.yaml": text.replaceAll("URL", server.url) });
      const outcome = await runHelm(scratch, ["build"], { dialect: "kustomize" });
      const said = outcome.stderr.replaceAll(server.url, "URL");
      const { exitCode = 0, stdout = "", stderr = "" } = expected;
      if (typeof stderr === "string") expect(said).toBe(stderr);
      else expect(said).toMatch(stderr);
      expect({ exitCode: outcome.exitCode, stdout: outcome.stdout }).toEqual({ exitCode, stdout });
    });
  }
});

describe("remotes that hang", () => {
  test("a repository, until its timeout", async () => {
    using silent = new HalfServer("never answers");
    using scratch = new Scratch({});
    const url = `${silent.url}/org/repo?timeout=300ms`;
    const { exitCode, stderr } = await runHelm(scratch, ["build", url], { dialect: "kustomize" });
    expect(stderr).toMatch(
      /^Error: hit 300ms timeout running '\S*git fetch --depth=1 http:\/\/127.0.0.1:\d+\/org\/repo HEAD'\n$/,
    );
    expect(exitCode).toBe(1);
  });
  test.skipIf(againstPeer)("a repository as a base: neither the page nor git is waited for longer", async () => {
    using silent = new HalfServer("never answers");
    using scratch = new Scratch(list(`${silent.url}/org/repo?timeout=300ms`));
    const { exitCode, stderr } = await runHelm(scratch, ["build"], { dialect: "kustomize" });
    expect(stderr).toMatch(/^Error: accumulating resources: accumulation err='.*': hit 300ms timeout running '.*'\n$/);
    expect(exitCode).toBe(1);
  });
  test("an interrupt ends git as well", async () => {
    using silent = new HalfServer("never answers");
    using scratch = new Scratch({});
    const { startHelm } = await import("../bad-input/run-helm.ts");
    const child = startHelm(scratch, ["build", `${silent.url}/org/repo`], { dialect: "kustomize" });
    await Bun.sleep(300);
    child.kill("SIGTERM");
    expect(await child.exited).not.toBe(0);
  });
});
