/**
 * `dependency update` and `dependency build` (helm pkg/downloader/manager.go): from Chart.yaml or Chart.lock to archives in `charts/`.
 * Indexes are fetched side by side and parsed once; nothing in `charts/` changes before everything has been fetched.
 */
import { existing } from "../../base/index.ts";
import { GoError } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dependency } from "../chart/metadata.ts";
import { isOci } from "../download/chart-registry.ts";
import { wrap } from "../errors.ts";
import { messageOf } from "../download/go-errors.ts";
import type { DownloadPorts } from "../download/ports.ts";
import { equalUrls } from "../download/reference-url.ts";
import { entry, loadIfAny, type RepositoryEntry } from "../repo/repositories-file.ts";
import type { DependencyOptions } from "./options.ts";
import { localPath } from "./local-path.ts";
import { legacyLockDigest, lockDigest, writeLock } from "./lock.ts";
import { resolveRepositoryNames } from "./repository-names.ts";
import { resolveDependencies } from "./resolve.ts";
import { ChartsFolder } from "./charts-folder.ts";
import { downloadAll } from "./download-all.ts";

const MANAGED_PREFIX = "helm-manager-";

export class DependencyUpdate {
  readonly #ports: DownloadPorts;

  constructor(readonly options: DependencyOptions) {
    this.#ports = options.indexes.ports;
  }

  /** Fetches what Chart.lock says, or updates where there is no lock. Throws `GoError`. */
  async build(): Promise<void> {
    const chart = this.#loadChart();
    const { lock } = chart;
    // Read once more, as in Helm: what is wrong with the chart is said again.
    if (lock === undefined) return await this.update();
    const wanted = wantedBy(chart) ?? [];
    this.#checkLock(chart, wanted);
    const locked = (lock.dependencies ?? []).filter((dependency) => dependency !== null);
    this.#requireKnown(locked);
    if (!this.options.skipRefresh) await this.#refreshKnown();
    await this.#download(locked);
  }

  /** Picks versions anew and writes the lock. Throws `GoError`. */
  async update(): Promise<void> {
    await this.#update(this.#loadChart());
  }

  #loadChart(): Chart {
    const { chartPath, loadFolder } = this.options;
    const stat = wrap(`could not find ${chartPath}`, () => existing(this.#ports.files, chartPath));
    if (stat.kind !== "directory") throw new GoError("only unpacked charts can be updated");
    return loadFolder(chartPath);
  }

  async #update(chart: Chart): Promise<void> {
    const wanted = wantedBy(chart);
    if (wanted === undefined) return;
    const { options } = this;
    const repositoryNames = this.#repositoryNames(wanted);
    await this.#ensureUnknown(wanted, repositoryNames);
    if (!options.skipRefresh) await this.#refreshKnown();
    const lock = await resolveDependencies(wanted, { ...options, repositoryNames });
    const locked = (lock.dependencies ?? []).filter((dependency) => dependency !== null);
    await this.#download(locked);
    // Versions of folders are known only now.
    lock.digest = lockDigest(wanted, lock.dependencies ?? [], this.#ports.sha256);
    if (chart.lock?.digest === lock.digest) return;
    writeLock(options.chartPath, lock, { files: this.#ports.files, isLegacy: chart.metadata.apiVersion === "v1" });
  }

  #repositories(): readonly RepositoryEntry[] {
    return loadIfAny(this.#ports.repositoryConfig, this.#ports.files).repositories;
  }

  #repositoryNames(wanted: readonly Dependency[]): Map<string, string> {
    const { chartPath, debug } = this.options;
    const { files, out } = this.#ports;
    return resolveRepositoryNames(wanted, {
      repositories: this.#repositories(),
      checkLocal: (repository) => {
        localPath(repository, { chartPath, files });
        if (debug) out(`Repository from local path: ${repository}\n`);
      },
    });
  }

  #checkLock(chart: Chart, wanted: readonly Dependency[]): void {
    const { sha256, dialect, log } = this.#ports;
    const isLegacy = chart.metadata.apiVersion === "v1";
    // Before aliases become URLs: Helm 2 took them as they are written.
    const legacy = isLegacy ? legacyLockDigest(wanted, sha256) : "";
    this.#repositoryNames(wanted);
    if (lockDigest(wanted, chart.lock?.dependencies ?? [], sha256) === chart.lock?.digest) return;
    if (!isLegacy) {
      const how = dialect === "helm4" ? " with 'helm dependency update'" : "";
      throw new GoError(
        `the lock file (Chart.lock) is out of sync with the dependencies file (Chart.yaml). Please update the dependencies${how}`,
      );
    }
    // Helm 3's log shows where in its source it was written.
    const about = dialect === "helm3" ? { source: "manager.go:122" } : {};
    log.info("warning: a valid Helm v3 hash was not found. Checking against Helm v2 hash...", about);
    if (legacy === chart.lock?.digest) return;
    throw new GoError(
      "the lock file (requirements.lock) is out of sync with the dependencies file (requirements.yaml). Please update the dependencies",
    );
  }

  #requireKnown(locked: readonly Dependency[]): void {
    const known = this.#repositories();
    const missing = locked
      .map(({ repository }) => repository)
      .filter((repository) => repository !== "" && !repository.startsWith("file://") && !isOci(repository))
      .filter((repository) => !known.some(({ url }) => equalUrls(url, repository.replace(/\/$/, ""))));
    if (missing.length === 0) return;
    throw new GoError(
      `no repository definition for ${missing.join(", ")}. Please add the missing repos via 'helm repo add'`,
    );
  }

