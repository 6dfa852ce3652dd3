/** Revisions of releases over a driver (helm pkg/storage/storage.go). */
import { NoDeployedReleasesError, ReleaseNotFoundError, type Driver } from "./driver.ts";
import type { Release } from "./release.ts";

/** The key of one revision, which is also the name of its Secret. */
export function releaseKey(name: string, version: number): string {
  return `sh.helm.release.v1.${name}.v${version}`;
}

export class Storage {
  readonly driver: Driver;
  /** Revisions kept of a release, the newest included; 0: all. */
  readonly maxHistory: number;

  constructor(driver: Driver, { maxHistory = 0 }: { maxHistory?: number } = {}) {
    this.driver = driver;
    this.maxHistory = maxHistory;
  }

  get(name: string, version: number): Promise<Release> {
    return this.driver.get(releaseKey(name, version));
  }

  /** Makes room below the history's limit first; the last deployed revision always stays. */
  async create(release: Release): Promise<void> {
    if (this.maxHistory > 0) await this.#prune(release.name, this.maxHistory - 1);
    await this.driver.create(releaseKey(release.name, release.version), release);
  }

  update(release: Release): Promise<void> {
    return this.driver.update(releaseKey(release.name, release.version), release);
  }

  delete(name: string, version: number): Promise<void> {
    return this.driver.delete(releaseKey(name, version));
  }

  /** Every revision of every release. */
  list(): Promise<Release[]> {
    return this.driver.query({ owner: "helm" });
  }

  /** All revisions of a release, oldest first. Throws `ReleaseNotFoundError`. */
  async history(name: string): Promise<Release[]> {
    const found = await this.driver.query({ name, owner: "helm" });
    if (found.length === 0) throw new ReleaseNotFoundError();
    return found.sort((a, b) => a.version - b.version);
  }

  /** The newest revision. Throws `ReleaseNotFoundError`. */
  async last(name: string): Promise<Release> {
    const newest = (await this.history(name)).at(-1);
    if (newest === undefined) throw new ReleaseNotFoundError();
    return newest;
  }

  /** Revisions in state deployed, oldest first; more than one only after a collision. Throws `NoDeployedReleasesError`. */
  async deployedAll(name: string): Promise<Release[]> {
    const found = await this.driver.query({ name, owner: "helm", status: "deployed" });
    if (found.length === 0) throw new NoDeployedReleasesError(name);
    return found.sort((a, b) => a.version - b.version);
  }

  async deployed(name: string): Promise<Release> {
    const newest = (await this.deployedAll(name)).at(-1);
    if (newest === undefined) throw new NoDeployedReleasesError(name);
    return newest;
  }

  async #prune(name: string, keep: number): Promise<void> {
    const all = await this.driver.query({ name, owner: "helm" });
    const surplus = all.length - keep;
    if (surplus <= 0) return;
    all.sort((a, b) => a.version - b.version);
    const deployed = all.filter((release) => release.info.status === "deployed").at(-1);
    const oldest = all.filter((release) => release !== deployed).slice(0, surplus);
    const outcomes = await Promise.allSettled(oldest.map((release) => this.delete(name, release.version)));
    const failures = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason as Error);
    const [first] = failures;
    if (first === undefined) return;
    if (failures.length === 1) throw first;
    throw new Error(`encountered ${failures.length} deletion errors. First is: ${first.message}`, { cause: first });
  }
}
