/** Chart.lock of a chart whose `file://` dependencies were given absolute paths: it stays what binds the versions (pkg/state/state.go). */
import type { Dependency } from "../../helm/chart/index.ts";
import { chartTypes, lockToJson } from "../../helm/chart/index.ts";
import { lockDigest } from "../../helm/dependency/index.ts";
import { marshal } from "../../yaml/index.ts";
import { readTyped } from "../../yaml/typed/index.ts";

/** With the repositories of Chart.yaml, and bound to it. Throws `GoError`. */
export function refreshedLock(text: string, chartYaml: string, sha256: (bytes: Uint8Array) => string): string {
  const types = chartTypes("helm3");
  const wanted = (readTyped(chartYaml, types.metadata).dependencies ?? []).filter((each) => each !== null);
  const lock = readTyped(text, types.lock);
  const dependencies = (lock.dependencies ?? []).map((each) => each && withRepositoryOf(each, wanted));
  const digest = lockDigest(wanted, dependencies, sha256);
  return marshal(lockToJson({ ...lock, dependencies, digest }));
}

/** An alias is not kept in a lock. */
function withRepositoryOf(locked: Dependency, wanted: readonly Dependency[]): Dependency {
  if (!locked.repository.startsWith("file://")) return locked;
  const own = wanted.find(({ name, repository }) => name === locked.name && repository.startsWith("file://"));
  return own === undefined ? locked : { ...locked, repository: own.repository };
}
