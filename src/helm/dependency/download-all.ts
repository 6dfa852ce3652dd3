/** Fetches the archives of all dependencies into memory (helm pkg/downloader/manager.go, downloadAll). */
import { CREATED, REPLACED, type WriteOptions } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import { GoError } from "../../go/index.ts";
import * as semver from "../../semver/index.ts";
import type { Dependency } from "../chart/metadata.ts";
import type { Dialect } from "../dialect.ts";
import { isOci } from "../download/chart-registry.ts";
import { Downloader } from "../download/downloader.ts";
import { findInRepository, repositoryFrom } from "../download/find-in-repository.ts";
import { messageOf, within } from "../download/go-errors.ts";
import { optionsOf } from "../download/index-store.ts";
import type { GetOptions } from "../download/ports.ts";
import { statedBy, type Stated } from "../download/stated-digest.ts";
import { equalUrls, joinReferenceUrl, resolveReferenceUrl } from "../download/reference-url.ts";
import { wrap } from "../errors.ts";
import { tryParseVersion } from "../repo/chart-version.ts";
import type { IndexFile } from "../repo/index-file.ts";
import type { RepositoryEntry } from "../repo/repositories-file.ts";
import { localPath } from "./local-path.ts";
import type { DependencyOptions } from "./options.ts";

type Options = DependencyOptions & { readonly repositories: readonly RepositoryEntry[] };
type Reading = Options & { readonly loaded: ReadonlyMap<string, IndexFile> };

/** An archive or a provenance file, and how it is written. */
export interface Gathered {
  readonly bytes: Uint8Array;
  readonly options: WriteOptions;
}

/** By name. Throws `GoError` at the first that cannot be had. */
export async function downloadAll(
  dependencies: readonly Dependency[],
  given: Options,
): Promise<ReadonlyMap<string, Gathered>> {
  const { out } = given.indexes.ports;
  // Helm reads all of them first, and fails where one is broken.
  const loaded = new Map(given.repositories.map(({ name }) => [name, given.indexes.load(name)]));
  const options = { ...given, loaded };
  const archives = new Map<string, Gathered>();
  const fetched = new Set<string>();
  out(`Saving ${dependencies.length} charts\n`);
  for (const dependency of dependencies) {
    try {
      await fetchOne(dependency, { options, archives, fetched });
    } catch (error) {
      if (!(error instanceof SaveError)) throw error;
      out(`Save error occurred:  ${error.message}\n`);
      throw new GoError(error.message, { cause: error });
    }
  }
  return archives;
}

/** A failure that Helm tells twice: as a save error, and as the command's. */
class SaveError extends GoError {}

interface Gathering {
  readonly options: Reading;
  readonly archives: Map<string, Gathered>;
  readonly fetched: Set<string>;
}

async function fetchOne(dependency: Dependency, gathering: Gathering): Promise<void> {
  const { options, archives } = gathering;
  const { out } = options.indexes.ports;
  if (dependency.repository === "") return checkUnpacked(dependency, options);
  if (dependency.repository.startsWith("file://")) {
    if (options.debug) out(`Archiving ${dependency.name} from repo ${dependency.repository}\n`);
    return await saving("", () => packFolder(dependency, { options, archives }));
  }
  await fetchRemote(dependency, gathering);
}

async function saving<T>(context: string, action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof SaveError) throw error;
    throw new SaveError(context + messageOf(error), { cause: error });
  }
}

/** A dependency without a repository lies in `charts/` already. */
function checkUnpacked({ name, version }: Dependency, { indexes, chartPath, loadFolder }: Options): void {
  indexes.ports.out(`Dependency ${name} did not declare a repository. Assuming it exists in the charts directory\n`);
  const folder = path.join(chartPath, "charts", name);
  const { metadata } = wrap(`unable to load chart '${folder}'`, () => loadFolder(folder));
  const range = wrap(`dependency ${name} has an invalid version/constraint format`, () =>
    semver.parseConstraints(version),
  );
  const actual = wrap(`invalid version ${version} for dependency ${name}`, () => semver.parseVersion(metadata.version));
  if (range.check(actual)) return;
  throw new SaveError(`dependency ${name} at version ${metadata.version} does not satisfy the constraint ${version}`);
}

