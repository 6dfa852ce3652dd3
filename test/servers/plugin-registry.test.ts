/** Plugins in a registry: `plugin install oci://`, which Helm 4 alone knows. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GNUPG, installMissing } from "../../scripts/system-packages.ts";
import { tar } from "../bad-input/charts.ts";
import { sha256 } from "../bad-input/servers.ts";
import { Client } from "./charts.ts";
import { type RunningRegistry, startRegistry } from "./registry.ts";

const PLUGIN_TYPE = "application/vnd.helm.plugin.v1+json";
const EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
const LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";

let registry: RunningRegistry;
beforeAll(async () => void (registry = await startRegistry()));
afterAll(() => registry.stop());

function pluginYaml(version: string): string {
  const runtime = `runtime: subprocess\nconfig: {usage: hello, shortHelp: hello, longHelp: hello}\nruntimeConfig:\n  platformCommand:\n  - {command: echo, args: [hello, "${version}"]}\n`;
  return `apiVersion: v1\ntype: cli/v1\nname: hello\nversion: ${version}\n${runtime}`;
}

function packed(version: string): Uint8Array {
  return Bun.gzipSync(tar({ name: "plugin.yaml", data: pluginYaml(version) }) as Uint8Array<ArrayBuffer>);
}

interface Artifact {
  readonly type?: string;
  readonly configType?: string;
  /** By the title of each layer. */
  readonly layers: Readonly<Record<string, Uint8Array>>;
}

async function send(method: "POST" | "PUT", url: string, body?: Uint8Array | string, type?: string): Promise<Response> {
  const headers = type === undefined ? {} : { "content-type": type };
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: body as string }) });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response;
}

async function pushBlob(repository: string, bytes: Uint8Array | string): Promise<{ digest: string; size: number }> {
  const digest = `sha256:${sha256(bytes)}`;
  const started = await send("POST", `http://${registry.host}/v2/${repository}/blobs/uploads/`);
  const place = new URL(started.headers.get("location") ?? "", `http://${registry.host}`);
  place.searchParams.set("digest", digest);
  await send("PUT", place.href, bytes, "application/octet-stream");
  return { digest, size: Buffer.from(bytes as string).length };
}

async function push(
  reference: string,
  { type = PLUGIN_TYPE, configType = EMPTY_TYPE, layers }: Artifact,
): Promise<void> {
  const [repository = "", tag = ""] = reference.split(":");
  const config = { mediaType: configType, ...(await pushBlob(repository, "{}")) };
  const pushed: object[] = [];
  for (const [title, bytes] of Object.entries(layers)) {
    const annotations = { "org.opencontainers.image.title": title };
    pushed.push({ mediaType: LAYER_TYPE, ...(await pushBlob(repository, bytes)), annotations });
  }
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const artifact = type === "" ? {} : { artifactType: type };
  const manifest = { schemaVersion: 2, mediaType, ...artifact, config, layers: pushed };
  await send("PUT", `http://${registry.host}/v2/${repository}/manifests/${tag}`, JSON.stringify(manifest), mediaType);
}

function install(reference: string, ...more: string[]): string[] {
  return ["plugin", "install", `oci://${registry.host}/${reference}`, "--plain-http", ...more];
}

const UNVERIFIED = "--verify=false";
const SKIPPED = "WARNING: Skipping plugin signature verification\n";

