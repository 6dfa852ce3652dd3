/** From what a user typed to the URL of a chart (helm pkg/downloader/chart_downloader.go, ResolveChartVersion). */
import * as url from "../../go/url/index.ts";
import type { Url } from "../../go/url/index.ts";
import { GoError } from "../../go/index.ts";
import { get } from "../repo/index-file.ts";
import { loadIfAny, type RepositoryEntry } from "../repo/repositories-file.ts";
import { isOci, type ChartRegistry } from "./chart-registry.ts";
import { substitutions } from "./find-in-repository.ts";
import { messageOf } from "./go-errors.ts";
import type { IndexStore } from "./index-store.ts";
import type { GetOptions } from "./ports.ts";
import { equalUrls, resolveReferenceUrl, tryParse } from "./reference-url.ts";
import { statedBy, type Stated } from "./stated-digest.ts";

export interface ResolvedChart {
  readonly url: Url;
  /** Of the archive, as the index or the reference has it; empty when unknown. */
  readonly digest: string;
  /** What the repository the chart comes from adds to the options. */
  readonly options: GetOptions;
  readonly stated?: Stated;
}

export interface ResolvePorts {
  readonly indexes: IndexStore;
  readonly registry: ChartRegistry;
}

/** Throws `GoError`. */
export async function resolveChart(
  wanted: { readonly reference: string; readonly version: string },
  { indexes, registry }: ResolvePorts,
): Promise<ResolvedChart> {
  const { reference, version } = wanted;
  const parsed = tryParse(reference);
  if (parsed === undefined) throw new GoError(`invalid chart URL format: ${reference}`);
  if (isOci(url.format(parsed))) {
    return { ...(await registry.locate(reference, { version, url: parsed })), options: {} };
  }
  const { repositoryConfig, files } = indexes.ports;
  const { repositories } = loadIfAny(repositoryConfig, files);
  if (url.isAbsolute(parsed) && parsed.host !== "" && parsed.path !== "") {
    return { url: parsed, digest: "", options: optionsForUrl(reference, { repositories, indexes }) };
  }
  return resolveInRepository(parsed, { ...wanted, repositories, indexes });
}

/** A chart's own URL may belong to a repository that is known, whose settings then hold. */
function optionsForUrl(
  reference: string,
  { repositories, indexes }: { repositories: readonly RepositoryEntry[]; indexes: IndexStore },
): GetOptions {
  const owner = repositories.find((repository) => offers(repository, { reference, indexes }));
  return owner === undefined ? { url: reference } : optionsFrom(owner);
}

function offers(
  repository: RepositoryEntry,
  { reference, indexes }: { reference: string; indexes: IndexStore },
): boolean {
  indexes.getterOf(repository.url);
  const index = loadCached(repository.name, indexes);
  // Equal URLs end in the same name; most are told apart by that.
  const name = reference.slice(reference.replace(/\/+$/, "").lastIndexOf("/") + 1);
  for (const versions of index.entries.values()) {
    for (const { urls } of versions) {
      if (urls.some((candidate) => candidate.includes(name) && equalUrls(reference, candidate))) return true;
    }
  }
  return false;
}

function loadCached(repository: string, indexes: IndexStore): ReturnType<IndexStore["load"]> {
  try {
    return indexes.load(repository);
  } catch (error) {
    throw new GoError(`no cached repo found. (try 'helm repo update'): ${messageOf(error)}`);
  }
}

function optionsFrom(repository: RepositoryEntry): GetOptions {
  const { certFile, keyFile, caFile, username, password, passCredentialsAll } = repository;
  return {
    url: repository.url,
    ...(certFile !== "" || keyFile !== "" || caFile !== "" ? { certFile, keyFile, caFile } : {}),
    ...(username !== "" && password !== "" ? { username, password, passCredentialsAll } : {}),
  };
}

interface InRepository {
  readonly reference: string;
  readonly version: string;
  readonly repositories: readonly RepositoryEntry[];
  readonly indexes: IndexStore;
}

function resolveInRepository(parsed: Url, { reference, version, repositories, indexes }: InRepository): ResolvedChart {
  const slash = parsed.path.indexOf("/");
  if (slash < 0) {
    throw new GoError(`non-absolute URLs should be in form of repo_name/path_to_chart, got: ${url.format(parsed)}`);
  }
  const repository = pick(parsed.path.slice(0, slash), repositories);
  const name = parsed.path.slice(slash + 1);
  indexes.getterOf(repository.url);
  const index = loadCached(repository.name, indexes);
  const found = findVersion(index, { name, version, repository, indexes });
  const [first] = found.urls;
  if (first === undefined) throw new GoError(`chart ${JSON.stringify(reference)} has no downloadable URLs`);
  const options = optionsFrom(repository);
  const address = url.parse(chartUrl(repository, { first, reference }));
  return { url: address, digest: found.digest, options, stated: statedBy(repository, found) };
}

function pick(name: string, repositories: readonly RepositoryEntry[]): RepositoryEntry {
  const found = repositories.find((repository) => repository.name === name);
  if (found === undefined) throw new GoError(`repo ${name} not found`);
  if (found.url === "") throw new GoError(`no URL found for repository ${name}`);
  return found;
}

function findVersion(
  index: ReturnType<IndexStore["load"]>,
  wanted: { name: string; version: string; repository: RepositoryEntry; indexes: IndexStore },
): ReturnType<typeof get> {
  const { name, version, repository, indexes } = wanted;
  try {
    return get(index, { name, version, onSubstitute: substitutions(indexes.ports) });
  } catch (error) {
    const what = `chart ${JSON.stringify(name)} matching ${version} not found in ${repository.name} index`;
    throw new GoError(`${what}. (try 'helm repo update'): ${messageOf(error)}`);
  }
}

function chartUrl(repository: RepositoryEntry, { first, reference }: { first: string; reference: string }): string {
  try {
    return resolveReferenceUrl(repository.url, first);
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`invalid chart URL format: ${reference}`);
    throw error;
  }
}
