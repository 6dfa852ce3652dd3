/** The releases of a namespace, or of all (helm pkg/action/list.go). Only the newest revision of a release is decoded. */
import { compareStrings } from "../../go/index.ts";
import { compile } from "../../go/regexp/index.ts";
import { parseLabelSelector } from "../../kube/index.ts";
import { ZERO_TIME } from "../../yaml/typed/index.ts";
import {
  isTelling,
  loadAll,
  loadNewestTold,
  type Release,
  type ReleaseStatus,
  type Storage,
  type StoredEntry,
} from "../storage/index.ts";

export interface ListOptions {
  /** The states that are shown. */
  readonly states: ReadonlySet<ReleaseStatus>;
  /** A regular expression over names; empty: all. */
  readonly filter?: string;
  /** A label selector; empty: all. */
  readonly selector?: string;
  /** By the time of the last deployment instead of by name. */
  readonly byDate?: boolean;
  readonly reverse?: boolean;
  /** Releases shown at most; 0: all. */
  readonly limit?: number;
  readonly offset?: number;
}

/** Throws `GoError` for a filter that is none, and what the driver throws. */
export async function listReleases(storage: Storage, options: ListOptions): Promise<Release[]> {
  const filter = options.filter ? compile(options.filter) : undefined;
  const isWanted = (name: string) => filter?.test(name) ?? true;
  const all = await candidates(await storage.entries(), { isWanted, states: options.states });
  if (all.length === 0) return [];
  const selector = parseLabelSelector(options.selector ?? "");
  const found = all.filter((release) => options.states.has(release.info.status) && selector.matches(release.labels));
  found.sort(options.byDate === true ? byDate : byName);
  if (options.reverse === true) found.reverse();
  const { limit = 0 } = options;
  const offset = Math.max(0, options.offset ?? 0);
  // Helm's limit counts what was found before it was filtered, which is never less.
  return found.slice(offset, limit > 0 ? offset + limit : undefined);
}

interface Wanted {
  readonly isWanted: (name: string) => boolean;
  readonly states: ListOptions["states"];
}

/** The newest revision of each release; for superseded ones alone every revision, as the newest never is. */
async function candidates(entries: readonly StoredEntry[], { isWanted, states }: Wanted): Promise<Release[]> {
  const { told = [], changed = [] } = Object.groupBy(entries, (entry) => (isTelling(entry) ? "told" : "changed"));
  const telling = told.filter(({ labels }) => isWanted(labels.get("name") ?? ""));
  // Somebody has changed their labels: what counts is what they hold.
  const others = (await loadAll(changed)).filter(({ name }) => isWanted(name));
  if (states.size === 1 && states.has("superseded")) return [...(await loadAll(telling)), ...others];
  const revisions = Map.groupBy(telling, ({ namespace, labels }) => `${namespace}/${labels.get("name") ?? ""}`);
  const newest = await Promise.all([...revisions.values()].map(loadNewestTold));
  return latest([...newest.filter((release) => release !== undefined), ...others]);
}

/** One of each name and namespace: records that were copied into another namespace still name their own. */
function latest(releases: readonly Release[]): Release[] {
  const found = new Map<string, Release>();
  for (const release of releases) {
    const address = `${release.namespace}/${release.name}`;
    if ((found.get(address)?.version ?? -Infinity) <= release.version) found.set(address, release);
  }
  return [...found.values()];
}

function byName(a: Release, b: Release): number {
  return compareStrings(a.name, b.name) || compareStrings(a.namespace, b.namespace);
}

function byDate(a: Release, b: Release): number {
  return deployedAt(a) - deployedAt(b) || byName(a, b);
}

/** In seconds: Helm looks no closer. */
function deployedAt({ info }: Release): number {
  return Math.floor(Date.parse(info.lastDeployed || ZERO_TIME) / 1000);
}
