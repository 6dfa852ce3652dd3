/**
 * Indexes of repositories: fetched, cached as files where Helm has them, and parsed once however often they are asked for
 * (helm pkg/repo/v1/chartrepo.go).
 */
import { REPLACED } from "../../base/index.ts";
import { GoError, toBytes } from "../../go/index.ts";
import * as path from "../../go/path/index.ts";
import * as url from "../../go/url/index.ts";
import { IndexCache, type ParsedIndex } from "../repo/index-cache.ts";
import type { IndexFile } from "../repo/index-file.ts";
import { chartsFileName, indexFileName, type RepositoryEntry } from "../repo/repositories-file.ts";
import { within } from "./go-errors.ts";
import type { DownloadPorts, GetOptions, Getter } from "./ports.ts";
import { resolveReferenceUrl } from "./reference-url.ts";

export class IndexStore {
  readonly #cache: IndexCache;

  constructor(
    readonly ports: DownloadPorts,
    readonly options: { readonly timeoutMs?: number } = {},
  ) {
    this.#cache = new IndexCache({ ...ports, folder: ports.repositoryCache });
  }

  /** The cached index. Throws `GoError` where there is none or it is broken. */
  load(repository: string): IndexFile {
    return this.#cache.load(repository);
  }

  /** Fetches the index of a repository and caches it, whole or not at all. Throws `GoError`. */
  async download(repository: RepositoryEntry): Promise<void> {
    const { bytes, parsed } = await this.fetch(repository);
    const { files, repositoryCache: folder, dialect } = this.ports;
    const options = dialect === "helm4" ? REPLACED : {};
    files.makeDirectory(folder);
    const names = [...parsed.index.entries.keys()].map((name) => `${name}\n`).join("");
    files.write(path.join(folder, chartsFileName(repository.name)), toBytes(names), options);
    files.write(path.join(folder, indexFileName(repository.name)), bytes, options);
    this.#cache.remember(repository.name, parsed);
  }

  /** Fetches an index without keeping it. */
  async fetch(repository: RepositoryEntry): Promise<{ bytes: Uint8Array; parsed: ParsedIndex }> {
    const getter = this.getterOf(repository.url);
    const bytes = await getter.get(resolveReferenceUrl(repository.url, "index.yaml"), {
      ...optionsOf(repository),
      ...this.options,
    });
    const parsed = this.#cache.parse(bytes, repository.url);
    for (const skipped of parsed.skipped) this.ports.onSkipped(skipped);
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
  const { name: _, ...options } = repository;
  return options;
}

/** `looks like "url" is not a valid chart repository or cannot be reached: ...` */
export async function reaching<T>(address: string, action: () => Promise<T>): Promise<T> {
  return await within(
    `looks like ${JSON.stringify(address)} is not a valid chart repository or cannot be reached`,
    action,
  );
}
