/** Making an index of a folder of packaged charts, and joining two (helm pkg/repo/v1/index.go). */
import { attempt, GoError } from "../../go/index.ts";
import * as path from "../../go/path/index.ts";
import * as url from "../../go/url/index.ts";
import { validateMetadata } from "../chart/validate.ts";
import type { Chart } from "../chart/chart.ts";
import { type FileSystem, namesIn, peek } from "../../base/index.ts";
import type { CompleteVersion } from "./chart-version.ts";
import { get, type OnSubstitute, sortVersions, type CompleteIndex } from "./index-file.ts";

export interface GenerateOptions {
  readonly files: FileSystem;
  readonly baseUrl: string;
  /** Throws `GoError` for what is no chart. */
  readonly load: (path: string) => Chart;
  /** Hexadecimal SHA-256. */
  readonly sha256: (bytes: Uint8Array) => string;
  /** The present, as Go prints it. */
  readonly now: () => string;
}

export function emptyIndex(generated: string): CompleteIndex {
  const none = { publicKeys: [], annotations: new Map(), serverInfo: new Map() };
  return { apiVersion: "v1", generated, entries: new Map(), ...none };
}

/** Archives of a folder and of the folders right below it. What cannot be loaded is no chart. Throws `GoError`. */
export function indexDirectory(directory: string, options: GenerateOptions): CompleteIndex {
  const entries = new Map<string, CompleteVersion[]>();
  for (const archive of archivesOf(directory, options.files)) {
    const chart = tryLoad(path.join(directory, archive), options);
    if (chart === undefined) continue;
    const bytes = options.files.read(path.join(directory, archive));
    const version = describe(chart, { archive, digest: options.sha256(bytes), options });
    entries.set(version.name, [...(entries.get(version.name) ?? []), version]);
  }
  return { ...emptyIndex(options.now()), entries };
}

function archivesOf(directory: string, files: FileSystem): string[] {
  const names = namesIn(files, directory);
  const below = names
    .filter((name) => peek(files, path.join(directory, name))?.kind === "directory")
    .flatMap((name) => namesIn(files, path.join(directory, name)).map((file) => `${name}/${file}`));
  // Go's `*` matches names with a leading dot too.
  return [...names, ...below].filter((name) => name.endsWith(".tgz"));
}

function tryLoad(archive: string, options: GenerateOptions): Chart | undefined {
  return attempt(() => options.load(archive));
}

function describe(
  chart: Chart,
  { archive, digest, options }: { archive: string; digest: string; options: GenerateOptions },
): CompleteVersion {
  const { metadata } = chart;
  const file = path.base(archive);
  if (metadata.apiVersion === "") metadata.apiVersion = "v1";
  try {
    validateMetadata(metadata);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`failed adding to ${file} to index: validate failed for ${file}: ${error.message}`);
  }
  const { name, version, appVersion, description } = metadata;
  return {
    ...{ name, version, appVersion, description, metadata, digest },
    keywords: metadata.keywords ?? [],
    urls: [chartUrl(archive, options.baseUrl)],
    created: options.now(),
    ...{ removed: false, checksum: "", engine: "", tillerVersion: "", url: "" },
  };
}

function chartUrl(archive: string, baseUrl: string): string {
  const file = path.base(archive);
  const parent = joinUrl(baseUrl, archive.slice(0, Math.max(archive.lastIndexOf("/"), 0)));
  return parent === "" ? file : joinUrl(parent, file);
}

/** Joins path elements to a URL, or to a path where it is none. */
export function joinUrl(base: string, element: string): string {
  try {
    const parsed = url.parse(base);
    return url.format({ ...parsed, path: path.join(parsed.path, element) });
  } catch (error) {
    if (error instanceof GoError) return path.join(base, element);
    throw error;
  }
}

/** `index` with what only `other` has. */
export function mergeIndex(
  index: CompleteIndex,
  other: CompleteIndex,
  { onSubstitute }: { onSubstitute: OnSubstitute | undefined },
): CompleteIndex {
  const entries = new Map([...index.entries].map(([name, versions]) => [name, [...versions]]));
  const merged = { ...index, entries };
  for (const version of [...other.entries.values()].flat()) {
    const { name } = version;
    if (covers(merged, { name, version: version.version, onSubstitute })) continue;
    entries.set(name, [...(entries.get(name) ?? []), version]);
  }
  return merged;
}

/** Whether the version is there. Helm asks as it does for a download, so a version that fits counts as well. */
function covers(index: CompleteIndex, wanted: Parameters<typeof get>[1]): boolean {
  try {
    get(index, wanted);
    return true;
  } catch (error) {
    if (error instanceof GoError) return false;
    throw error;
  }
}

export function sortIndex(index: CompleteIndex): CompleteIndex {
  const entries = new Map([...index.entries].map(([name, versions]) => [name, sortVersions([...versions])]));
  return { ...index, entries };
}
