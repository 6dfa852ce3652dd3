import type { Sighting } from "./journal.ts";
import type { Release } from "./release.ts";

/** Where releases are kept: one entry a revision, found by key or by labels. */
export interface Driver {
  /** `Secret`, `ConfigMap`, `Memory`, `SQL`. */
  readonly name: string;
  /** Throws `ReleaseNotFoundError`. */
  get(key: string): Promise<Release>;
  /** Entries whose labels hold all of these, not decoded yet. */
  entries(labels: Readonly<Record<string, string>>): Promise<StoredEntry[]>;
  /** Throws `ReleaseExistsError`. */
  create(key: string, release: Release): Promise<void>;
  update(key: string, release: Release): Promise<void>;
  /** Throws `ReleaseNotFoundError`. */
  delete(key: string): Promise<void>;
  /** Absent where entries cannot be held by a lease. */
  readonly leases?: DriverLeases;
}

/** Entries whose release has a journal with a lease are held by the run that wrote them. */
export interface DriverLeases {
  /** The entry as it is now. Throws `ReleaseNotFoundError`. */
  sight(key: string): Promise<Sighting>;
  /** A sign of life. Throws `LeaseLostError`. */
  renew(key: string): Promise<void>;
  /** Writes over the version that was seen, and no other. Throws `LeaseLostError`. */
  takeOver(key: string, release: Release, seen: Sighting): Promise<void>;
}

/** An entry as lists give it: its labels tell most; decoding is the dear part and waits until it is wanted. */
export interface StoredEntry {
  readonly namespace: string;
  /** Those of `entryLabels`, as far as they are stored. */
  readonly labels: ReadonlyMap<string, string>;
  /** The release, with all labels of its entry; undefined where it cannot be read. */
  load(): Promise<Release | undefined>;
}

/** The releases of entries, without those that cannot be read. */
export async function loadAll(entries: readonly StoredEntry[]): Promise<Release[]> {
  const releases = await Promise.all(entries.map((entry) => entry.load()));
  return releases.filter((release) => release !== undefined);
}

/** The newest of these entries that can be read. */
export async function loadNewest(entries: readonly StoredEntry[]): Promise<Release | undefined> {
  const newestFirst = entries.toSorted((a, b) => versionOf(b) - versionOf(a));
  for (const entry of newestFirst) {
    const release = await entry.load();
    if (release !== undefined) return release;
  }
  return undefined;
}

function versionOf(entry: StoredEntry): number {
  return Number(entry.labels.get("version") ?? 0);
}

/** Helm's texts, which scripts look for. */
export class ReleaseNotFoundError extends Error {
  override name = "ReleaseNotFoundError";

  constructor() {
    super("release: not found");
  }
}

export class ReleaseExistsError extends Error {
  override name = "ReleaseExistsError";

  constructor() {
    super("release: already exists");
  }
}

/** The key is none that `releaseKey` makes. */
export class InvalidKeyError extends Error {
  override name = "InvalidKeyError";

  constructor() {
    super("release: invalid key");
  }
}

export class NoDeployedReleasesError extends Error {
  override name = "NoDeployedReleasesError";

  constructor(releaseName: string) {
    super(`"${releaseName}" has no deployed releases`);
  }
}

/** Labels that Helm sets itself; a user may not. */
export const SYSTEM_LABELS = ["name", "owner", "status", "version", "createdAt", "modifiedAt"];

/** The labels of an entry. Those of the system win over a user's. */
export function entryLabels(release: Release, stamp: Readonly<Record<string, string>>): Record<string, string> {
  return { ...Object.fromEntries(userLabels(release.labels)), ...stamp, ...systemLabels(release) };
}

/** What an entry's labels say of the release, without its times. */
export function systemLabels(release: Release): Record<string, string> {
  return {
    name: release.name,
    owner: "helm",
    status: release.info.status,
    version: String(release.version),
  };
}

export function userLabels(labels: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...labels].filter(([name]) => !SYSTEM_LABELS.includes(name)));
}
