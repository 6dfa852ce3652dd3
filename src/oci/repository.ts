/**
 * One repository of a registry over the distribution API: manifests, blobs, tags. Requests, checks and messages are those of oras-go
 * (v2.6, registry/remote).
 */
import { quote } from "../go/strconv/index.ts";
import { HttpError, type HttpRequest, type HttpResponse } from "../sys/index.ts";
import type { AuthClient } from "./auth.ts";
import { decodeJson } from "./decode-json.ts";
import { digestOf, digestProblem, matchesDigest } from "./digest.ts";
import { RegistryError, exchangeError, statusError } from "./error.ts";
import { MANIFEST_ACCEPT, isManifest, type Descriptor } from "./manifest.ts";
import { formatReference, hostOf, type Reference } from "./reference.ts";
import { repositoryScope } from "./scope.ts";

export interface Content {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** oras-go's limit for manifests and lists of tags. */
const METADATA_BYTES_MAX = 4 * 1024 * 1024;
/** Pages of tags that are followed; a registry that links in circles would never end. */
const TAG_PAGES_MAX = 10_000;

export class Repository {
  readonly #base: string;

  constructor(
    readonly reference: Reference,
    readonly transport: { readonly auth: AuthClient; readonly plainHttp: boolean },
  ) {
    this.#base = `${transport.plainHttp ? "http" : "https"}://${hostOf(reference)}/v2/${reference.repository}`;
  }

  async #send(request: HttpRequest, actions: readonly string[] = ["pull"]): Promise<HttpResponse> {
    return await this.transport.auth.send(request, [repositoryScope(this.reference.repository, actions)]);
  }

  /** What a tag or digest names, without its content. */
  async resolve(reference: string): Promise<Descriptor> {
    const request: HttpRequest = {
      method: "HEAD",
      url: this.#manifestUrl(reference),
      headers: { Accept: MANIFEST_ACCEPT },
    };
    const response = await this.#send(request);
    if (response.status === 200) {
      await response.discard();
      return describeManifest(request, { response, reference });
    }
    throw await this.#notFoundOr(request, { response, what: formatReference({ ...this.reference, reference }) });
  }

  /** The manifest a tag or digest names, as the registry describes it; its bytes are not checked here. */
  async fetchReference(reference: string): Promise<Content> {
    const request: HttpRequest = {
      method: "GET",
      url: this.#manifestUrl(reference),
      headers: { Accept: MANIFEST_ACCEPT },
    };
    const response = await this.#send(request);
    if (response.status !== 200) {
      throw await this.#notFoundOr(request, { response, what: formatReference({ ...this.reference, reference }) });
    }
    const bytes = await response.readBody({ bytesMax: METADATA_BYTES_MAX });
    if (response.contentLength === undefined) return { descriptor: await this.resolve(reference), bytes };
    return { descriptor: describeManifest(request, { response, reference, bytes }), bytes };
  }

  /** The content of a descriptor, checked against it. */
  async fetch(descriptor: Descriptor): Promise<HttpResponse> {
    const manifest = isManifest(descriptor);
    const request: HttpRequest = {
      method: "GET",
      url: manifest ? this.#manifestUrl(descriptor.digest) : this.#blobUrl(descriptor.digest),
      ...(manifest ? { headers: { Accept: descriptor.mediaType } } : {}),
    };
    const response = await this.#send(request);
    if (response.status !== 200) throw await this.#notFoundOr(request, { response, what: descriptor.digest });
    try {
      if (manifest) checkMediaType(request, response, descriptor);
      if (response.contentLength !== undefined && response.contentLength !== descriptor.size) {
        throw exchangeError({ method: "GET", url: response.url }, "mismatch Content-Length");
      }
      checkDigestHeader(request, response, descriptor.digest);
    } catch (error) {
      await response.discard();
      throw error;
    }
    return response;
  }

  async exists(descriptor: Descriptor): Promise<boolean> {
    const manifest = isManifest(descriptor);
    const request: HttpRequest = {
      method: "HEAD",
      url: manifest ? this.#manifestUrl(descriptor.digest) : this.#blobUrl(descriptor.digest),
      ...(manifest ? { headers: { Accept: MANIFEST_ACCEPT } } : {}),
    };
    const response = await this.#send(request, ["pull", "push"]);
    await response.discard();
    if (response.status === 404) return false;
    if (response.status !== 200) throw await statusError(request, response);
    if (manifest) describeManifest(request, { response, reference: descriptor.digest });
    else checkBlob(request, { response, digest: descriptor.digest });
    return true;
  }

