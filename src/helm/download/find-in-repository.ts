/** Finding a chart in a repository that is given by its URL alone (`--repo`; helm pkg/repo/v1/chartrepo.go, FindChartInRepoURL). */
import { attempt, GoError } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { get, type IndexFile, type OnSubstitute } from "../repo/index-file.ts";
import type { RepositoryEntry } from "../repo/repositories-file.ts";
import type { ChartVersion } from "../repo/chart-version.ts";
import { within } from "./go-errors.ts";
import { reaching, type IndexStore } from "./index-store.ts";
import type { DownloadPorts, GetOptions } from "./ports.ts";
import { resolveReferenceUrl } from "./reference-url.ts";
import { statedBy, type Stated } from "./stated-digest.ts";

export interface WantedChart {
  readonly name: string;
  readonly version: string;
}

/** A repository that is known by its URL and by what the flags say. */
export function repositoryFrom(url: string, given: GetOptions): RepositoryEntry {
  const { certFile = "", keyFile = "", caFile = "", username = "", password = "" } = given;
  const { insecureSkipTlsVerify = false, passCredentialsAll = false } = given;
  return { name: "", url, certFile, keyFile, caFile, username, password, insecureSkipTlsVerify, passCredentialsAll };
}

/** The absolute URL of a chart, and what its index says of it. Throws `GoError`. */
export async function findInRepository(
  repository: RepositoryEntry,
  { wanted, indexes }: { wanted: WantedChart; indexes: IndexStore },
): Promise<{ address: string; stated: Stated }> {
  const index = await fetchIndex(repository, indexes);
  const what = `chart ${quote(wanted.name)}${wanted.version === "" ? "" : ` version ${quote(wanted.version)}`}`;
  const found = tryGet(index, { ...wanted, onSubstitute: substitutions(indexes.ports) });
  if (found === undefined) throw new GoError(`${what} not found in ${repository.url} repository`);
  const [first] = found.urls;
  if (first === undefined) throw new GoError(`${what} has no downloadable URLs`);
  const address = await within("failed to make chart URL absolute", () => resolveReferenceUrl(repository.url, first));
  return { address, stated: statedBy(repository, found) };
}

async function fetchIndex(repository: RepositoryEntry, indexes: IndexStore): Promise<IndexFile> {
  indexes.getterOf(repository.url);
  return (await reaching(repository.url, () => indexes.fetch(repository))).parsed.index;
}

function tryGet(index: IndexFile, wanted: Parameters<typeof get>[1]): ChartVersion | undefined {
  return attempt(() => get(index, wanted));
}

/** Helm 4 tells when a version is not the one asked for. */
export function substitutions({ dialect, log }: Pick<DownloadPorts, "dialect" | "log">): OnSubstitute | undefined {
  if (dialect === "helm3") return undefined;
  return ({ chart, requested, selected, isRange }) => {
    if (isRange) return log.debug("selected version matching constraint", { chart, constraint: requested, selected });
    log.warn("unable to find exact version requested; falling back to closest available version", {
      chart,
      requested,
      selected,
    });
  };
}
