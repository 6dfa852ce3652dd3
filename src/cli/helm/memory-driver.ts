/** Releases from files, with which Helm's memory driver can be filled (`HELM_DRIVER=memory`, `HELM_MEMORY_DRIVER_DATA`). */
import { FileError, type FileSystem } from "../../base/index.ts";
import { fromBytes } from "../../go/index.ts";
import type { Release } from "../../helm/storage/index.ts";
import type { JsonValue } from "../../kube/index.ts";
import type { Dialect, Environment } from "../context.ts";

/** The driver cannot be set up; Helm ends with this message alone. */
export class DriverError extends Error {
  constructor(
    message: string,
    /** Where Helm 3 says it. */
    readonly source: string,
  ) {
    super(message);
  }
}

export interface MemorySource {
  readonly env: Environment;
  readonly files: FileSystem;
  readonly dialect: Dialect;
}

/** One run has one set of releases, whoever asks for them. */
const loaded = new WeakMap<Environment, Promise<Map<string, Release>>>();

/** The releases of all files, by the keys of the memory driver. Throws `DriverError`. */
export function memoryEntries(source: MemorySource): Promise<Map<string, Release>> {
  const known = loaded.get(source.env) ?? load(source);
  loaded.set(source.env, known);
  return known;
}

async function load({ env, files, dialect }: MemorySource): Promise<Map<string, Release>> {
  const { releaseFromJson, releaseKey } = await import("../../helm/storage/index.ts");
  const entries = new Map<string, Release>();
  for (const path of (env.get("HELM_MEMORY_DRIVER_DATA") ?? "").split(":")) {
    for (const item of await readList(readText(path, files), dialect)) {
      const release = releaseFromJson(item);
      const address = `${release.namespace || "default"}/${releaseKey(release.name, release.version)}`;
      if (entries.has(address)) throw new DriverError("release: already exists", "helm.go:132");
      entries.set(address, release);
    }
  }
  return entries;
}

async function readList(text: string, dialect: Dialect): Promise<JsonValue[]> {
  const { unmarshal } = await import("../../yaml/index.ts");
  const { marshal } = await import("../../go/json/index.ts");
  const fail = (problem: string) =>
    new DriverError(`Unable to unmarshal memory driver data: ${problem}`, "helm.go:127");
  let list: JsonValue;
  try {
    list = JSON.parse(marshal(unmarshal(text))) as JsonValue;
  } catch (error) {
    throw fail((error as Error).message);
  }
  if (list === null) return [];
  if (Array.isArray(list)) return list;
  const type = dialect === "helm4" ? "[]*v1.Release" : "[]*release.Release";
  const kind = typeof list === "boolean" ? "bool" : typeof list;
  throw fail(
    `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${kind} into Go value of type ${type}`,
  );
}

function readText(path: string, files: FileSystem): string {
  try {
    return fromBytes(files.read(path));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    // Go's log.Fatal puts no space between two strings.
    throw new DriverError(`Unable to read memory driver data${error.message}`, "helm.go:122");
  }
}
