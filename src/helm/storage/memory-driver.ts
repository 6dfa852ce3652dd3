import { entryLabels, ReleaseExistsError, ReleaseNotFoundError, type Driver } from "./driver.ts";
import type { Release } from "./release.ts";

/** Releases in memory, gone at the end of the run (`HELM_DRIVER=memory`). An empty namespace sees all. */
export class MemoryDriver implements Driver {
  readonly name = "Memory";
  readonly #entries: Map<string, Release>;
  readonly #namespace: string;

  /** `entries` by `NAMESPACE/KEY`, shared by drivers of several namespaces. */
  constructor(namespace: string, entries: Map<string, Release> = new Map()) {
    this.#namespace = namespace;
    this.#entries = entries;
  }

  get(key: string): Promise<Release> {
    const found = this.#entries.get(this.#address(key));
    return found === undefined ? Promise.reject(new ReleaseNotFoundError()) : Promise.resolve(structured(found));
  }

  query(labels: Readonly<Record<string, string>>): Promise<Release[]> {
    const found = [...this.#entries.values()].filter((release) => {
      const own = entryLabels(release, {});
      const here = this.#namespace === "" || release.namespace === this.#namespace;
      return here && Object.entries(labels).every(([name, value]) => own[name] === value);
    });
    return Promise.resolve(found.map(structured));
  }

  create(key: string, release: Release): Promise<void> {
    if (this.#entries.has(this.#address(key))) return Promise.reject(new ReleaseExistsError());
    return this.update(key, release);
  }

  update(key: string, release: Release): Promise<void> {
    this.#entries.set(this.#address(key), structured(release));
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    return this.#entries.delete(this.#address(key)) ? Promise.resolve() : Promise.reject(new ReleaseNotFoundError());
  }

  #address(key: string): string {
    return `${this.#namespace || "default"}/${key}`;
  }
}

/** A copy whose state can change without changing what is stored. */
function structured(release: Release): Release {
  return {
    ...release,
    info: { ...release.info },
    hooks: release.hooks.map((hook) => ({ ...hook, lastRun: { ...hook.lastRun } })),
  };
}
