/**
 * Reads an index as Helm does (helm pkg/repo/v1/index.go, loadIndex): JSON as it is, YAML strictly; entries that are no charts are
 * left out with a warning, anything else that is wrong refuses the whole file. Indexes in the form Helm writes are read line by
 * line (`canonical-index.ts`), which is many times faster.
 */
import { GoError, fromBytes, type Value } from "../../go/index.ts";
import { acceptVersion, type ReadIndexOptions } from "./accept-version.ts";
import { readCanonicalIndex } from "./canonical-index.ts";
import type { ChartVersion, CompleteVersion } from "./chart-version.ts";
import { sortVersions, type CompleteIndex, type IndexFile } from "./index-file.ts";
import { completed, decodeIndex, type DecodedVersion, readIndexDocument } from "./index-types.ts";

/** Throws `GoError`. */
export function readIndex(bytes: Uint8Array, options: ReadIndexOptions): IndexFile {
  if (bytes.length === 0) throw new GoError("empty index.yaml file");
  const text = fromBytes(bytes);
  const fast = isJson(text) ? undefined : readCanonicalIndex(text, options);
  return finish(fast ?? readAny(text, options));
}

/** The same with everything that entries say. */
export function readCompleteIndex(bytes: Uint8Array, options: ReadIndexOptions): CompleteIndex {
  if (bytes.length === 0) throw new GoError("empty index.yaml file");
  return finish(readAny(fromBytes(bytes), options));
}

function finish<Version extends ChartVersion>(index: IndexFile<Version>): IndexFile<Version> {
  for (const versions of index.entries.values()) sortVersions(versions as Version[]);
  if (index.apiVersion === "") throw new GoError("no API version specified");
  return index;
}

/** Nearly all indexes are not, and need not be tried. */
function isJson(text: string): boolean {
  return /^\s*(?:[{["]|-?\d|true|false|null)/.test(text);
}

function readAny(text: string, options: ReadIndexOptions): CompleteIndex {
  const json = isJson(text) ? parseJson(text) : undefined;
  const value = json === undefined ? readIndexDocument(text, options.dialect) : json;
  try {
    return accepted(decodeIndex(value, { dialect: options.dialect, isJson: json !== undefined }), options);
  } catch (error) {
    // Plain JSON is decoded without the detour through YAML, which has its own words.
    if (json !== undefined && error instanceof GoError) {
      throw new GoError(error.message.replace(/^error unmarshaling JSON: while decoding JSON: /, ""));
    }
    throw error;
  }
}

/** `undefined` for what is not JSON and may still be YAML. */
function parseJson(text: string): Value | undefined {
  try {
    return toValue(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function toValue(json: unknown): Value {
  if (Array.isArray(json)) return json.map(toValue);
  if (typeof json !== "object" || json === null) return json as Value;
  return new Map(Object.entries(json).map(([key, value]) => [key, toValue(value)]));
}

function accepted(decoded: ReturnType<typeof decodeIndex>, options: ReadIndexOptions): CompleteIndex {
  const entries = new Map<string, CompleteVersion[]>();
  for (const [name, versions] of decoded.entries ?? []) {
    entries.set(name, acceptedVersions(name, { versions: versions ?? [], options }));
  }
  return {
    apiVersion: decoded.apiVersion,
    generated: decoded.generated,
    entries,
    publicKeys: decoded.publicKeys ?? [],
    annotations: decoded.annotations ?? new Map(),
    serverInfo: decoded.serverInfo ?? new Map(),
  };
}

function acceptedVersions(
  name: string,
  { versions, options }: { versions: readonly (DecodedVersion | null)[]; options: ReadIndexOptions },
): CompleteVersion[] {
  // Helm goes through them from the last.
  return versions
    .toReversed()
    .filter((version) => acceptVersion(name, version, options))
    .map(completed)
    .toReversed();
}