  async pushBlob({ descriptor, bytes }: Content): Promise<void> {
    const begin: HttpRequest = { method: "POST", url: `${this.#base}/blobs/uploads/` };
    const begun = await this.#send(begin, ["pull", "push"]);
    if (begun.status !== 202) throw await statusError(begin, begun);
    await begun.discard();
    const url = uploadLocation(begin, begun.headers.get("location") ?? "");
    url.searchParams.set("digest", descriptor.digest);
    const upload: HttpRequest = {
      method: "PUT",
      url: url.href,
      headers: { "Content-Type": "application/octet-stream" },
      body: bytes,
    };
    const done = await this.#send(upload, ["pull", "push"]);
    if (done.status !== 201) throw await statusError(upload, done);
    await done.discard();
  }

  /** `reference` is a tag or the manifest's own digest. */
  async pushManifest({ descriptor, bytes }: Content, reference: string): Promise<void> {
    const request: HttpRequest = {
      method: "PUT",
      url: this.#manifestUrl(reference),
      headers: { "Content-Type": descriptor.mediaType },
      body: bytes,
    };
    const response = await this.#send(request, ["pull", "push"]);
    if (response.status !== 201) throw await statusError(request, response);
    await response.discard();
    checkDigestHeader(request, response, descriptor.digest);
  }

  /** Every tag, in the registry's order. */
  async tags(): Promise<string[]> {
    const tags: string[] = [];
    let url: string | undefined = `${this.#base}/tags/list`;
    for (let page = 0; url !== undefined; page++) {
      if (page >= TAG_PAGES_MAX) throw new RegistryError(`tag listing exceeded ${TAG_PAGES_MAX} pages: too many pages`);
      const request: HttpRequest = { method: "GET", url };
      const response = await this.#send(request);
      if (response.status !== 200) throw await statusError(request, response);
      tags.push(...(await readTags(response)));
      url = nextPage(response);
    }
    return tags;
  }

  async #notFoundOr(
    request: HttpRequest,
    { response, what }: { response: HttpResponse; what: string },
  ): Promise<RegistryError> {
    if (response.status !== 404) return await statusError(request, response);
    await response.discard();
    return new RegistryError(`${what}: not found`, { notFound: true });
  }

  #manifestUrl(reference: string): string {
    return `${this.#base}/manifests/${reference}`;
  }

  #blobUrl(digest: string): string {
    return `${this.#base}/blobs/${digest}`;
  }
}

