import {
  InvalidKeyError,
  ReleaseExistsError,
  ReleaseNotFoundError,
  entryLabels,
  releaseKey,
  type Driver,
  type StoredEntry,
} from "./driver.ts";
import type { Release } from "./release.ts";

/** Releases in memory, gone at the end of the run (`HELM_DRIVER=memory`; helm pkg/storage/driver/memory.go). */
export class MemoryDriver implements Driver {
  readonly name = "Memory";
  readonly #entries: Map<string, Release>;
  #namespace: string;

  /** An empty namespace sees all. `entries` by `NAMESPACE/KEY`, shared by drivers of several namespaces. */
  constructor(namespace: string, entries: Map<string, Release> = new Map()) {
    this.#namespace = namespace;
    this.#entries = entries;
  }

  get(key: string): Promise<Release> {
    if (!isKey(key)) return Promise.reject(new InvalidKeyError());
    const found = this.#entries.get(`${this.#namespace}/${key}`);
    return found === undefined ? Promise.reject(new ReleaseNotFoundError()) : Promise.resolve(copy(found));
  }

  entries(labels: Readonly<Record<string, string>>): Promise<StoredEntry[]> {
    const found: StoredEntry[] = [];
    for (const release of this.#entries.values()) {
      if (this.#namespace !== "" && namespaceOf(release) !== this.#namespace) continue;
      const own = entryLabels(release, {});
      if (!Object.entries(labels).every(([name, value]) => own[name] === value)) continue;
      found.push({
        key: releaseKey(release.name, release.version),
        namespace: namespaceOf(release),
        labels: new Map(Object.entries(own)),
        load: () => Promise.resolve(copy(release)),
      });
    }
    return Promise.resolve(found);
  }

  create(key: string, release: Release): Promise<void> {
    const address = this.#enter(key, release);
    if (this.#entries.has(address)) return Promise.reject(new ReleaseExistsError());
    this.#entries.set(address, copy(release));
    return Promise.resolve();
  }

  update(key: string, release: Release): Promise<void> {
    const address = this.#enter(key, release);
    if (!this.#entries.has(address)) return Promise.reject(new ReleaseNotFoundError());
    this.#entries.set(address, copy(release));
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    if (!isKey(key)) return Promise.reject(new InvalidKeyError());
    const found = this.#entries.delete(`${this.#namespace}/${key}`);
    return found ? Promise.resolve() : Promise.reject(new ReleaseNotFoundError());
  }

  /** Where the release is written; the driver stays in its namespace from then on. */
  #enter(key: string, release: Release): string {
    this.#namespace = namespaceOf(release);
    return `${this.#namespace}/${key}`;
  }
}

function namespaceOf(release: Release): string {
  return release.namespace || "default";
}

/** Helm takes keys apart at `.v`, so it cannot find a release whose name has that in it. */
function isKey(key: string): boolean {
  const parts = key.replace(/^sh\.helm\.release\.v1\./, "").split(".v");
  return parts.length === 2 && /^[+-]?\d+$/.test(parts[1] ?? "");
}

/** A copy whose state can change without changing what is stored. */
function copy(release: Release): Release {
  return {
    ...release,
    info: { ...release.info },
    labels: new Map(release.labels),
    hooks: release.hooks.map((hook) => ({ ...hook, lastRun: { ...hook.lastRun } })),
  };
}
