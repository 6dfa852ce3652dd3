/** `kustomization.lock`, beside the kustomization that is built: what its remote sources were when they were last looked at. */
import { isMap, type GoMap, type Value } from "../../../go/index.ts";
import { cloneUrl, KustomizeError, type RepoSpec } from "../../../kustomize/index.ts";
import { unmarshal } from "../../../yaml/index.ts";

export const LOCK_FILE = "kustomization.lock";

export interface LockedRepository {
  readonly url: string;
  /** As the kustomization has it: a branch, tag or commit; empty for the default branch. */
  readonly ref: string;
  readonly submodules: boolean;
  readonly commit: string;
  /** Of its files. */
  readonly digest: string;
}

export interface LockedFile {
  readonly url: string;
  readonly digest: string;
}

export interface Lock {
  readonly repositories: readonly LockedRepository[];
  readonly files: readonly LockedFile[];
}

export const NO_LOCK: Lock = { repositories: [], files: [] };

export function lockedRepository(lock: Lock, spec: RepoSpec): LockedRepository | undefined {
  const wanted = cloneUrl(spec);
  return lock.repositories.find(
    ({ url, ref, submodules }) => url === wanted && ref === spec.ref && submodules === spec.submodules,
  );
}

const VERSION = 1;
const HEADER = `# Made by "lade kustomize lock", which "lade kustomize lock --update" brings up to date.\nversion: ${VERSION}\n`;

/** Sorted, so that two runs write the same text. */
export function formatLock({ repositories, files }: Lock): string {
  const inOrder = <Entry extends { url: string; ref?: string }>(entries: readonly Entry[]): Entry[] =>
    entries.toSorted((a, b) => compare(`${a.url} ${a.ref ?? ""}`, `${b.url} ${b.ref ?? ""}`));
  return [
    HEADER,
    ...section(
      "repositories",
      inOrder(repositories).map(({ submodules, ...entry }) => (submodules ? entry : { ...entry, submodules: "false" })),
    ),
    ...section("files", inOrder(files)),
  ].join("");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function section(name: string, entries: readonly object[]): string[] {
  if (entries.length === 0) return [];
  const lines = entries.map((entry) =>
    Object.entries(entry)
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
      .join("  "),
  );
  return [`${name}:\n`, ...lines.map((line) => `- ${line}`)];
}

/** Reads a lock file. Throws, naming the file and the entry, when it is not one. */
export function parseLock(text: string, path: string): Lock {
  let root;
  try {
    root = unmarshal(text);
  } catch (error) {
    throw new KustomizeError(`${path}: ${(error as Error).message}`, { cause: error });
  }
  if (!isMap(root)) throw new KustomizeError(`${path}: expected a map`);
  const reader = new Reader(path);
  if (Number(root.get("version")) !== VERSION) {
    throw new KustomizeError(`${path}: version is not ${VERSION}: it was made by another lade`);
  }
  return {
    repositories: reader.entries(root, "repositories", (entry) => ({
      url: entry.text("url"),
      ref: entry.text("ref", ""),
      submodules: entry.text("submodules", "true") !== "false",
      commit: entry.text("commit"),
      digest: entry.digest(),
    })),
    files: reader.entries(root, "files", (entry) => ({ url: entry.text("url"), digest: entry.digest() })),
  };
}

class Reader {
  constructor(readonly path: string) {}

  entries<Entry>(root: GoMap, name: string, decode: (entry: EntryReader) => Entry): Entry[] {
    const list = root.get(name) ?? [];
    if (!Array.isArray(list)) throw new KustomizeError(`${this.path}: ${name} is no list`);
    return list.map((entry, at) => decode(new EntryReader(`${this.path}: ${name}[${at}]`, entry)));
  }
}

class EntryReader {
  readonly #entry: GoMap;

  constructor(
    readonly place: string,
    entry: Value,
  ) {
    if (!isMap(entry)) throw new KustomizeError(`${place} is no map`);
    this.#entry = entry;
  }

  text(name: string, otherwise?: string): string {
    const value = this.#entry.get(name) ?? otherwise;
    if (typeof value !== "string") throw new KustomizeError(`${this.place}.${name} is no text`);
    return value;
  }

  digest(): string {
    const digest = this.text("digest");
    if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new KustomizeError(`${this.place}.digest is no sha256`);
    return digest;
  }
}
