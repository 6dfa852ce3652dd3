/**
 * Fetching a chart and its provenance, to a folder or into Helm 4's content cache (helm pkg/downloader/chart_downloader.go).
 * Everything is written whole or not at all.
 */
import { FileError, REPLACED } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import * as url from "../../go/url/index.ts";
import { GoError } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { ContentCache, digestHex } from "./content-cache.ts";
import { messageOf } from "./go-errors.ts";
import type { DownloadPorts, GetOptions, Getter, Verification } from "./ports.ts";
import { resolveChart, type ResolvePorts, type ResolvedChart } from "./resolve-chart.ts";
import { warnOfOtherDigest, type Stated } from "./stated-digest.ts";

/**
 * What is done about provenance: nothing; check it if there is one; demand and check it; only fetch it
 * (helm pkg/downloader, VerificationStrategy).
 */
export type Verify = "never" | "ifPossible" | "always" | "later";

export interface DownloadOptions {
  readonly verify: Verify;
  readonly keyring: string;
  readonly get: GetOptions;
}

export interface WantedReference {
  readonly reference: string;
  readonly version: string;
  /** Where the reference is an address that was found in an index. */
  readonly stated?: Stated | undefined;
}

export interface Downloaded {
  readonly name: string;
  readonly archive: Uint8Array;
  readonly provenance?: Uint8Array | undefined;
  readonly verification?: Verification | undefined;
}

const ACCEPT = "application/gzip,application/octet-stream";

export class Downloader {
  readonly #ports: DownloadPorts;
  readonly #cache: ContentCache;

  constructor(
    readonly sources: ResolvePorts,
    readonly options: DownloadOptions,
  ) {
    this.#ports = sources.indexes.ports;
    this.#cache = new ContentCache(this.#ports.contentCache, this.#ports.files);
  }

  /**
   * Fetches a chart, from the content cache if it is there, and hands every file to `write` as soon as it has come.
   * Throws `GoError`; what was written by then stays, as it does in Helm.
   */
  async download(wanted: WantedReference, write: (name: string, bytes: Uint8Array) => void): Promise<Downloaded> {
    this.#openCache();
    const resolved = await resolveChart(wanted, this.sources);
    const getter = this.#getterOf(resolved);
    const digest = this.#usesCache && resolved.digest !== "" ? digestHex(resolved.digest) : undefined;
    const get = this.#optionsFor(resolved);
    const address = url.format(resolved.url);
    const archive = this.#cached(digest, "chart") ?? (await getter.get(address, { ...get, accept: ACCEPT }));
    warnOfOtherDigest(archive, resolved.stated ?? wanted.stated, this.#ports);
    const name = fileName(resolved);
    write(name, archive);
    if (this.options.verify === "never") return { name, archive };
    const provenance = this.#cached(digest, "prov") ?? (await this.#fetchProvenance(wanted, { getter, address, get }));
    if (provenance === undefined) return { name, archive };
    write(`${name}.prov`, provenance);
    return { name, archive, provenance, verification: await this.#verify({ name, archive, provenance }) };
  }

  #openCache(): void {
    if (!this.#usesCache) return;
    if (this.#ports.contentCache === "") throw new GoError("content cache must be set");
    this.#ports.log.debug("set up default downloader cache");
  }

  get #usesCache(): boolean {
    return this.#ports.dialect === "helm4";
  }

  #cached(digest: string | undefined, kind: "chart" | "prov"): Uint8Array | undefined {
    const bytes = digest === undefined ? undefined : this.#tryRead(digest, kind);
    if (bytes !== undefined)
      this.#ports.log.debug(`found ${kind === "chart" ? "chart" : "provenance"} in cache`, { id: digest });
    return bytes;
  }

  #tryRead(digest: string, kind: "chart" | "prov"): Uint8Array | undefined {
    try {
      return this.#cache.read(digest, kind);
    } catch (error) {
      messageOf(error);
      return undefined;
    }
  }

