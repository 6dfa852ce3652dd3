/** Releases in Secrets (the default) or ConfigMaps of the release's namespace (helm pkg/storage/driver: secrets.go, cfgmaps.go). */
import {
  isApiError,
  isNotFound,
  objectAt,
  textAt,
  type JsonObject,
  type ObjectRef,
  type Objects,
} from "../../kube/index.ts";
import type { Dialect } from "../dialect.ts";
import { decodeRelease, encodeRelease, type RecordGunzip } from "./codec.ts";
import {
  ReleaseExistsError,
  ReleaseNotFoundError,
  entryLabels,
  userLabels,
  type Driver,
  type DriverLeases,
  type StoredEntry,
  type Unreadable,
} from "./driver.ts";
import { HeldEntries } from "./held-entries.ts";
import { JOURNAL_ANNOTATION, journalOf, journalText, LeaseLostError } from "./journal.ts";
import { RecordParts } from "./record-parts.ts";
import type { Release } from "./release.ts";

export interface KubernetesDriverOptions {
  /** In whose form records are written. */
  readonly dialect: Dialect;
  readonly gunzip?: RecordGunzip;
  readonly kind: "Secret" | "ConfigMap";
  /** Empty: all namespaces, for lists. */
  readonly namespace: string;
  /** Seconds since 1970, for the labels createdAt and modifiedAt. */
  readonly now: () => number;
  /** Called for entries that cannot be read. */
  readonly onUnreadable?: (unreadable: Unreadable) => void;
}

export class KubernetesDriver implements Driver {
  readonly #objects: Objects;
  readonly #options: KubernetesDriverOptions;
  readonly #parts: RecordParts;
  readonly #held: HeldEntries;
  readonly leases: DriverLeases;

  constructor(objects: Objects, options: KubernetesDriverOptions) {
    this.#objects = objects;
    this.#options = options;
    this.#parts = new RecordParts(objects, options.kind);
    this.#held = new HeldEntries(objects);
    this.leases = {
      sight: async (key) => {
        try {
          return await this.#held.sight(await objects.path(this.#ref(key)));
        } catch (error) {
          throw isNotFound(error) ? new ReleaseNotFoundError() : error;
        }
      },
      renew: (key) => this.#held.renew(key),
      takeOver: async (key, release, { version }) => {
        await this.#write(key, release, (entry) => this.#held.takeOver(entry, version));
      },
    };
  }

  get name(): string {
    return this.#options.kind;
  }

  async get(key: string): Promise<Release> {
    const entry = await this.#find(key);
    try {
      const release = await this.#decode(entry);
      release.labels = userLabels(release.labels);
      return release;
    } catch (error) {
      this.#options.onUnreadable?.({ key, asked: "get", error });
      throw this.#failure(`get: failed to decode data "${key}"`, error);
    }
  }

  async entries(labels: Readonly<Record<string, string>>): Promise<StoredEntry[]> {
    const labelSelector = Object.entries(labels)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join(",");
    const { kind, namespace } = this.#options;
    const asked = "name" in labels ? "query" : "list";
    try {
      const found = await this.#objects.list("v1", kind, { namespace, labelSelector });
      return found.map((entry) => this.#stored(entry, asked));
    } catch (error) {
      throw this.#failure(asked === "query" ? "query: failed to query with labels" : "list: failed to list", error);
    }
  }

  async create(key: string, release: Release): Promise<void> {
    const text = await encodeRelease(release, this.#options.dialect);
    const parts = this.#parts.split(text);
    try {
      await this.#parts.write(this.#ref(key), parts);
      const { object } = await this.#objects.create(this.#entry(key, { release, parts, stamp: "createdAt" }));
      this.#held.keep(object);
      await this.#parts.adopt(object, parts);
    } catch (error) {
      if (isApiError(error, "AlreadyExists")) {
        await this.#parts.discard(this.#ref(key), parts);
        throw new ReleaseExistsError();
      }
      throw this.#failure("create: failed to create", error);
    }
  }

  async update(key: string, release: Release): Promise<void> {
    try {
      await this.#write(key, release, (entry) => this.#held.replace(entry));
    } catch (error) {
      throw error instanceof LeaseLostError ? error : this.#failure("update: failed to update", error);
    }
  }

  async #write(key: string, release: Release, put: (entry: JsonObject) => Promise<JsonObject>): Promise<void> {
    const text = await encodeRelease(release, this.#options.dialect);
    const parts = this.#parts.split(text);
    await this.#parts.write(this.#ref(key), parts);
    await this.#parts.adopt(await put(this.#entry(key, { release, parts, stamp: "modifiedAt" })), parts);
  }

  async delete(key: string): Promise<void> {
    try {
      await this.#objects.delete(this.#ref(key));
    } catch (error) {
      if (isNotFound(error)) throw new ReleaseNotFoundError();
      throw error;
    }
  }

  #ref(key: string): ObjectRef {
    const { kind, namespace } = this.#options;
    return { apiVersion: "v1", kind, namespace, name: key };
  }

  async #find(key: string): Promise<JsonObject> {
    try {
      return await this.#objects.get(this.#ref(key));
    } catch (error) {
      if (isNotFound(error)) throw new ReleaseNotFoundError();
      throw this.#failure(`get: failed to get "${key}"`, error);
    }
  }

  #entry(key: string, { release, parts, stamp }: Entry): JsonObject {
    const { kind, namespace, now } = this.#options;
    const labels = entryLabels(release, { [stamp]: String(now()) });
    const journal = journalText(release);
    const annotations = {
      ...this.#parts.annotations(parts),
      ...(journal === undefined ? {} : { [JOURNAL_ANNOTATION]: journal }),
    };
    const metadata: JsonObject = {
      name: key,
      namespace,
      labels,
      ...(Object.keys(annotations).length > 0 && { annotations }),
    };
    const [text = ""] = parts;
    if (kind === "ConfigMap") return { apiVersion: "v1", kind, metadata, data: { release: text } };
    return { apiVersion: "v1", kind, metadata, type: "helm.sh/release.v1", data: { release: btoa(text) } };
  }

  #stored(entry: JsonObject, asked: Unreadable["asked"]): StoredEntry {
    return {
      key: textAt(entry, "metadata", "name"),
      namespace: textAt(entry, "metadata", "namespace"),
      labels: labelsOf(entry),
      load: async () => {
        try {
          return await this.#decode(entry);
        } catch (error) {
          this.#options.onUnreadable?.({ key: textAt(entry, "metadata", "name"), asked, error });
          return undefined;
        }
      },
    };
  }

  async #decode(entry: JsonObject): Promise<Release> {
    const release = await decodeRelease(await this.#parts.join(entry), this.#options);
    release.labels = labelsOf(entry);
    release.journal = journalOf(entry);
    return release;
  }

  /** Helm says what it was doing for Secrets, and hands errors about ConfigMaps on as they are. */
  #failure(what: string, error: unknown): Error {
    const cause = error instanceof Error ? error : new Error(String(error));
    return this.#options.kind === "ConfigMap" ? cause : new Error(`${what}: ${cause.message}`, { cause });
  }
}

interface Entry {
  readonly release: Release;
  readonly parts: readonly string[];
  readonly stamp: "createdAt" | "modifiedAt";
}

function labelsOf(entry: JsonObject): Map<string, string> {
  const labels = new Map<string, string>();
  const stored = objectAt(entry, "metadata", "labels");
  for (const name in stored) labels.set(name, String(stored[name]));
  return labels;
}
