/** Releases in Secrets (the default) or ConfigMaps of the release's namespace (helm pkg/storage/driver: secrets.go, cfgmaps.go). */
import { isApiError, isNotFound, objectAt, textAt, type JsonObject, type Objects } from "../../kube/index.ts";
import { decodeRelease, encodeRelease } from "./codec.ts";
import { entryLabels, ReleaseExistsError, ReleaseNotFoundError, type Driver } from "./driver.ts";
import type { Release } from "./release.ts";

export interface KubernetesDriverOptions {
  readonly kind: "Secret" | "ConfigMap";
  /** Empty: all namespaces, for lists. */
  readonly namespace: string;
  /** Seconds since 1970, for the labels createdAt and modifiedAt. */
  readonly now: () => number;
  /** Called for entries that cannot be read. */
  readonly onUnreadable?: (key: string, error: unknown) => void;
}

export class KubernetesDriver implements Driver {
  readonly #objects: Objects;
  readonly #options: KubernetesDriverOptions;

  constructor(objects: Objects, options: KubernetesDriverOptions) {
    this.#objects = objects;
    this.#options = options;
  }

  get name(): string {
    return this.#options.kind;
  }

  async get(key: string): Promise<Release> {
    const entry = await this.#find(key);
    try {
      return await this.#decode(entry);
    } catch (error) {
      throw new Error(
        `get: failed to decode data "${key}": ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
  }

  async query(labels: Readonly<Record<string, string>>): Promise<Release[]> {
    const labelSelector = Object.entries(labels)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join(",");
    const entries = await this.#objects.list("v1", this.#options.kind, {
      namespace: this.#options.namespace,
      labelSelector,
    });
    const releases = await Promise.all(entries.map((entry) => this.#decodeOrSkip(entry)));
    return releases.filter((release) => release !== undefined);
  }

  async create(key: string, release: Release): Promise<void> {
    try {
      await this.#objects.create(await this.#entry(key, release, "createdAt"));
    } catch (error) {
      if (isApiError(error, "AlreadyExists")) throw new ReleaseExistsError();
      throw prefixed("create: failed to create", error);
    }
  }

  async update(key: string, release: Release): Promise<void> {
    try {
      await this.#objects.update(await this.#entry(key, release, "modifiedAt"));
    } catch (error) {
      throw prefixed("update: failed to update", error);
    }
  }

  async delete(key: string): Promise<void> {
    const { kind, namespace } = this.#options;
    try {
      await this.#objects.delete({ apiVersion: "v1", kind, namespace, name: key });
    } catch (error) {
      if (isNotFound(error)) throw new ReleaseNotFoundError();
      throw error;
    }
  }

  async #find(key: string): Promise<JsonObject> {
    const { kind, namespace } = this.#options;
    try {
      return await this.#objects.get({ apiVersion: "v1", kind, namespace, name: key });
    } catch (error) {
      if (isNotFound(error)) throw new ReleaseNotFoundError();
      throw prefixed(`get: failed to get "${key}"`, error);
    }
  }

  async #entry(key: string, release: Release, stamp: "createdAt" | "modifiedAt"): Promise<JsonObject> {
    const { kind, namespace, now } = this.#options;
    const text = await encodeRelease(release);
    const labels = entryLabels(release, { [stamp]: String(now()) });
    const metadata = { name: key, namespace, labels };
    if (kind === "ConfigMap") return { apiVersion: "v1", kind, metadata, data: { release: text } };
    return { apiVersion: "v1", kind, metadata, type: "helm.sh/release.v1", data: { release: btoa(text) } };
  }

  async #decode(entry: JsonObject): Promise<Release> {
    const stored = textAt(entry, "data", "release");
    const release = await decodeRelease(this.#options.kind === "Secret" ? atob(stored) : stored);
    release.labels = new Map(
      Object.entries(objectAt(entry, "metadata", "labels")).map(([name, value]) => [name, String(value)]),
    );
    return release;
  }

  async #decodeOrSkip(entry: JsonObject): Promise<Release | undefined> {
    try {
      return await this.#decode(entry);
    } catch (error) {
      this.#options.onUnreadable?.(textAt(entry, "metadata", "name"), error);
      return undefined;
    }
  }
}

function prefixed(what: string, error: unknown): Error {
  return new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
