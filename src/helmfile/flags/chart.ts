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
  if (release.plainHttp ?? helmDefaults?.plainHttp ?? repository?.plainHttp) return ["--plain-http"];
  const skips = release.insecureSkipTLSVerify ?? helmDefaults?.insecureSkipTLSVerify ?? repository?.skipTLSVerify;
  return skips === true ? ["--insecure-skip-tls-verify"] : [];
}

export function schemaFlags({ spec }: Spec, release: Release, skips: boolean): string[] {
  const skipped = release.skipSchemaValidation === true || skips || spec.helmDefaults?.skipSchemaValidation === true;
  return skipped ? ["--skip-schema-validation"] : [];
}