  #getterOf({ url: { scheme } }: ResolvedChart): Getter {
    const getter = this.#ports.getters.find(scheme);
    if (getter === undefined) throw new GoError(`scheme ${quote(scheme)} not supported`);
    return getter;
  }

  #optionsFor(resolved: ResolvedChart): GetOptions {
    return { ...this.options.get, ...resolved.options };
  }

  async #fetchProvenance(
    wanted: WantedReference,
    { getter, address, get }: { getter: Getter; address: string; get: GetOptions },
  ): Promise<Uint8Array | undefined> {
    try {
      return await getter.get(`${address}.prov`, get);
    } catch (error) {
      const reason = messageOf(error);
      if (this.options.verify === "always") throw new GoError(`failed to fetch provenance ${quote(`${address}.prov`)}`);
      this.#ports.out(`WARNING: Verification not found for ${wanted.reference}: ${reason}\n`);
      return undefined;
    }
  }

  async #verify(signed: {
    name: string;
    archive: Uint8Array;
    provenance: Uint8Array;
  }): Promise<Verification | undefined> {
    if (this.options.verify === "later") return undefined;
    requireArchiveName(signed.name);
    return await this.#ports.verify({ ...signed, keyring: this.options.keyring });
  }

  /** Fetches a chart into a folder. Gives the path of the archive. */
  async downloadTo(wanted: WantedReference, folder: string): Promise<Downloaded & { path: string }> {
    const { files } = this.#ports;
    const downloaded = await this.download(wanted, (name, bytes) => {
      const target = path.join(folder, name);
      try {
        files.write(target, bytes, REPLACED);
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        throw new GoError(new FileError("open", `${target}${randomDigits()}`, error.code).message, { cause: error });
      }
    });
    return { ...downloaded, path: path.join(folder, downloaded.name) };
  }

  /** Fetches a chart into Helm 4's content cache, unless it is there. Gives the path. */
  async downloadToCache(wanted: WantedReference): Promise<string> {
    this.#openCache();
    const resolved = await resolveChart(wanted, this.sources);
    const getter = this.#getterOf(resolved);
    const { log, sha256 } = this.#ports;
    const get = { ...this.#optionsFor(resolved), accept: ACCEPT };
    const known = resolved.digest === "" ? undefined : decodeDigest(resolved.digest);
    const address = url.format(resolved.url);
    const found = known === undefined ? undefined : this.#cache.find(known, "chart");
    if (found !== undefined) log.debug("found chart in cache", { id: resolved.digest });
    const digestAndPath = found !== undefined && known !== undefined ? { digest: known, file: found } : undefined;
    const { digest, file } = digestAndPath ?? (await this.#fetchToCache(wanted, { getter, address, get, sha256 }));
    const archive = this.#ports.files.read(file);
    warnOfOtherDigest(archive, resolved.stated ?? wanted.stated, this.#ports);
    if (this.options.verify !== "never") await this.#verifyCached(wanted, { resolved, getter, get, digest });
    return file;
  }

  async #fetchToCache(
    { reference, version }: WantedReference,
    {
      getter,
      address,
      get,
      sha256,
    }: { getter: Getter; address: string; get: GetOptions; sha256: DownloadPorts["sha256"] },
  ): Promise<{ digest: string; file: string }> {
    const { log } = this.#ports;
    log.debug("attempting to download chart", { ref: reference, version });
    const bytes = await getter.get(address, get);
    // Helm files it under the digest the index gives, even when the bytes have another: the cache would lie ever after.
    const digest = sha256(bytes);
    const file = this.#cache.put(digest, "chart", bytes);
    log.debug("put downloaded chart in cache", { id: digest });
    return { digest, file };
  }

  async #verifyCached(
    wanted: WantedReference,
    { resolved, getter, get, digest }: { resolved: ResolvedChart; getter: Getter; get: GetOptions; digest: string },
  ): Promise<void> {
    const address = url.format(resolved.url);
    let provenance = this.#cached(digest, "prov");
    if (provenance === undefined) {
      provenance = await this.#fetchProvenance(wanted, { getter, address, get });
      if (provenance === undefined) return;
      this.#cache.put(digest, "prov", provenance);
    }
    const archive = this.#cache.read(digest, "chart") ?? new Uint8Array();
    await this.#verify({ name: fileName(resolved), archive, provenance });
  }
}

function decodeDigest(digest: string): string {
  try {
    return digestHex(digest);
  } catch (error) {
    const message = messageOf(error);
    throw new GoError(message.startsWith("encoding/hex") ? `unable to decode digest: ${message}` : message);
  }
}

/** An OCI reference's tag stands where an archive's version does. */
function fileName({ url: { scheme, path: location } }: ResolvedChart): string {
  const name = path.base(location);
  if (scheme !== "oci") return name;
  const colon = name.lastIndexOf(":");
  return `${name.slice(0, colon)}-${name.slice(colon + 1)}.tgz`;
}

function requireArchiveName(name: string): void {
  if (path.ext(name).toLowerCase() !== ".tgz") throw new GoError("chart must be a tgz file");
}

const TEMPORARY_DIGITS = 10;

/** Go names the temporary file it could not make; its digits mean nothing. */
function randomDigits(): string {
  return "1".repeat(TEMPORARY_DIGITS);
}
