import type { Sighting } from "./journal.ts";
import type { Release } from "./release.ts";

/** The key of one revision, which is also the name of its Secret. */
export function releaseKey(name: string, version: number | string): string {
  return `sh.helm.release.v1.${name}.v${version}`;
}

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
  readonly key: string;
  readonly namespace: string;
  /** Those of `entryLabels`, as far as they are stored. */
  readonly labels: ReadonlyMap<string, string>;
  /** The release, with all labels of its entry; undefined where it cannot be read. */
  load(): Promise<Release | undefined>;
}

/** An entry that holds no record, and what was asked when that was seen. */
export interface Unreadable {
  readonly key: string;
  readonly asked: "get" | "list" | "query";
  readonly error: unknown;
}

/** The releases of entries, without those that cannot be read. */
export async function loadAll(entries: readonly StoredEntry[]): Promise<Release[]> {
  const releases = await Promise.all(entries.map((entry) => entry.load()));
  return releases.filter((release) => release !== undefined);
}

/** The newest of these entries that can be read. Where somebody has changed labels, they are all decoded. */
export async function loadNewest(entries: readonly StoredEntry[]): Promise<Release | undefined> {
  return entries.every(isTelling) ? loadNewestTold(entries) : newestOf(await loadAll(entries));
}

/** The same of entries that are all telling. */
export async function loadNewestTold(entries: readonly StoredEntry[]): Promise<Release | undefined> {
  const newestFirst = entries.toSorted((a, b) => versionOf(b) - versionOf(a));
  for (const entry of newestFirst) {
    const release = await entry.load();
    if (release !== undefined) return release;
  }
  return undefined;
}

function newestOf(releases: readonly Release[]): Release | undefined {
  return releases.toSorted((a, b) => a.version - b.version).at(-1);
}

/** Whether the labels name the release and the revision as the key does. */
export function isTelling({ key, labels }: StoredEntry): boolean {
  return key === releaseKey(labels.get("name") ?? "", labels.get("version") ?? "");
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

/** The labels of an entry. Times that a list gave with the release stay, as Helm keeps them, and win over the stamp. */
export function entryLabels(release: Release, stamp: Readonly<Record<string, string>>): Record<string, string> {
  return { ...stamp, ...Object.fromEntries(release.labels), ...systemLabels(release) };
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