  /** Indexes of repositories that were never added are cached under a name made from their URL. */
  async #ensureUnknown(wanted: readonly Dependency[], names: Map<string, string>): Promise<void> {
    const unknown: RepositoryEntry[] = [];
    for (const { name, repository } of wanted) {
      if (repository === "" || names.has(name)) continue;
      const made = MANAGED_PREFIX + this.#ports.sha256(new TextEncoder().encode(repository));
      names.set(name, made);
      unknown.push(entry({ name: made, url: repository }));
    }
    if (this.options.skipRefresh || unknown.length === 0) return;
    this.#ports.out("Getting updates for unmanaged Helm repositories...\n");
    await this.#refresh(unknown);
  }

  async #refreshKnown(): Promise<void> {
    const repositories = this.#repositories();
    if (repositories.length === 0) return;
    this.#ports.out("Hang tight while we grab the latest from your chart repositories...\n");
    await this.#refresh(repositories);
    this.#ports.out("Update Complete. ⎈Happy Helming!⎈\n");
  }

  /** Side by side; a repository that does not answer is told of and does no harm yet. */
  async #refresh(repositories: readonly RepositoryEntry[]): Promise<void> {
    const distinct = this.#ports.dialect === "helm4" ? distinctByUrl(repositories) : repositories;
    const { indexes } = this.options;
    for (const { url } of distinct) indexes.getterOf(url);
    await Promise.all(distinct.map((repository) => this.#refreshOne(repository)));
  }

  async #refreshOne(repository: RepositoryEntry): Promise<void> {
    const { name, url } = repository;
    const isManaged = name.startsWith(MANAGED_PREFIX);
    try {
      await this.options.indexes.download(repository);
      this.#ports.out(`...Successfully got an update from the "${isManaged ? url : name}" chart repository\n`);
    } catch (error) {
      const what = isManaged ? `"${url}" chart repository` : `"${name}" chart repository (${url})`;
      this.#ports.out(`...Unable to get an update from the ${what}:\n\t${messageOf(error)}\n`);
    }
  }

  async #download(dependencies: readonly Dependency[]): Promise<void> {
    const folder = new ChartsFolder(this.options);
    folder.prepare();
    const archives = await downloadAll(dependencies, { ...this.options, repositories: this.#repositories() });
    folder.replace(dependencies, archives);
  }
}

/** `undefined` where Chart.yaml names none. */
function wantedBy({ metadata }: Chart): Dependency[] | undefined {
  return metadata.dependencies?.filter((dependency) => dependency !== null);
}

/** Of several names for one URL the last is refreshed. */
function distinctByUrl(repositories: readonly RepositoryEntry[]): RepositoryEntry[] {
  return [...new Map(repositories.map((repository) => [repository.url.replace(/\/$/, ""), repository])).values()];
}