function packFolder(dependency: Dependency, { options, archives }: Pick<Gathering, "options" | "archives">): void {
  const { name, version, repository } = dependency;
  const { files } = options.indexes.ports;
  const chart = options.loadFolder(localPath(repository, { chartPath: options.chartPath, files }));
  const range = wrap(`dependency ${name} has an invalid version/constraint format`, () =>
    semver.parseConstraints(version),
  );
  if (!range.check(semver.parseVersion(chart.metadata.version))) {
    throw new GoError(`can't get a valid version for dependency ${name}`);
  }
  const saved = options.save(chart);
  archives.set(saved.name, { bytes: saved.bytes, options: CREATED });
  dependency.version = chart.metadata.version;
}

async function fetchRemote(dependency: Dependency, { options, archives, fetched }: Gathering): Promise<void> {
  const { name, repository } = dependency;
  const { out } = options.indexes.ports;
  const found = await saving("could not find : ", () => findChart(dependency, options));
  if (fetched.has(found.address)) {
    out(`Already downloaded ${name} from repo ${repository}\n`);
    return;
  }
  out(`Downloading ${name} from repo ${repository}\n`);
  const { stated } = found;
  const wanted = isOci(found.address) ? splitTag(found.address) : { reference: found.address, version: "", stated };
  const get = isOci(found.address) ? { ...found.get, tag: wanted.version } : found.get;
  const downloader = new Downloader(options, { verify: options.verify, keyring: options.keyring, get });
  await saving(`could not download ${wanted.reference}: `, () =>
    downloader.download(wanted, (file, bytes) => void archives.set(file, { bytes, options: REPLACED })),
  );
  fetched.add(wanted.reference);
}

const OCI_REFERENCE = /^(oci:\/\/[^:]+(?::[0-9]{1,5})?[^:]+):(.*)$/;

function splitTag(address: string): { reference: string; version: string } {
  const match = OCI_REFERENCE.exec(address);
  if (match === null) {
    throw new GoError(`could not parse OCI reference: improperly formatted oci chart reference: ${address}`);
  }
  return { reference: match[1] ?? "", version: match[2] ?? "" };
}

interface Found {
  readonly address: string;
  readonly get: GetOptions;
  readonly stated?: Stated;
}

/** The URL of the locked version, from a known repository's index or one that is fetched for it. Throws `GoError`. */
async function findChart({ name, version, repository }: Dependency, options: Reading): Promise<Found> {
  if (isOci(repository)) return { address: `${repository}/${name}:${version}`, get: {} };
  const known = options.repositories.find(({ url }) => equalUrls(repository, url));
  if (known !== undefined) return findInKnown(known, { name, version, repository, options });
  const { address, stated } = await within(`chart ${name} not found in ${repository}`, () =>
    findInRepository(repositoryFrom(repository, {}), { wanted: { name, version }, indexes: options.indexes }),
  );
  return { address, get: {}, stated };
}

function findInKnown(
  known: RepositoryEntry,
  { name, version, repository, options }: { name: string; version: string; repository: string; options: Reading },
): Found {
  const { indexes, loaded } = options;
  const versions = loaded.get(known.name)?.entries.get(name);
  if (versions === undefined) throw new GoError("entry not found");
  const found = versions.find((candidate) => candidate.urls.length > 0 && isVersion(version, candidate.version));
  const [first] = found?.urls ?? [];
  if (first === undefined) throw new GoError("no matching version");
  const { url: _, ...get } = optionsOf(known);
  const address = addressOf(first, { repository, dialect: indexes.ports.dialect });
  return { address, get, ...(found === undefined ? {} : { stated: statedBy(known, found) }) };
}

/** Helm 3 names what is no address. */
function addressOf(reference: string, { repository, dialect }: { repository: string; dialect: Dialect }): string {
  if (dialect === "helm4") return resolveReferenceUrl(repository, reference);
  try {
    return joinReferenceUrl(repository, reference);
  } catch (error) {
    throw new SaveError(`could not find ${reference}: ${messageOf(error)}`, { cause: error });
  }
}

function isVersion(wanted: string, candidate: string): boolean {
  if (wanted === "") return true;
  const version = tryParseVersion(wanted);
  if (version === undefined) return wanted === candidate;
  return tryParseVersion(candidate)?.equals(version) ?? false;
}
