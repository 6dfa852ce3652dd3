import { afterAll, describe, expect, test } from "bun:test";
import { createHttpClient } from "../sys/index.ts";
import { NO_CREDENTIAL, passwordCredential } from "./credential.ts";
import { digestOf } from "./digest.ts";
import { MediaTypes } from "./manifest.ts";
import { Registry } from "./registry.ts";
import type { Content } from "./repository.ts";

const LAYER = "application/x.layer";
const layer = content(LAYER, new TextEncoder().encode("the layer's bytes"));
const manifest = content(
  MediaTypes.imageManifest,
  new TextEncoder().encode(
    JSON.stringify({
      schemaVersion: 2,
      config: { ...layer.descriptor, mediaType: "application/x.config" },
      layers: [layer.descriptor],
    }),
  ),
);

function content(mediaType: string, bytes: Uint8Array): Content {
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length }, bytes };
}

type Fault = "none" | "wrongBlob" | "shortBlob" | "missingBlob" | "denied" | "token";

/** As much of a registry as the tests need; a fault is chosen by the repository's name. */
class FakeRegistry {
  readonly tokens: string[] = [];
  readonly uploads = new Map<string, Uint8Array>();
  readonly pushed = new Map<string, string>();
  readonly server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => this.answer(request) });

  async answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname === "/token") return this.token(request, url);
    const [, fault = "none", what = "", name = ""] =
      /^\/v2\/([a-z]+)\/(manifests|blobs|tags)\/(.+)$/i.exec(url.pathname) ?? [];
    if (fault === "token" && !request.headers.get("authorization")?.startsWith("Bearer ")) return this.challenge();
    if (fault === "denied") return Response.json({ errors: [{ code: "DENIED", message: "no" }] }, { status: 403 });
    if (what === "tags") return Response.json({ tags: ["1.0.0", "1.1.0_b"] });
    if (request.method === "POST")
      return new Response(null, { status: 202, headers: { location: `${url.pathname}x` } });
    if (request.method === "PUT") return await this.put(request, { url, what, name });
    return what === "manifests" ? this.manifest(name) : this.blob(name, fault as Fault);
  }

  challenge(): Response {
    const value = `Bearer realm="${this.server.url.href}token",service="fake",scope="repository:token:pull"`;
    return new Response(null, { status: 401, headers: { "www-authenticate": value } });
  }

  token(request: Request, url: URL): Response {
    this.tokens.push(`${url.search} ${request.headers.get("authorization") ?? "anonymous"}`);
    return Response.json({ token: "T" });
  }

  async put(request: Request, { url, what, name }: { url: URL; what: string; name: string }): Promise<Response> {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (what === "manifests") this.pushed.set(name, digestOf(bytes));
    else this.uploads.set(url.searchParams.get("digest") ?? "", bytes);
    return new Response(null, { status: 201 });
  }

  manifest(name: string): Response {
    if (name === "unknown") return new Response(null, { status: 404 });
    const headers = {
      "content-type": manifest.descriptor.mediaType,
      "docker-content-digest": manifest.descriptor.digest,
    };
    return new Response(manifest.bytes as Uint8Array<ArrayBuffer>, { headers });
  }

  blob(digest: string, fault: Fault): Response {
    if (fault === "missingBlob" || digest !== layer.descriptor.digest) return new Response(null, { status: 404 });
    const bytes = Uint8Array.from(layer.bytes);
    if (fault === "wrongBlob") bytes[0] = 0;
    return new Response(fault === "shortBlob" ? bytes.subarray(1) : bytes);
  }
}

const fake = new FakeRegistry();
const host = `127.0.0.1:${fake.server.port}`;
afterAll(() => fake.server.stop(true));

function registry(credential = NO_CREDENTIAL): Registry {
  const client = createHttpClient({ env: { get: () => undefined } });
  return new Registry({ client, userAgent: "test", plainHttp: true, credentialOf: async () => credential });
}