function mediaTypeOf(response: HttpResponse): string {
  return (response.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

const DIGEST_HEADER = "Docker-Content-Digest";

function describeManifest(
  request: HttpRequest,
  { response, reference, bytes }: { response: HttpResponse; reference: string; bytes?: Uint8Array },
): Descriptor {
  const exchange = { method: request.method, url: response.url };
  const mediaType = mediaTypeOf(response);
  if (mediaType === "") {
    throw exchangeError(exchange, "invalid response `Content-Type` header; mime: no media type");
  }
  if (response.contentLength === undefined) throw exchangeError(exchange, "unknown response Content-Length");
  const wanted = digestProblem(reference) === undefined ? reference : undefined;
  const digest = headerDigest(exchange, response) ?? (bytes === undefined ? wanted : digestOf(bytes));
  if (digest === undefined) {
    throw new RegistryError(`HTTP ${request.method} request missing required header ${quote(DIGEST_HEADER)}`);
  }
  if (wanted !== undefined && wanted !== digest) throw digestMismatch(exchange, { received: digest, expected: wanted });
  return { mediaType, digest, size: response.contentLength };
}

function checkBlob(request: HttpRequest, { response, digest }: { response: HttpResponse; digest: string }): void {
  const exchange = { method: request.method, url: response.url };
  if (response.contentLength === undefined) throw exchangeError(exchange, "unknown response Content-Length");
  checkDigestHeader(request, response, digest);
}

function headerDigest(exchange: { method: string; url: string }, response: HttpResponse): string | undefined {
  const text = response.headers.get(DIGEST_HEADER) ?? "";
  if (text === "") return undefined;
  const problem = digestProblem(text);
  if (problem === undefined) return text;
  throw exchangeError(exchange, `invalid response header value: \`${DIGEST_HEADER}: ${text}\`; ${problem}`);
}

function checkDigestHeader(request: HttpRequest, response: HttpResponse, expected: string): void {
  const received = response.headers.get(DIGEST_HEADER) ?? "";
  if (received === "" || received === expected) return;
  const exchange = { method: request.method, url: response.url };
  if (digestProblem(received) !== undefined) {
    throw exchangeError(exchange, `invalid response header: \`${DIGEST_HEADER}: ${received}\``);
  }
  throw digestMismatch(exchange, { received, expected });
}

function digestMismatch(
  exchange: { method: string; url: string },
  { received, expected }: { received: string; expected: string },
): RegistryError {
  return exchangeError(
    exchange,
    `invalid response; digest mismatch in ${DIGEST_HEADER}: received ${quote(received)} when expecting ${quote(expected)}`,
  );
}

function checkMediaType(request: HttpRequest, response: HttpResponse, expected: Descriptor): void {
  const exchange = { method: request.method, url: response.url };
  const mediaType = mediaTypeOf(response);
  if (mediaType === "") throw exchangeError(exchange, "invalid response Content-Type: mime: no media type");
  if (mediaType !== expected.mediaType) {
    throw exchangeError(
      exchange,
      `mismatch response Content-Type ${quote(mediaType)}: expect ${quote(expected.mediaType)}`,
    );
  }
}

/** Where an upload goes on: never to another host, and never from TLS to plain HTTP. */
function uploadLocation(request: HttpRequest, location: string): URL {
  if (location === "") throw new RegistryError("http: no Location header in response");
  const from = new URL(request.url);
  const to = new URL(location, from);
  // Some registries leave out an explicit :443 of their own name.
  if (to.hostname !== from.hostname || portOf(to) !== portOf(from)) {
    throw new RegistryError(
      `blob upload Location ${quote(to.host)} is on a different host than the registry ${quote(from.host)}`,
    );
  }
  if (from.protocol === "https:" && to.protocol !== "https:") {
    throw new RegistryError(`blob upload Location ${quote(to.host)} downgrades scheme from https`);
  }
  return to;
}

function portOf(url: URL): string {
  return url.port || (url.protocol === "https:" ? "443" : "80");
}

async function readTags(response: HttpResponse): Promise<string[]> {
  try {
    const bytes = await response.readBody({ bytesMax: METADATA_BYTES_MAX });
    const { tags } = (decodeJson(bytes) ?? {}) as { tags?: unknown };
    return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
  } catch (error) {
    throw exchangeError(
      { method: "GET", url: response.url },
      `failed to decode response: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function nextPage(response: HttpResponse): string | undefined {
  const link = response.headers.get("link");
  if (link === null || link === "") return undefined;
  if (!link.startsWith("<")) throw new RegistryError(`invalid next link ${quote(link)}: missing '<'`);
  const end = link.indexOf(">");
  if (end < 0) throw new RegistryError(`invalid next link ${quote(link)}: missing '>'`);
  const target = link.slice(1, end);
  const url = new URL(target, response.url);
  if (url.origin !== new URL(response.url).origin) {
    throw new RegistryError(`invalid next link ${quote(target)}: not the same origin as ${quote(response.url)}`);
  }
  return url.href;
}

/** Reads an answer that must be the content of a descriptor: its size and its digest. */
export async function readContent(response: HttpResponse, descriptor: Descriptor): Promise<Uint8Array> {
  const bytes = await readSized(response, descriptor);
  return checkContent({ descriptor, bytes });
}

async function readSized(response: HttpResponse, { size, digest }: Descriptor): Promise<Uint8Array> {
  try {
    return await response.readBody({ bytesMax: size });
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (error.kind === "limit") throw new RegistryError("trailing data");
    if (error.kind !== "eof") throw new RegistryError(`read failed: ${error.message}`);
    throw shortContent({ size, digest }, error.received);
  }
}

function shortContent({ size, digest }: Pick<Descriptor, "size" | "digest">, received: number): RegistryError {
  return new RegistryError(
    `read failed: expected content size of ${size}, got ${received}, for digest ${digest}: unexpected EOF`,
  );
}

export function checkContent({ descriptor, bytes }: Content): Uint8Array {
  if (bytes.length < descriptor.size) throw shortContent(descriptor, bytes.length);
  if (bytes.length > descriptor.size) throw new RegistryError("trailing data");
  if (!matchesDigest(bytes, descriptor.digest)) throw new RegistryError("mismatched digest");
  return bytes;
}
