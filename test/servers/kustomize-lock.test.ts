/** `lade kustomize lock`, and builds of what it locked. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runHelm, type Dialect } from "../bad-input/run-helm.ts";
import { type Files, Scratch } from "../bad-input/scratch.ts";
import { Server } from "../bad-input/servers.ts";
import { GitServer } from "./git-server.ts";

const map = (name: string, value: string): string =>
  `apiVersion: v1\ndata:\n  k: ${value}\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
const base = (name: string, value: string): Files => ({
  "kustomization.yaml": "resources: [m.yaml]\n",
  "m.yaml": map(name, value),
});

let git: GitServer;
let web: Server;
let scratch: Scratch;
let page: string;

beforeEach(() => {
  git = new GitServer();
  git.commit("org/a", base("a", "1"));
  page = map("file", "1");
  web = new Server((path) => (path === "/m.yaml" ? new Response(page) : new Response("", { status: 404 })));
  scratch = new Scratch({ "kustomization.yaml": `resources: ["${git.url}/org/a?ref=main", "${web.url}/m.yaml"]\n` });
});

afterEach(() => {
  for (const one of [git, web, scratch]) one[Symbol.dispose]();
});

const run = (dialect: Dialect, ...args: string[]) =>
  runHelm(scratch, args, { dialect, env: { GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0" } });
const lock = (...args: string[]) => run("lade", "kustomize", "lock", ...args);
const build = () => run("kustomize", "build");
const lockText = (): string => readFileSync(join(scratch.folder, "kustomization.lock"), "utf8");
const trees = (): string => join(scratch.root, ".cache/lade/kustomize/trees");
const both = (a: string, file: string): string => `${map("a", a)}---\n${map("file", file)}`;

async function locked(): Promise<void> {
  expect(await lock()).toMatchObject({ exitCode: 0, stdout: "kustomization.lock: 1 repository, 1 file\n", stderr: "" });
}

async function refused(message: RegExp): Promise<void> {
  const { exitCode, stdout, stderr } = await build();
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toMatch(message);
}

describe("the lock file", () => {
  test("names commits and digests, sorted", async () => {
    await locked();
    const commit = git.git(["rev-parse", "main"], { cwd: git.folder("org/a") }).trim();
    expect(lockText().replace(/"sha256:[0-9a-f]{64}"/g, "DIGEST")).toBe(
      `# Made by "lade kustomize lock", which "lade kustomize lock --update" brings up to date.\nversion: 1\n` +
        `repositories:\n- url: "${git.url}/org/a"\n  ref: "main"\n  commit: "${commit}"\n  digest: DIGEST\n` +
        `files:\n- url: "${web.url}/m.yaml"\n  digest: DIGEST\n`,
    );
  });
  test("is not there without remote sources", async () => {
    scratch.write({ "kustomization.yaml": "resources: [m.yaml]\n", "m.yaml": map("m", "1") });
    expect(await lock()).toMatchObject({ exitCode: 0, stdout: "nothing to lock: no remote sources\n" });
    expect(existsSync(join(scratch.folder, "kustomization.lock"))).toBe(false);
  });
  test("is not written when the build fails", async () => {
    scratch.write({ "kustomization.yaml": `resources: ["${git.url}/org/a", nope.yaml]\n` });
    expect((await lock()).exitCode).toBe(1);
    expect(existsSync(join(scratch.folder, "kustomization.lock"))).toBe(false);
  });
  test("keeps entries that are there, adds new ones and drops those no longer used", async () => {
    await locked();
    const before = lockText();
    git.commit("org/a", base("a", "2"));
    git.commit("org/b", base("b", "1"));
    scratch.write({ "kustomization.yaml": `resources: ["${git.url}/org/a?ref=main", "${git.url}/org/b"]\n` });
    expect((await lock()).stdout).toBe("kustomization.lock: 2 repositories, 0 files\n");
    expect(lockText()).toContain(/- url: .*\/org\/a"\n.*\n.*\n.*\n/.exec(before)?.[0] ?? "none");
    expect(lockText()).not.toContain("files:");
    expect((await build()).stdout).toBe(`${map("a", "1")}---\n${map("b", "1")}`);
  });
  test("--update looks at everything again", async () => {
    await locked();
    git.commit("org/a", base("a", "2"));
    page = map("file", "2");
    await lock("--update");
    expect((await build()).stdout).toBe(both("2", "2"));
  });
  test("is no command of Kustomize", async () => {
    const { exitCode, stderr } = await run("kustomize", "lock");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringContaining('unknown command "lock"') as string,
    });
  });
  for (const [name, text, message] of [
    ["no YAML", "a: [", /^Error: kustomization.lock: .*yaml: line 1/],
    ["of another version", "version: 2\n", /^Error: kustomization.lock: version is not 1/],
    [
      "without a commit",
      "version: 1\nrepositories:\n- {url: x, ref: v1}\n",
      /^Error: kustomization.lock: repositories\[0\].commit is no text\n$/,
    ],
    [
      "with a digest that is none",
      "version: 1\nfiles:\n- {url: x, digest: ../../x}\n",
      /^Error: kustomization.lock: files\[0\].digest is no sha256\n$/,
    ],
  ] as const) {
    test(`that is ${name} is refused`, async () => {
      scratch.write({ "kustomization.lock": text });
      await refused(message);
    });
  }
});

describe("a build", () => {
  test("without a lock file fetches every time and keeps nothing", async () => {
    expect((await build()).stdout).toBe(both("1", "1"));
    git.commit("org/a", base("a", "2"));
    expect((await build()).stdout).toBe(both("2", "1"));
    expect(existsSync(join(scratch.root, ".cache"))).toBe(false);
  });
  test("with a lock file and a warm cache asks nobody", async () => {
    await locked();
    git.commit("org/a", base("a", "2"));
    page = map("file", "2");
    const asked = git.seen.length + web.seen.length;
    git[Symbol.dispose]();
    web[Symbol.dispose]();
    expect(await build()).toMatchObject({ exitCode: 0, stdout: both("1", "1"), stderr: "" });
    expect(git.seen.length + web.seen.length).toBe(asked);
  });
  test("with a cold cache fetches the commit, not the branch", async () => {
    await locked();
    git.commit("org/a", base("a", "2"), { branch: "other" });
    git.commit("org/a", base("a", "3"));
    rmSync(join(scratch.root, ".cache"), { recursive: true });
    expect((await build()).stdout).toBe(both("1", "1"));
  });
  test("refuses a file that has become another", async () => {
    await locked();
    page = map("file", "2");
    rmSync(join(scratch.root, ".cache"), { recursive: true });
    await refused(
      /^Error: accumulating resources: .*the content of '\S+\/m.yaml' is not what kustomization.lock says: it has sha256:\w{64} instead of sha256:\w{64}; run 'lade kustomize lock --update' if that is meant/,
    );
  });
  test("refuses a commit that has other files than the digest says", async () => {
    await locked();
    writeFileSync(
      join(scratch.folder, "kustomization.lock"),
      lockText().replace(/(commit: .*\n {2}digest: "sha256:)\w{8}/, "$100000000"),
    );
    await refused(/the content of '\S+\/org\/a' at 'main' is not what kustomization.lock says/);
  });
  test("refuses what the lock file does not name", async () => {
    await locked();
    scratch.write({ "kustomization.yaml": `resources: ["${git.url}/org/a?ref=v9"]\n` });
    await refused(/kustomization.lock has no entry for '\S+\/org\/a' at 'v9': run 'lade kustomize lock' to add it/);
  });
  test("fetches a copy anew that was changed in the cache, and says so", async () => {
    await locked();
    const [tree = ""] = readdirSync(trees());
    writeFileSync(join(trees(), tree, "m.yaml"), map("a", "evil"));
    const { stdout, stderr } = await build();
    expect(stdout).toBe(both("1", "1"));
    expect(stderr).toMatch(
      /^# Warning: the cached copy of '\S+\/org\/a' at 'main' was changed after it was fetched; it is fetched anew.\n$/,
    );
    expect((await build()).stderr).toBe("");
  });
  test("offline with a changed copy fails rather than take it", async () => {
    await locked();
    const [tree = ""] = readdirSync(trees());
    writeFileSync(join(trees(), tree, "extra.yaml"), "");
    git[Symbol.dispose]();
    await refused(/failed to run '\S*git fetch --depth=1/);
  });
});

describe("a server that hands out tips only", () => {
  const tipsOnly = async (): Promise<GitServer> => {
    git[Symbol.dispose]();
    git = new GitServer({ tipsOnly: true });
    git.commit("org/a", base("a", "1"));
    scratch.write({ "kustomization.yaml": `resources: ["${git.url}/org/a?ref=main"]\n` });
    expect((await lock()).exitCode).toBe(0);
    rmSync(join(scratch.root, ".cache"), { recursive: true });
    return git;
  };
  test("is asked for the branch, which still is that commit", async () => {
    await tipsOnly();
    expect((await build()).stdout).toBe(map("a", "1"));
  });
  test("has the branch at another commit: refused", async () => {
    (await tipsOnly()).commit("org/a", base("a", "2"));
    await refused(/is commit \w{40}, and kustomization.lock says \w{40}, which the server does not hand out/);
  });
});

test("remote sources are fetched at the same time", async () => {
  // Each repository is only answered when the other has been asked for, too.
  const asked = new Set<string>();
  const all = Promise.withResolvers<undefined>();
  using server = new GitServer({
    before: async (path) => {
      if (!path.endsWith("/info/refs")) return undefined;
      asked.add(path);
      if (asked.size === 3) all.resolve(undefined);
      return await Promise.race([all.promise, Bun.sleep(10_000).then(() => new Response("alone", { status: 503 }))]);
    },
  });
  for (const name of ["a", "b", "c"]) server.commit(`org/${name}`, base(name, "1"));
  scratch.write({
    "kustomization.yaml": `resources: ["${server.url}/org/a", below, "${server.url}/org/c"]\n`,
    "below/kustomization.yaml": `resources: ["${server.url}/org/b"]\n`,
  });
  expect(await build()).toMatchObject({
    exitCode: 0,
    stdout: ["a", "b", "c"].map((name) => map(name, "1")).join("---\n"),
  });
}, 30_000);
