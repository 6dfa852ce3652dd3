/** Chart.lock: its digest, and the file (helm internal/resolver, pkg/downloader/manager.go). */
import type { WritableFileSystem } from "../../base/index.ts";
import { GoError, toBytes } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import * as path from "../../go/path/index.ts";
import * as yaml from "../../yaml/index.ts";
import { dependencyToJson, lockToJson } from "../chart/metadata-json.ts";
import type { Dependency, Lock } from "../chart/metadata.ts";

type Sha256 = (bytes: Uint8Array) => string;

/** Binds the locked versions to what was asked for. */
export function lockDigest(
  wanted: readonly Dependency[],
  locked: readonly (Dependency | null)[],
  sha256: Sha256,
): string {
  const json = marshal([wanted.map(dependencyToJson), locked.map((item) => item && dependencyToJson(item))], {
    sortKeys: false,
  });
  return `sha256:${sha256(toBytes(json))}`;
}

/** What Helm 2 wrote into requirements.lock. */
export function legacyLockDigest(wanted: readonly Dependency[], sha256: Sha256): string {
  const json = marshal(new Map([["dependencies", wanted.map(dependencyToJson)]]), { sortKeys: false });
  return `sha256:${sha256(toBytes(json))}`;
}

/** Writes the lock file. Throws `GoError` for a symbolic link in its place. */
export function writeLock(
  folder: string,
  lock: Lock,
  { files, isLegacy }: { files: WritableFileSystem; isLegacy: boolean },
): void {
  const name = isLegacy ? "requirements.lock" : "Chart.lock";
  const file = path.join(folder, name);
  if (files.lstat(file)?.kind === "link") {
    throw new GoError(`the ${name} file is a symlink to ${JSON.stringify(files.realPath(file))}`);
  }
  files.write(file, toBytes(yaml.marshal(lockToJson(lock))));
}
