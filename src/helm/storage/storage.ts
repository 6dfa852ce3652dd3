/** Revisions of releases over a driver (helm pkg/storage/storage.go). */
import {
  NoDeployedReleasesError,
  ReleaseNotFoundError,
  loadAll,
  loadNewest,
  releaseKey,
  type Driver,
  type StoredEntry,
} from "./driver.ts";
import type { Sighting } from "./journal.ts";
import type { Release } from "./release.ts";

/** There are records of the release, but none that can be read. */
export class NoRevisionError extends Error {
  override name = "NoRevisionError";

  constructor(releaseName: string) {
    super(`no revision for release "${releaseName}"`);
  }
}

/** Told what is asked of the storage, in Helm 4's words. */
export type StorageLog = (message: string, attributes: Readonly<Record<string, unknown>>) => void;

export interface StorageOptions {
  readonly maxHistory?: number;
  readonly log?: StorageLog | undefined;
}

export interface ReleaseLeases {
  /** The record as it is now. Throws `ReleaseNotFoundError`. */
  sight(release: Release): Promise<Sighting>;
  /** A sign of life. Throws `LeaseLostError`. */
  renew(release: Release): Promise<void>;
  /** Writes over the version that was seen, and no other. Throws `LeaseLostError`. */
  takeOver(release: Release, seen: Sighting): Promise<void>;
}

export class Storage {
  readonly driver: Driver;
  /** Revisions kept of a release, the newest included; 0: all. */
  readonly maxHistory: number;
  readonly #log: StorageLog;
  /** Keys of records that were read. */
  readonly #seen = new Set<string>();

  constructor(driver: Driver, { maxHistory = 0, log = () => {} }: StorageOptions = {}) {
    this.driver = driver;
    this.maxHistory = maxHistory;
    this.#log = log;
  }

  /** The same records without a limit of their number. */
  unlimited(): Storage {
    return new Storage(this.driver, { log: this.#log });
  }

  get(name: string, version: number): Promise<Release> {
    this.#log("getting release", { key: releaseKey(name, version) });
    return this.driver.get(releaseKey(name, version));
  }

  /** Makes room below the history's limit first; the last deployed revision always stays. */
  async create(release: Release): Promise<void> {
    this.#log("creating release", { key: releaseKey(release.name, release.version) });
    if (this.maxHistory > 0) await this.#prune(release.name, this.maxHistory - 1);
    await this.driver.create(releaseKey(release.name, release.version), release);
  }

  update(release: Release): Promise<void> {
    this.#log("updating release", { key: releaseKey(release.name, release.version) });
    return this.driver.update(releaseKey(release.name, release.version), release);
  }

  delete(name: string, version: number): Promise<void> {
    this.#log("deleting release", { key: releaseKey(name, version) });
    return this.driver.delete(releaseKey(name, version));
  }

  /**
   * Deletes a record that was read a moment ago. One that is gone since then, or by a request whose answer was lost, needs no deleting. Throws
   * `ReleaseNotFoundError` for one that stands under another key than its name and revision make, and stays.
   */
  async forget(name: string, version: number): Promise<void> {
    try {
      await this.delete(name, version);
    } catch (error) {
      const isGone = error instanceof ReleaseNotFoundError && this.#seen.has(releaseKey(name, version));
      if (!isGone) throw error;
    }
  }

  /** Undefined where records cannot be held by a lease. */
  get leases(): ReleaseLeases | undefined {
    const { leases } = this.driver;
    const keyOf = ({ name, version }: Release): string => releaseKey(name, version);
    return leases === undefined
      ? undefined
      : {
          sight: (release) => leases.sight(keyOf(release)),
          renew: (release) => leases.renew(keyOf(release)),
          takeOver: (release, seen) => leases.takeOver(keyOf(release), release, seen),
        };
  }

  /** Every revision of every release, not decoded yet. */
  entries(): Promise<StoredEntry[]> {
    return this.driver.entries({ owner: "helm" });
  }

  /** Every revision of every release that can be read. */
  async list(): Promise<Release[]> {
    return await loadAll(await this.entries());
  }

  /** All revisions of a release that can be read, oldest first. Throws `ReleaseNotFoundError` where there is no record at all. */
  async history(name: string): Promise<Release[]> {
    return byVersion(await loadAll(await this.#entriesOf(name)));
  }

  /** The newest revision. Throws `ReleaseNotFoundError`, or `NoRevisionError`. */
  async last(name: string): Promise<Release> {
    this.#log("getting last revision", { name });
    return await this.newest(name);
  }

  /** The same for those who, in Helm, go through the history for it. */
  async newest(name: string): Promise<Release> {
    const newest = await loadNewest(await this.#entriesOf(name));
    if (newest === undefined) throw new NoRevisionError(name);
    return newest;
  }

  /** Revisions in state deployed, oldest first; more than one only after a collision. Throws `NoDeployedReleasesError`. */
  async deployedAll(name: string): Promise<Release[]> {
    this.#log("getting deployed releases", { name });
    const found = await loadAll(await this.driver.entries({ name, owner: "helm", status: "deployed" }));
    if (found.length === 0) throw new NoDeployedReleasesError(name);
    return byVersion(found);
  }

  async deployed(name: string): Promise<Release> {
    const newest = (await this.deployedAll(name)).at(-1);
    if (newest === undefined) throw new NoDeployedReleasesError(name);
    return newest;
  }

  async #entriesOf(name: string): Promise<StoredEntry[]> {
    this.#log("getting release history", { name });
    const found = await this.driver.entries({ name, owner: "helm" });
    if (found.length === 0) throw new ReleaseNotFoundError();
    for (const { key } of found) this.#seen.add(key);
    return found;
  }

  async #prune(name: string, keep: number): Promise<void> {
    const entries = await this.driver.entries({ name, owner: "helm" });
    const all = byVersion(await loadAll(entries));
    const surplus = all.length - keep;
    if (surplus <= 0) return;
    this.#log("getting deployed releases", { name });
    const deployed = await loadNewest(entries.filter(({ labels }) => labels.get("status") === "deployed"));
    const oldest = all.filter(({ version }) => version !== deployed?.version).slice(0, surplus);
    const outcomes = await Promise.allSettled(oldest.map((release) => this.delete(name, release.version)));
    const failures = outcomes
      .flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as Error] : []))
      .filter((error) => !(error instanceof ReleaseNotFoundError));
    this.#log("pruned records", { count: oldest.length, release: name, errors: failures.length });
    const [first] = failures;
    if (first === undefined) return;
    if (failures.length === 1) throw first;
    throw new Error(`encountered ${failures.length} deletion errors. First is: ${first.message}`, { cause: first });
  }
}

function byVersion(releases: Release[]): Release[] {
  return releases.sort((a, b) => a.version - b.version);
}
