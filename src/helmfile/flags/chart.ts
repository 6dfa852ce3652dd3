/** Which chart it is, where Helm gets it, and how it is read (pkg/state/state.go, helmx.go). */
import type { State } from "../load/state.ts";
import type { Release, Repository } from "../spec/state.ts";

type Spec = Pick<State, "spec">;

export function chartVersionFlags({ spec }: Spec, { version = "", devel }: Release): string[] {
  // A digest belongs to the chart's address.
  const [tag = ""] = version.split("@");
  return [
    ...(tag === "" ? [] : ["--version", tag]),
    ...((devel ?? spec.helmDefaults?.devel === true) ? ["--devel"] : []),
  ];
}

export function adoptFlags({ adopt = [] }: Release): string[] {
  return adopt.flatMap((each) => ["--adopt", each]);
}

export function enableDnsFlags({ spec }: Spec, { enableDNS }: Release): string[] {
  return (enableDNS ?? spec.helmDefaults?.enableDNS === true) ? ["--enable-dns"] : [];
}

export function apiVersionsFlags({ spec }: Spec, release: Release, kubeVersion = ""): string[] {
  const own = release.apiVersions ?? [];
  const versions = own.length > 0 ? own : (spec.apiVersions ?? []);
  const version = kubeVersion || release.kubeVersion || spec.kubeVersion || "";
  return [
    ...versions.flatMap((each) => ["--api-versions", each]),
    ...(version === "" ? [] : ["--kube-version", version]),
  ];
}

/** The repository of a chart `repository/name`. */
export function repositoryOf({ spec }: Spec, { chart = "" }: Release): Repository | undefined {
  if (!chart.includes("/")) return undefined;
  const name = chart.slice(0, chart.indexOf("/"));
  return spec.repositories?.find((each) => each.name === name);
}

export function chartDownloadFlags(state: Spec, release: Release): string[] {
  const repository = repositoryOf(state, release);
  const { helmDefaults } = state.spec;
  // Helm does not heed the one beside the other.
  if (needsPlainHttp(state, release)) return ["--plain-http"];
  const skips = [release.insecureSkipTLSVerify, helmDefaults?.insecureSkipTLSVerify, repository?.skipTLSVerify];
  return skips.includes(true) ? ["--insecure-skip-tls-verify"] : [];
}

export function needsPlainHttp(state: Spec, release: Release): boolean {
  return [release.plainHttp, state.spec.helmDefaults?.plainHttp, repositoryOf(state, release)?.plainHttp].includes(
    true,
  );
}

/** A chart in a registry, by its address or by the name of a repository. */
export function isOciChart(state: Spec, release: Release): boolean {
  return release.chart?.startsWith("oci://") === true || repositoryOf(state, release)?.oci === true;
}

export function verifyFlags(state: Spec, release: Release): string[] {
  const { spec } = state;
  const verifies =
    release.verify ?? (repositoryOf(state, release)?.verify === true || spec.helmDefaults?.verify === true);
  return verifies ? ["--verify"] : [];
}

export function keyringFlags(state: Spec, release: Release): string[] {
  const keyring = release.keyring || repositoryOf(state, release)?.keyring || state.spec.helmDefaults?.keyring || "";
  return keyring === "" ? [] : ["--keyring", keyring];
}

/** Of `helm fetch`, as those of `helm upgrade`: a chart that was fetched before must be the same. */
export function fetchFlags(state: Spec, release: Release): string[] {
  return [
    ...chartVersionFlags(state, release),
    ...(isOciChart(state, release) ? [] : [...verifyFlags(state, release), ...keyringFlags(state, release)]),
    ...chartDownloadFlags(state, release),
  ];
}

export function schemaFlags({ spec }: Spec, release: Release, skips: boolean): string[] {
  const skipped = release.skipSchemaValidation === true || skips || spec.helmDefaults?.skipSchemaValidation === true;
  return skipped ? ["--skip-schema-validation"] : [];
}
