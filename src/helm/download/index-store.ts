/**
 * Indexes of repositories: fetched, cached as files where Helm has them, and parsed once however often they are asked for
 * (helm pkg/repo/v1/chartrepo.go).
 */
import { FileError } from "../../base/index.ts";
import { toBytes } from "../../go/bytes.ts";
import * as path from "../../go/path/index.ts";
import * as url from "../../go/url/index.ts";
import { GoError } from "../../go/value.ts";
import type { IndexFile } from "../repo/index-file.ts";
import { readIndex } from "../repo/index-reader.ts";
import type { SkippedEntry } from "../repo/accept-version.ts";
import { chartsFileName, indexFileName } from "../repo/repositories-file.ts";
import type { RepositoryEntry } from "../repo/repositories-file.ts";
import { messageOf, within } from "./go-errors.ts";
import type { DownloadPorts, GetOptions, Getter } from "./ports.ts";
import { resolveReferenceUrl } from "./reference-url.ts";

interface Parsed {
  readonly index: IndexFile;
  readonly skipped: readonly SkippedEntry[];
}

export class IndexStore {
  readonly #parsed = new Map<string, Parsed>();

  constructor(
    readonly ports: DownloadPorts,
    readonly options: { readonly timeoutMs?: number } = {},
  ) {}

  /** Where the index of a repository is cached. */
  pathOf(repository: string): string {
    return path.join(this.ports.repositoryCache, indexFileName(repository));
  }

  /** The cached index. Throws `GoError` where there is none or it is broken. */
  load(repository: string): IndexFile {
    const source = this.pathOf(repository);
    let known = this.#parsed.get(source);
    if (known === undefined) this.#parsed.set(source, (known = this.#read(source)));
    for (const skipped of known.skipped) this.#warn({ ...skipped, source });
    return known.index;
  }

  #read(source: string): Parsed {
    const bytes = this.#readFile(source);
    try {
      return this.#parse(bytes, source);
    } catch (error) {
      throw new GoError(`error loading ${source}: ${messageOf(error)}`, { cause: error });
    }
  }

  #readFile(source: string): Uint8Array {
    try {
      return this.ports.files.read(path.absolute(source, this.ports.cwd));
    } catch (error) {
      if (error instanceof FileError) throw new GoError(error.message, { cause: error });
      throw error;
    }
  }

  #parse(bytes: Uint8Array, source: string): Parsed {
    const skipped: SkippedEntry[] = [];
    const index = readIndex(bytes, { dialect: this.ports.dialect, source, onSkipped: (entry) => skipped.push(entry) });
    return { index, skipped };
  }

  #warn({ name, source, version, reason }: SkippedEntry): void {
    const { dialect, log } = this.ports;
    if (dialect === "helm3") {
      const what = version === undefined ? `"${name}"` : `"${name}" "${version}"`;
      log.warn(`skipping loading invalid entry for chart ${what} from ${source}: ${reason ?? "empty entry"}`);
    } else if (version === undefined) {
      log.warn("skipping loading invalid entry for chart: empty entry", { name, source });
    } else log.warn("skipping loading invalid entry for chart", { name, version, source, error: reason });
  }

  /** Fetches the index of a repository and caches it, whole or not at all. Throws `GoError`. */
  async download(repository: RepositoryEntry): Promise<void> {
    const { bytes, parsed } = await this.fetch(repository);
    const { files, cwd, repositoryCache } = this.ports;
    const cache = path.absolute(repositoryCache, cwd);
    files.makeDirectory(cache);
    const names = [...parsed.index.entries.keys()].map((name) => `${name}\n`).join("");
    files.write(path.join(cache, chartsFileName(repository.name)), toBytes(names));
    files.write(path.join(cache, indexFileName(repository.name)), bytes);
    this.#parsed.set(this.pathOf(repository.name), parsed);
  }

  /** Fetches an index without keeping it. */
  async fetch(repository: RepositoryEntry): Promise<{ bytes: Uint8Array; parsed: Parsed }> {
    const getter = this.getterOf(repository.url);
    const bytes = await getter.get(resolveReferenceUrl(repository.url, "index.yaml"), {
      ...optionsOf(repository),
      ...(this.options.timeoutMs === undefined ? {} : { timeoutMs: this.options.timeoutMs }),
    });
    const parsed = this.#parse(bytes, repository.url);
    for (const skipped of parsed.skipped) this.#warn(skipped);
    return { bytes, parsed };
  }

  /** Throws `GoError` for an address that nothing can fetch from. */
  getterOf(address: string): Getter {
    const scheme = schemeOf(address);
    const getter = this.ports.getters.find(scheme);
    if (getter === undefined) throw new GoError(`could not find protocol handler for: ${scheme}`);
    return getter;
  }
}

function schemeOf(address: string): string {
  try {
    return url.parse(address).scheme;
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`invalid chart URL format: ${address}`);
    throw error;
  }
}

/** What a repository's entry says about fetching from it. */
export function optionsOf(repository: RepositoryEntry): GetOptions {
  return {
    url: repository.url,
    insecureSkipTlsVerify: repository.insecureSkipTlsVerify,
    certFile: repository.certFile,
    keyFile: repository.keyFile,
    caFile: repository.caFile,
    username: repository.username,
    password: repository.password,
    passCredentialsAll: repository.passCredentialsAll,
  };
}

/** `looks like "url" is not a valid chart repository or cannot be reached: ...` */
export async function reaching<T>(address: string, action: () => Promise<T>): Promise<T> {
  return await within(
    `looks like ${JSON.stringify(address)} is not a valid chart repository or cannot be reached`,
    action,
  );
}