describe("plugin install oci://", () => {
  test("a version, the same again, and another", async () => {
    await push("p/hello:1.0.0", { layers: { "hello-1.0.0.tgz": packed("1.0.0") } });
    await push("p/hello:2.0.0", { layers: { "hello-2.0.0.tgz": packed("2.0.0") } });
    using client = new Client({});
    expect(await client.ok(install("p/hello:1.0.0", UNVERIFIED))).toBe(`${SKIPPED}Installed plugin: hello\n`);
    expect(await client.ok(["hello", "you"])).toBe("hello 1.0.0 you\n");
    expect(await client.ok(["plugin", "list"])).toContain("hello\t1.0.0  \tcli/v1\tv1");
    expect(readFileSync(join(client.scratch.root, "data/plugins/hello-1.0.0.tgz"))).toEqual(
      Buffer.from(packed("1.0.0")),
    );
    expect(await client.fails(install("p/hello:2.0.0", UNVERIFIED))).toEndWith("Error: plugin already exists\n");
    expect(await client.ok(["plugin", "uninstall", "hello"])).toBe("Uninstalled plugin: hello\n");
    await client.ok(install("p/hello:2.0.0", UNVERIFIED));
    expect(await client.ok(["hello"])).toBe("hello 2.0.0\n");
  });

  test("the older form, whose type stands in the configuration", async () => {
    await push("p/old:1.0.0", { type: "", configType: PLUGIN_TYPE, layers: { "old-1.0.0.tgz": packed("1.0.0") } });
    using client = new Client({});
    expect(await client.ok(install("p/old:1.0.0", UNVERIFIED))).toBe(`${SKIPPED}Installed plugin: hello\n`);
    expect(existsSync(join(client.scratch.root, "data/plugins/old/plugin.yaml"))).toBeTrue();
  });

  test("a signature of a known key, of an unknown one, and of another archive", async () => {
    using keys = await Keys.make();
    using client = new Client({ "hello/plugin.yaml": pluginYaml("1.0.0") });
    const sign = ["plugin", "package", "hello", "--key", "Signer", "--keyring", keys.secret];
    expect(await client.ok(sign)).toContain("Successfully packaged plugin and saved it to: ");
    const [archive, provenance] = ["hello-1.0.0.tgz", "hello-1.0.0.tgz.prov"].map((name) => {
      return readFileSync(join(client.scratch.folder, name));
    }) as [Buffer, Buffer];
    const layers = { "hello-1.0.0.tgz": archive, "hello-1.0.0.tgz.prov": provenance };
    await push("s/hello:1.0.0", { layers });
    await push("s/hello:2.0.0", { layers: { ...layers, "hello-1.0.0.tgz": packed("1.0.0") } });
    const failed = "Error: plugin verification failed: ";
    const unknown = await client.fails(install("s/hello:1.0.0", "--keyring", keys.other));
    expect(unknown).toContain(`${failed}openpgp: signature made by unknown entity\n`);
    const other = await client.fails(install("s/hello:2.0.0", "--keyring", keys.known));
    expect(other).toContain(`${failed}sha256 sum does not match for hello-1.0.0.tgz: `);
    const told = await client.ok(install("s/hello:1.0.0", "--keyring", keys.known));
    expect(told).toMatch(
      /^Verifying plugin signature\.\.\.\nSigned by: Signer <signer@example\.com>\nUsing Key With Fingerprint: [0-9A-F]{40}\nPlugin Hash Verified: sha256:[0-9a-f]{64}\nInstalled plugin: hello\n$/,
    );
    expect(await client.ok(["hello"])).toBe("hello 1.0.0\n");
  });

  const refused: readonly [name: string, artifact: Artifact | undefined, more: string[], error: RegExp][] = [
    [
      "no signature",
      { layers: { "x-1.0.0.tgz": packed("1.0.0") } },
      [],
      /plugin verification failed: no provenance file \(\.prov\) found$/,
    ],
    [
      "another artifact",
      { type: "text/x", layers: { "x-1.0.0.tgz": packed("1.0.0") } },
      [UNVERIFIED],
      /expected artifact type application\/vnd\.helm\.plugin\.v1\+json, got text\/x$/,
    ],
    [
      "an image",
      { type: "", layers: { "x-1.0.0.tgz": packed("1.0.0") } },
      [UNVERIFIED],
      /expected config media type application\/vnd\.helm\.plugin\.v1\+json for legacy compatibility, got application\/vnd\.oci\.empty\.v1\+json$/,
    ],
    [
      "another name",
      { layers: { "y-1.0.0.tgz": packed("1.0.0") } },
      [UNVERIFIED],
      /required layer matching pattern x-VERSION\.tgz not found in manifest$/,
    ],
    ["what is not there", undefined, [UNVERIFIED], /not found$/],
    [
      "noise",
      { layers: { "x-1.0.0.tgz": Buffer.from("noise") } },
      [UNVERIFIED],
      /failed to extract plugin metadata from tarball: /,
    ],
  ];
  for (const [at, [name, artifact, more, error]] of refused.entries()) {
    test(`refuses ${name}`, async () => {
      if (artifact !== undefined) await push(`r${at}/x:1.0.0`, artifact);
      using client = new Client({});
      expect((await client.fails(install(`r${at}/x:1.0.0`, ...more))).trimEnd()).toMatch(error);
      expect(client.scratch.list(client.scratch.root).filter((path) => /plugin\.yaml|\.tgz/.test(path))).toEqual([]);
    });
  }
});

/** Keys that GnuPG makes, in files of their own. */
class Keys implements Disposable {
  private constructor(readonly folder: string) {}

  static async make(): Promise<Keys> {
    const missing = installMissing([GNUPG]);
    if (missing !== undefined) throw new Error(missing);
    const keys = new Keys(mkdtempSync(join(tmpdir(), "lade-keys-")));
    for (const name of ["Signer", "Other"]) {
      await keys.#gpg("--quick-gen-key", `${name} <${name.toLowerCase()}@example.com>`, "rsa2048", "sign", "never");
    }
    await keys.#gpg("--output", keys.secret, "--export-secret-keys", "Signer");
    await keys.#gpg("--output", keys.known, "--export", "Signer");
    await keys.#gpg("--output", keys.other, "--export", "Other");
    return keys;
  }

  async #gpg(...args: string[]): Promise<void> {
    const words = [
      "gpg",
      "--homedir",
      this.folder,
      "--batch",
      "--quiet",
      "--passphrase",
      "",
      "--pinentry-mode",
      "loopback",
    ];
    const child = Bun.spawn([...words, ...args], { stdout: "ignore", stderr: "pipe" });
    if ((await child.exited) !== 0) throw new Error(await new Response(child.stderr).text());
  }

  get secret(): string {
    return join(this.folder, "secret.gpg");
  }

  get known(): string {
    return join(this.folder, "known.gpg");
  }

  get other(): string {
    return join(this.folder, "other.gpg");
  }

  [Symbol.dispose](): void {
    Bun.spawnSync(["gpgconf", "--homedir", this.folder, "--kill", "all"]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
