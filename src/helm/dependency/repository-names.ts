/** Which known repository each dependency comes from; aliases become URLs (helm pkg/downloader/manager.go, resolveRepoNames). */
import * as url from "../../go/url/index.ts";
import { GoError } from "../../go/index.ts";
import type { Dependency } from "../chart/metadata.ts";
import { isOci } from "../download/chart-registry.ts";
import { equalUrls } from "../download/reference-url.ts";
import type { RepositoryEntry } from "../repo/repositories-file.ts";

export interface NamesOptions {
  readonly repositories: readonly RepositoryEntry[];
  /** Throws unless a `file://` repository is there. */
  readonly checkLocal: (repository: string) => void;
}

/** Names of repositories by dependency. Repositories that are aliases are replaced in the dependencies. Throws `GoError`. */
export function resolveRepositoryNames(
  dependencies: readonly Dependency[],
  options: NamesOptions,
): Map<string, string> {
  const names = new Map<string, string>();
  const missing: string[] = [];
  for (const dependency of dependencies) {
    const { name, repository } = dependency;
    if (repository === "") continue;
    if (repository.startsWith("file://")) options.checkLocal(repository);
    if (repository.startsWith("file://") || isOci(repository)) {
      names.set(name, repository);
      continue;
    }
    const known = options.repositories.find((candidate) => isMeant(repository, candidate));
    if (known !== undefined) {
      if (isAlias(repository)) dependency.repository = known.url;
      names.set(name, known.name);
    } else if (isRequestUri(repository)) names.set(repository, repository);
    else missing.push(repository);
  }
  if (missing.length > 0) throw unknown(missing);
  return names;
}

function isAlias(repository: string): boolean {
  return repository.startsWith("@") || repository.startsWith("alias:");
}

function isMeant(repository: string, { name, url: address }: RepositoryEntry): boolean {
  return repository === `@${name}` || repository === `alias:${name}` || equalUrls(address, repository);
}

function isRequestUri(text: string): boolean {
  try {
    url.parseRequestUri(text);
    return true;
  } catch (error) {
    if (error instanceof GoError) return false;
    throw error;
  }
}

const NOTE = `
Note that repositories must be URLs or aliases. For example, to refer to the "example"
repository, use "https://charts.example.com/" or "@example" instead of
"example". Don't forget to add the repo, too ('helm repo add').`;

function unknown(missing: readonly string[]): GoError {
  const message = `no repository definition for ${missing.join(", ")}. Please add them via 'helm repo add'`;
  const looksLikeName = missing.some((repository) => !repository.includes("//") && !isAlias(repository));
  return new GoError(message + (looksLikeName ? NOTE : ""));
}
