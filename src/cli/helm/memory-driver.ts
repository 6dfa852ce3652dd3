/** Releases from files, with which Helm's memory driver can be filled (`HELM_DRIVER=memory`, `HELM_MEMORY_DRIVER_DATA`). */
import { FileError, type FileSystem } from "../../base/index.ts";
import { compareStrings, fromBytes, type Value } from "../../go/index.ts";
import type { Release } from "../../helm/storage/index.ts";
import type { JsonValue } from "../../kube/index.ts";
import type { Environment } from "../context.ts";

/** As much of a stored release as lists and completion show. */
export interface StoredRelease {
  readonly name: string;
  readonly namespace: string;
  readonly version: number;
  readonly status: string;
  readonly chart: { readonly name: string; readonly version: string; readonly appVersion: string };
}

/** The driver cannot be set up; Helm ends with this message alone. */
export class DriverError extends Error {}

export function usesMemoryDriver(env: Environment): boolean {
  return env.get("HELM_DRIVER") === "memory";
}

/** The same as whole releases, by the keys of the memory driver. Throws `DriverError`. */
export async function memoryEntries(env: Environment, files: FileSystem): Promise<Map<string, Release>> {
  const { unmarshal } = await import("../../yaml/index.ts");
  const { marshal } = await import("../../go/json/index.ts");
  const { releaseFromJson, releaseKey } = await import("../../helm/storage/index.ts");
  const paths = (env.get("HELM_MEMORY_DRIVER_DATA") ?? "").split(":").filter((path) => path !== "");
  const releases = paths.flatMap((path) => {
    const list = JSON.parse(marshal(unmarshal(readText(path, files)))) as JsonValue;
    return Array.isArray(list) ? list.map(releaseFromJson) : [];
  });
  return new Map(
    releases.map((release) => [`${release.namespace}/${releaseKey(release.name, release.version)}`, release]),
  );
}

/** All releases of the files named by the environment. Throws `DriverError`. */
export async function loadReleases(env: Environment, files: FileSystem): Promise<StoredRelease[]> {
  const { unmarshal } = await import("../../yaml/index.ts");
  return (env.get("HELM_MEMORY_DRIVER_DATA") ?? "").split(":").flatMap((path) => {
    const content = readText(path, files);
    try {
      const list = unmarshal(content);
      return Array.isArray(list) ? list.map(releaseOf) : [];
    } catch (error) {
      throw new DriverError(`Unable to unmarshal memory driver data: ${(error as Error).message}`);
    }
  });
}

function readText(path: string, files: FileSystem): string {
  try {
    return fromBytes(files.read(path));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    // Go's log.Fatal puts no space between two strings.
    throw new DriverError(`Unable to read memory driver data${error.message}`);
  }
}

function releaseOf(value: Value): StoredRelease {
  const metadata = field(field(value, "chart"), "metadata");
  return {
    name: text(value, "name"),
    namespace: text(value, "namespace"),
    version: Number(field(value, "version") ?? 0),
    status: text(field(value, "info"), "status"),
    chart: {
      name: text(metadata, "name"),
      version: text(metadata, "version"),
      appVersion: text(metadata, "appVersion"),
    },
  };
}

function field(value: Value, name: string): Value {
  return value instanceof Map ? value.get(name) : undefined;
}

function text(value: Value, name: string): string {
  const found = field(value, name);
  return typeof found === "string" ? found : "";
}

/** The newest revision of each release of a namespace, sorted by name. */
export function newest(releases: readonly StoredRelease[], namespace: string): StoredRelease[] {
  const found = new Map<string, StoredRelease>();
  for (const release of releases.filter((candidate) => candidate.namespace === namespace)) {
    if (release.version > (found.get(release.name)?.version ?? -1)) found.set(release.name, release);
  }
  return [...found.values()].sort((a, b) => compareStrings(a.name, b.name));
}

/** All revisions of one release, oldest first. */
export function revisionsOf(
  releases: readonly StoredRelease[],
  wanted: { name: string; namespace: string },
): StoredRelease[] {
  return releases
    .filter(({ name, namespace }) => name === wanted.name && namespace === wanted.namespace)
    .toSorted((a, b) => a.version - b.version);
}
