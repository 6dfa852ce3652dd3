/**
 * What an index says of the archive that it leads to. Helm looks charts up in its cache by that digest and never checks it; here a
 * difference is told. It is no error: a version that was published anew under an index of last week is a chart that Helm takes.
 */
import { quote } from "../../go/strconv/index.ts";
import type { RepositoryEntry } from "../repo/repositories-file.ts";
import type { ChartVersion } from "../repo/chart-version.ts";
import type { DownloadPorts } from "./ports.ts";

export interface Stated {
  readonly name: string;
  readonly version: string;
  /** As the index has it; empty where it says nothing. */
  readonly digest: string;
  /** The repository's address. */
  readonly repository: string;
}

export function statedBy({ url }: RepositoryEntry, { name, version, digest }: ChartVersion): Stated {
  return { name, version, digest, repository: url };
}

/** Of other repositories the index and the charts are made by plugins, mostly anew each time. */
const OF_A_SERVER = /^https?:/i;
const SHA256 = /^(?:sha256:)?([0-9a-f]{64})$/i;

export function warnOfOtherDigest(
  archive: Uint8Array,
  stated: Stated | undefined,
  { log, sha256 }: Pick<DownloadPorts, "log" | "sha256">,
): void {
  const wanted = SHA256.exec(stated?.digest ?? "")?.[1]?.toLowerCase();
  if (stated === undefined || wanted === undefined || !OF_A_SERVER.test(stated.repository)) return;
  const got = sha256(archive);
  if (got === wanted) return;
  const { name, version, repository } = stated;
  log.warn(
    `chart ${quote(name)} version ${quote(version)} of repository ${quote(repository)} is not what its index states: ` +
      `wanted sha256:${wanted}, got sha256:${got}`,
  );
}
