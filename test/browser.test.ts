/**
 * The engines run unchanged in a browser: bundled as they are, they give the bytes of `bin/helm` and `bin/kustomize`.
 * Charts and trees of our own, and real ones where they stand beside the checkout.
 */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { browse } from "./browser/chromium.ts";
import type { Answer, Task } from "./browser/task.ts";

/** The browser may have to be installed first. */
setDefaultTimeout(300_000);

const ROOT = resolve(import.meta.dir, "..");
const PARITY = resolve(ROOT, "../shared/parity");
const REAL_CHARTS = join(PARITY, "helm/charts-real");
const REAL_TREES = join(PARITY, "kustomize/examples/cases");

const scratch = mkdtempSync(join(tmpdir(), "lade-browser-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Subject {
  readonly name: string;
  readonly task: Task;
  /** Gives the bytes that are wanted. */
  readonly command: readonly string[];
}

function chart(archive: string, values: readonly string[]): Subject {
  const flags = values.flatMap((file) => ["-f", file]);
  const valueFiles = values.map((file) => readFileSync(file, "utf8"));
  return {
    name: archive.slice(archive.lastIndexOf("/") + 1),
    task: { kind: "helm", release: "demo", archive: readFileSync(archive).toBase64(), valueFiles },
    command: [join(ROOT, "bin/helm"), "template", "demo", archive, ...flags],
  };
}

function tree(folder: string, path: string): Subject {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  const bytes = files.map((name) => [`/in/${name}`, readFileSync(join(folder, name)).toBase64()]);
  return {
    name: join(folder, path).slice(-60),
    task: { kind: "kustomize", files: Object.fromEntries(bytes), root: `/in/${path}` },
    command: [join(ROOT, "bin/kustomize"), "build", join(folder, path)],
  };
}

/** The example chart with its dependency, as an archive. */
function packagedShop(): string {
  const shop = join(ROOT, "test/cases/helm/input/shop");
  output([join(ROOT, "bin/helm"), "package", shop, "-d", scratch]);
  const [archive = ""] = readdirSync(scratch).filter((name) => name.endsWith(".tgz"));
  return join(scratch, archive);
}

function output(command: readonly string[]): Buffer {
  const env = { PATH: process.env["PATH"] ?? "", HOME: scratch };
  const { exitCode, stdout, stderr } = Bun.spawnSync([...command], { env, stdin: "ignore", stderr: "pipe" });
  if (exitCode !== 0) throw new Error(`${command.join(" ")}: ${stderr.toString()}`);
  return stdout;
}

const subjects: Subject[] = [
  chart(packagedShop(), [join(ROOT, "examples/charts/shop/production.yaml")]),
  tree(join(ROOT, "examples/kustomize"), "overlays/production"),
  tree(join(ROOT, "examples/kustomize"), "overlays/staging"),
];
if (existsSync(REAL_CHARTS)) {
  const values = join(REAL_CHARTS, "cases/kube-prometheus-stack-defaults/values-base.yaml");
  subjects.push(chart(join(REAL_CHARTS, "charts/kube-prometheus-stack-88.5.3.tgz"), [values]));
  subjects.push(chart(join(REAL_CHARTS, "charts/ingress-nginx-4.15.1.tgz"), []));
}
if (existsSync(REAL_TREES)) {
  const argo = join(REAL_TREES, "argo-cd-manifests-ha-namespace-install-with-hydrator/in");
  subjects.push(tree(argo, "ha/namespace-install-with-hydrator"));
}

/** One file, which knows nothing but the browser. */
async function bundle(): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [join(import.meta.dir, "browser/page.ts")],
    target: "browser",
    format: "esm",
  });
  const [only] = outputs;
  if (only === undefined || outputs.length > 1) throw new Error(`one file was expected, not ${outputs.length}`);
  return await only.text();
}

const PAGE = `<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>`;

async function inBrowser(script: string): Promise<Answer[]> {
  const answers = Promise.withResolvers<Answer[]>();
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    routes: {
      "/": () => new Response(PAGE, { headers: { "content-type": "text/html" } }),
      "/page.js": () => new Response(script, { headers: { "content-type": "text/javascript" } }),
      "/tasks": () => Response.json(subjects.map(({ task }) => task)),
      "/answers": async (request) => {
        answers.resolve((await request.json()) as Answer[]);
        return new Response();
      },
    },
    fetch: () => new Response("", { status: 404 }),
  });
  try {
    return await browse(server.url.href, answers.promise);
  } finally {
    await server.stop(true);
  }
}

describe("in a browser", () => {
  let script = "";
  let answers: readonly Answer[] = [];
  beforeAll(async () => {
    script = await bundle();
    answers = await inBrowser(script);
  });

  test("the bundle asks for nothing of Bun or Node", () => {
    expect(script.match(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*["'](?:node:|bun)[^"']*["']/g)).toBeNull();
    expect(script.match(/\b(?:Bun|process)\.(?!ts\b)\w+/g)).toBeNull();
  });

  for (const [i, { name, command }] of subjects.entries()) {
    test(`${command[1]} ${name}: the same bytes`, () => {
      const answer = answers[i];
      if (answer === undefined || "error" in answer) throw new Error(answer?.error ?? "no answer");
      const wanted = output(command);
      expect(wanted.length).toBeGreaterThan(500);
      expect(Buffer.from(answer.bytes, "base64").equals(wanted)).toBe(true);
    });
  }
});
