import type { Release } from "./release.ts";

/** Where releases are kept: one entry a revision, found by key or by labels. */
export interface Driver {
  /** `Secret`, `ConfigMap`, `Memory`, `SQL`. */
  readonly name: string;
  /** Throws `ReleaseNotFoundError`. */
  get(key: string): Promise<Release>;
  /** Entries whose labels hold all of these; entries that cannot be read are passed over. */
  query(labels: Readonly<Record<string, string>>): Promise<Release[]>;
  /** Throws `ReleaseExistsError`. */
  create(key: string, release: Release): Promise<void>;
  update(key: string, release: Release): Promise<void>;
  delete(key: string): Promise<void>;
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
  return {
    ...Object.fromEntries([...release.labels].filter(([name]) => !SYSTEM_LABELS.includes(name))),
    ...stamp,
    name: release.name,
    owner: "helm",
    status: release.info.status,
    version: String(release.version),
  };
}
