/** Which releases are meant: `-l tier=front,name!=web`, and their conditions (pkg/state/release_filters.go). */
import { GoError, type GoMap, isMap, within } from "../../go/index.ts";
import type { Release } from "../spec/state.ts";
import { releaseId } from "./identity.ts";

interface Requirement {
  readonly key: string;
  readonly value: string;
  readonly isEqual: boolean;
}

/** All of its requirements hold. */
type Selector = readonly Requirement[];

const REQUIREMENT = /^([\w./+-]+)(!?=)([\w./+-]+)$/;

/** Throws `GoError`. */
function parseSelector(text: string): Selector {
  return text.split(",").map((label) => {
    const [, key, operator, value] = REQUIREMENT.exec(label) ?? [];
    if (key === undefined || value === undefined)
      throw new GoError(`malformed label: ${label}. Expected label in form k=v or k!=v`);
    return { key, value, isEqual: operator === "=" };
  });
}

function matches(selector: Selector, labels: ReadonlyMap<string, string>): boolean {
  return selector.every(({ key, value, isEqual }) => (labels.get(key) === value) === isEqual);
}

/** Whether a release can fulfil one of each: they do not want two values of one label. Throws `GoError`. */
export function areCompatible(texts: readonly string[], others: readonly string[]): boolean {
  const wanted = texts.map(equalities);
  return others
    .map(equalities)
    .some((b) => wanted.some((a) => [...a].every(([key, value]) => (b.get(key) ?? value) === value)));
}

function equalities(text: string): ReadonlyMap<string, string> {
  return new Map(parseSelector(text).flatMap(({ key, value, isEqual }) => (isEqual ? [[key, value]] : [])));
}

export interface Marked {
  readonly release: Release;
  /** Not meant by the selectors, or by its condition. */
  readonly excluded: boolean;
}

export interface Selection {
  readonly selectors: readonly string[];
  readonly values: GoMap;
  /** Those that are needed come along. */
  readonly includeNeeds: boolean;
}

/** Throws `GoError`. */
export function markReleases(releases: readonly Release[], { selectors, values, includeNeeds }: Selection): Marked[] {
  const parsed = selectors.map(parseSelector);
  const marked = releases.map((release) => {
    const isSelected = parsed.length === 0 || parsed.some((selector) => matches(selector, release.labels ?? new Map()));
    const isEnabled = within(`failed to parse condition in release ${release.name ?? ""}`, () =>
      conditionHolds(release, values),
    );
    return { release, excluded: !isSelected || !isEnabled };
  });
  return includeNeeds ? withNeeded(marked, releases) : marked;
}

export function selectReleases(releases: readonly Release[], selection: Selection): Release[] {
  return markReleases(releases, selection).flatMap(({ release, excluded }) => (excluded ? [] : [release]));
}

/** `foo.enabled` is looked up in the values. Throws `GoError`. */
export function conditionHolds({ condition = "" }: Release, values: GoMap): boolean {
  const word = condition.toLowerCase();
  if (word === "" || word === "true") return true;
  if (word === "false") return false;
  const keys = condition.split(".");
  if (keys.pop() !== "enabled")
    throw new GoError("Condition value must be in the form 'foo.enabled' where 'foo' can be modified as necessary");
  let at = values;
  let path = "";
  for (const key of keys) {
    path += `.${key}`;
    if (!at.has(key)) throw new GoError(`environment values field '${path}' not found`);
    const below = at.get(key);
    if (below === undefined || !isMap(below)) throw new GoError(`environment values field '${path}' is not a map`);
    at = below;
  }
  return at.get("enabled") === true;
}

function withNeeded(marked: readonly Marked[], releases: readonly Release[]): Marked[] {
  const needed = new Set<string>();
  for (const { release, excluded } of marked) if (!excluded) collectNeeds(release, releases, needed);
  return marked.map((one) => (needed.has(releaseId(one.release)) ? { ...one, excluded: false } : one));
}

/** Found by their names alone, wherever they are. */
function collectNeeds(release: Release, releases: readonly Release[], needed: Set<string>): void {
  for (const id of release.needs ?? []) {
    if (needed.has(id)) continue;
    needed.add(id);
    const name = id.slice(id.lastIndexOf("/") + 1);
    for (const other of releases) if (other.name === name) collectNeeds(other, releases, needed);
  }
}
