/** What a chart is told of the cluster and of Helm (helm pkg/chart/common/capabilities.go; pkg/chartutil in Helm 3). */
import { DetailedStruct, func, Slice, stringSlice, Struct, type Value } from "../../go/index.ts";
import type { Dialect } from "../dialect.ts";
import { JsonView } from "../json-view.ts";
import { KNOWN_API_VERSIONS } from "./api-versions.ts";
import type { KubeVersion } from "./kube-version.ts";

/** What Helm says of itself; empty texts are left out of JSON. */
export interface BuildInfo {
  readonly version: string;
  readonly gitCommit: string;
  readonly gitTreeState: string;
  readonly goVersion: string;
  /** Only in Helm 4. */
  readonly kubeClientVersion: string;
}

export interface Capabilities {
  readonly kubeVersion: KubeVersion;
  readonly apiVersions: readonly string[];
  readonly helmVersion: BuildInfo;
}

const DEFAULT_KUBE_VERSION: Record<Dialect, KubeVersion> = {
  helm3: { version: "v1.20.0", normalized: "v1.20.0", major: "1", minor: "20" },
  helm4: { version: "v1.37.0", normalized: "v1.37.0", major: "1", minor: "37" },
};

const DEFAULT_BUILD_INFO: Record<Dialect, BuildInfo> = {
  helm3: buildInfo("v3.22.0", ""),
  helm4: buildInfo("v4.3.1", "v1.37"),
};

function buildInfo(version: string, kubeClientVersion: string): BuildInfo {
  return { version, gitCommit: "", gitTreeState: "", goVersion: "go1.26.8", kubeClientVersion };
}

/** Capabilities without a cluster; `apiVersions` come on top of those that Helm knows. */
export function defaultCapabilities(
  dialect: Dialect,
  given: { kubeVersion?: KubeVersion | undefined; apiVersions?: readonly string[]; helmVersion?: BuildInfo } = {},
): Capabilities {
  return {
    kubeVersion: given.kubeVersion ?? DEFAULT_KUBE_VERSION[dialect],
    apiVersions: [...KNOWN_API_VERSIONS, ...(given.apiVersions ?? [])],
    helmVersion: given.helmVersion ?? DEFAULT_BUILD_INFO[dialect],
  };
}

export function defaultKubeVersion(dialect: Dialect): KubeVersion {
  return DEFAULT_KUBE_VERSION[dialect];
}

/** Go's packages of these types. */
const PACKAGE: Record<Dialect, string> = { helm3: "chartutil", helm4: "common" };

/** `.Capabilities` as templates see it. */
export function capabilitiesValue(capabilities: Capabilities, dialect: Dialect): Struct {
  const go = PACKAGE[dialect];
  return new Struct(
    `*${go}.Capabilities`,
    new Map<string, Value>([
      ["KubeVersion", kubeVersionValue(capabilities.kubeVersion, `${go}.KubeVersion`)],
      ["APIVersions", versionSet(capabilities.apiVersions, `${go}.VersionSet`)],
      ["HelmVersion", helmVersionValue(capabilities.helmVersion, dialect)],
    ]),
  );
}

function kubeVersionValue(version: KubeVersion, type: string): Struct {
  const fields: [string, string][] = [
    ["Major", version.major],
    ["Minor", version.minor],
  ];
  const exported = new Map<string, Value>([["Version", version.version], ...fields]);
  // Only Helm 4 keeps what it made of the version.
  const allFields = new Map<string, Value>([
    ["Version", version.version],
    ["normalizedVersion", version.normalized],
    ...fields,
  ]);
  const methods = new Map([
    ["String", func("String", "", () => version.normalized)],
    ["GitVersion", func("GitVersion", "", () => version.version)],
  ]);
  const details = type.startsWith("common.") ? { allFields, pointerMethods: true } : { pointerMethods: true };
  return new DetailedStruct(new Struct(type, exported, methods), details);
}

function versionSet(versions: readonly string[], type: string): Slice {
  const known = new Set(versions);
  const has = func("Has", "string", (version: string) => known.has(version));
  return new Slice(type, stringSlice(versions).items, new Map([["Has", has]]));
}

function helmVersionValue(info: BuildInfo, dialect: Dialect): Struct {
  const client: [string, string, string][] =
    dialect === "helm4" ? [["KubeClientVersion", "kube_client_version", info.kubeClientVersion]] : [];
  const fields: [field: string, key: string, value: string][] = [
    ["Version", "version", info.version],
    ["GitCommit", "git_commit", info.gitCommit],
    ["GitTreeState", "git_tree_state", info.gitTreeState],
    ["GoVersion", "go_version", info.goVersion],
    ...client,
  ];
  const json = new Map(fields.filter(([, , value]) => value !== "").map(([, key, value]) => [key, value]));
  return new Struct(
    "version.BuildInfo",
    new Map(fields.map(([field, , value]) => [field, value])),
    undefined,
    new JsonView(json),
  );
}
