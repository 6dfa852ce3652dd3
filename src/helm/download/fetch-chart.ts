/** Brings the chart a command is to work on to this machine (helm pkg/action/install.go, LocateChart). */
import * as path from "../../go/path/index.ts";
import * as url from "../../go/url/index.ts";
import type { ChartRegistry } from "./chart-registry.ts";
import { Downloader } from "./downloader.ts";
import { findInRepository, repositoryFrom, type WantedChart } from "./find-in-repository.ts";
import type { IndexStore } from "./index-store.ts";
import type { GetOptions } from "./ports.ts";
import type { Stated } from "./stated-digest.ts";

export interface ChartSource {
  /** `repository/name`, a name in `repositoryUrl`, a URL, or an OCI reference. */
  readonly name: string;
  readonly version: string;
  /** `--repo`; empty when not given. */
  readonly repositoryUrl: string;
  readonly verify: boolean;
  readonly keyring: string;
  /** From the flags. */
  readonly get: GetOptions;
}

/** What is to be fetched, and how. */
export interface RemoteChart {
  readonly reference: string;
  readonly get: GetOptions;
  /** By the index that the reference was found in. */
  readonly stated?: Stated;
}

/** The absolute path of the archive in the cache. Charts on disk are the caller's business. Throws `GoError`. */
export async function fetchChart(
  source: ChartSource,
  { indexes, registry }: { indexes: IndexStore; registry: ChartRegistry },
): Promise<string> {
  const name = source.name.trim();
  const version = source.version.trim();
  const { dialect, files, cwd, repositoryCache } = indexes.ports;
  const isNamed = source.repositoryUrl === "";
  const { repositoryUrl, get } = source;
  const remote: RemoteChart = isNamed
    ? { reference: name, get }
    : await findByUrl({ name, version }, { repositoryUrl, get, indexes });
  files.makeDirectory(repositoryCache);
  const verify = source.verify ? "always" : "never";
  const downloader = new Downloader({ indexes, registry }, { verify, keyring: source.keyring, get: remote.get });
  const wanted = { reference: remote.reference, version, stated: remote.stated };
  if (dialect === "helm4") return path.absolute(await downloader.downloadToCache(wanted), cwd);
  return path.absolute((await downloader.downloadTo(wanted, repositoryCache)).path, cwd);
}

/** Where a chart of a repository lies, and what may be said to the host that has it. */
export async function findByUrl(
  wanted: WantedChart,
  { repositoryUrl, get, indexes }: { repositoryUrl: string; get: GetOptions; indexes: IndexStore },
): Promise<RemoteChart> {
  const repository = repositoryFrom(repositoryUrl, get);
  const { address: reference, stated } = await findInRepository(repository, { wanted, indexes });
  // Credentials are for the repository's host, not for whatever host its index names.
  const keeps = get.passCredentialsAll === true || sameHost(repositoryUrl, reference);
  return { reference, get: keeps ? get : { ...get, username: "", password: "" }, stated };
}

export function sameHost(a: string, b: string): boolean {
  const [x, y] = [url.parse(a), url.parse(b)];
  return x.scheme === y.scheme && x.host === y.host;
}