const wanted = new Set([LAYER, MediaTypes.imageManifest]);

test("an artifact is pulled with what was asked for", async () => {
  const { root, contents } = await registry().pull(`${host}/none:1.0.0`, wanted);
  expect(root.descriptor).toEqual(manifest.descriptor);
  expect(contents.map(({ descriptor }) => descriptor.mediaType)).toEqual([MediaTypes.imageManifest, LAYER]);
});

test("every tag is listed", async () => expect(await registry().tags(`${host}/none`)).toEqual(["1.0.0", "1.1.0_b"]));

describe("what is refused", () => {
  const check = (reference: string, message: string): void => {
    test(reference, () => expect(registry().pull(`${host}/${reference}`, wanted)).rejects.toThrow(message));
  };
  check("none:unknown", `failed to perform "FetchReference" on source: ${host}/none:unknown: not found`);
  check("denied:1", "response status code 403: denied: no");
  check("none", 'failed to perform "FetchReference" on source: invalid reference');
  check("UPPER:1", 'invalid reference: invalid repository "UPPER"');
  check("none:a b", 'invalid reference: invalid tag "a b"');
  check(`none@sha256:${"0".repeat(64)}`, "digest mismatch in Docker-Content-Digest");
});

describe("content that is not what its descriptor says", () => {
  const check = (fault: string, message: string): void => {
    test(fault, async () => {
      const faulty = new FakeRegistry();
      faulty.blob = (digest) => fake.blob(digest, fault as Fault);
      const pulled = registry().pull(`127.0.0.1:${faulty.server.port}/none:1`, wanted);
      await expect(pulled).rejects.toThrow(message);
      faulty.server.stop(true);
    });
  };
  check("wrongBlob", 'failed to perform "Push" on destination: mismatched digest');
  check("shortBlob", "mismatch Content-Length");
  check("missingBlob", `${layer.descriptor.digest}: not found`);
});

test("a token is asked for once, with the scope and the credentials", async () => {
  fake.tokens.length = 0;
  const client = registry(passwordCredential("u", "p"));
  await client.tags(`${host}/token`);
  await client.pull(`${host}/token:1.0.0`, wanted);
  expect(fake.tokens).toEqual([`?scope=repository%3Atoken%3Apull&service=fake Basic ${btoa("u:p")}`]);
});

test("a push uploads what is missing and names the manifest twice", async () => {
  const other = content(LAYER, new TextEncoder().encode("another layer"));
  const missing = new FakeRegistry();
  const plain = missing.manifest.bind(missing);
  let asked = 0;
  missing.manifest = (name) => (asked++ === 0 ? new Response(null, { status: 404 }) : plain(name));
  await registry().push(`127.0.0.1:${missing.server.port}/none:2.0.0`, { manifest, blobs: [layer, other] });
  expect([...missing.uploads.keys()]).toEqual([other.descriptor.digest]);
  expect([...missing.pushed.keys()]).toEqual([manifest.descriptor.digest, "2.0.0"]);
  missing.server.stop(true);
});

describe("what a registry says of a manifest that is pushed is checked", () => {
  const check = (title: string, headers: Record<string, string>, message: string): void => {
    test(title, async () => {
      const odd = new FakeRegistry();
      odd.manifest = () => new Response(manifest.bytes as Uint8Array<ArrayBuffer>, { headers });
      const pushed = registry().push(`127.0.0.1:${odd.server.port}/none:2.0.0`, { manifest, blobs: [] });
      await expect(pushed).rejects.toThrow(message);
      odd.server.stop(true);
    });
  };
  const type = { "content-type": manifest.descriptor.mediaType };
  check("no type", { "content-type": "" }, "invalid response `Content-Type` header; mime: no media type");
  check("another digest", { ...type, "docker-content-digest": layer.descriptor.digest }, "digest mismatch");
  check("no digest", { ...type, "docker-content-digest": "nope" }, "invalid response header value");
});
