/** Picks a version for each dependency (helm internal/resolver/resolver.go). */
import * as path from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { GoError } from "../../go/index.ts";
import * as semver from "../../semver/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dependency, Lock } from "../chart/metadata.ts";
import { isOci, withoutScheme, type ChartRegistry } from "../download/chart-registry.ts";
import { messageOf, within } from "../download/go-errors.ts";
import type { IndexStore } from "../download/index-store.ts";
import { wrap } from "../errors.ts";
import { tryParseVersion } from "../repo/chart-version.ts";
import { localPath } from "./local-path.ts";
import { lockDigest } from "./lock.ts";

export interface ResolveOptions {
  readonly chartPath: string;
  /** Names of repositories by dependency. */
  readonly repositoryNames: ReadonlyMap<string, string>;
  readonly indexes: IndexStore;
  readonly registry: ChartRegistry;
  /** Loads a folder. Throws `GoError`. */
  readonly loadFolder: (path: string) => Chart;
  /** The present, as Go prints it. */
  readonly now: () => string;
}

/** Throws `GoError`. */
export async function resolveDependencies(wanted: readonly Dependency[], options: ResolveOptions): Promise<Lock> {
  const locked: (Dependency | null)[] = [];
  const missing: string[] = [];
  for (const dependency of wanted) {
    const version = await resolveVersion(dependency, options);
    if (version.kind === "missing") missing.push(describe(dependency));
    locked.push(version.kind === "found" ? lockedAs(dependency, version.version) : null);
  }
  if (missing.length > 0) {
    throw new GoError(
      `can't get a valid version for ${missing.length} subchart(s): ${missing.join(", ")}. Make sure a matching chart version exists in the repo, or change the version constraint in Chart.yaml`,
    );
  }
  return {
    generated: options.now(),
    digest: lockDigest(wanted, locked, options.indexes.ports.sha256),
    dependencies: locked,
  };
}

type Resolution =
  | { readonly kind: "found"; readonly version: string }
  | { readonly kind: "missing" }
  /** A folder whose version is no version: Helm locks nothing. */
  | { readonly kind: "invalid" };

function describe({ name, repository, version }: Dependency): string {
  return `${quote(name)} (repository ${quote(repository)}, version ${quote(version)})`;
}

function lockedAs({ name, repository }: Dependency, version: string): Dependency {
  const none = { condition: "", tags: undefined, enabled: false, importValues: undefined, alias: "" };
  return { name, repository, version, ...none };
}

async function resolveVersion(dependency: Dependency, options: ResolveOptions): Promise<Resolution> {
  const { name, version, repository } = dependency;
  const range = wrap(`dependency ${quote(name)} has an invalid version/constraint format`, () =>
    semver.parseConstraints(version),
  );
  if (repository === "") {
    findLocal(path.join("charts", name), options);
    return { kind: "found", version };
  }
  if (repository.startsWith("file://")) return resolveFolder(repository, { range, options });
  const repositoryName = options.repositoryNames.get(name) ?? "";
  // Nothing is known of the repository: its index is looked at when the chart is fetched.
  if (repositoryName === "") return { kind: "found", version };
  if (isOci(repository)) return await resolveTag(dependency, { range, options });
  return resolveInIndex(dependency, { range, options, repositoryName });
}

function findLocal(repository: string, { chartPath, indexes }: ResolveOptions): string {
  return localPath(repository, { chartPath, files: indexes.ports.files });
}

interface Wanted {
  readonly range: semver.Constraints;
  readonly options: ResolveOptions;
}

function resolveFolder(repository: string, { range, options }: Wanted): Resolution {
  const { metadata } = options.loadFolder(findLocal(repository, options));
  const version = tryParseVersion(metadata.version);
  if (version === undefined) return { kind: "invalid" };
  return range.check(version) ? { kind: "found", version: metadata.version } : { kind: "missing" };
}

async function resolveTag({ name, version, repository }: Dependency, { range, options }: Wanted): Promise<Resolution> {
  const tags =
    tryParseVersion(version) === undefined
      ? await within(`could not retrieve list of tags for repository ${repository}`, () =>
          options.registry.tags(`${withoutScheme(repository)}/${name}`),
        )
      : [version];
  // Where no tag fits, the range itself is locked and the registry refuses it later, as in Helm.
  return { kind: "found", version: firstFitting(tags, range) ?? version };
}

function firstFitting(versions: Iterable<string>, range: semver.Constraints): string | undefined {
  for (const text of versions) {
    const version = tryParseVersion(text);
    if (version !== undefined && range.check(version)) return text;
  }
  return undefined;
}

function resolveInIndex(
  { name, repository }: Dependency,
  { range, options, repositoryName }: Wanted & { repositoryName: string },
): Resolution {
  const index = loadIndex(repositoryName, options.indexes);
  const versions = index.entries.get(name);
  if (versions === undefined) throw new GoError(`${name} chart not found in repo ${repository}`);
  const usable = versions.filter(({ urls }) => urls.length > 0).map(({ version }) => version);
  const found = firstFitting(usable, range);
  return found === undefined ? { kind: "missing" } : { kind: "found", version: found };
}

function loadIndex(repositoryName: string, indexes: IndexStore): ReturnType<IndexStore["load"]> {
  try {
    return indexes.load(repositoryName);
  } catch (error) {
    const reason = messageOf(error);
    throw new GoError(`no cached repository for ${repositoryName} found. (try 'helm repo update'): ${reason}`);
  }
}
