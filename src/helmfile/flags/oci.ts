/** Charts in registries (pkg/state/state.go, `getOCIQualifiedChartName`, `chartOCIFlags`). */
import { attempt, GoError } from "../../go/index.ts";
import { parseConstraints, parseVersion } from "../../semver/index.ts";
import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";
import { chartDownloadFlags, keyringFlags, repositoryOf, verifyFlags } from "./chart.ts";

export interface OciChart {
  readonly name: string;
  readonly version: string;
  /** With its tag or digest, as messages name it. */
  readonly qualified: string;
  /** What Helm pulls. */
  readonly address: string;
  /** The same without a tag or a digest. */
  readonly untagged: string;
}

/** Throws `GoError` for the tag `latest`. */
export function ociChart(state: State, release: Release): OciChart {
  const [versionOfField = "", ...digestOfField] = (release.version ?? "").split("@");
  if (versionOfField === "latest")
    throw new GoError("the version for OCI charts should be semver compliant, the latest tag is not supported");
  const inChart = addressOf(state, release);
  const digest = inChart.digest || digestOfField.join("@");
  const version = versionOfField || inChart.version;
  const tag = inChart.version === "" && version !== "" ? `:${version}` : "";
  const qualified = inChart.path + (digest === "" ? tag : `@${digest}`);
  return {
    name: inChart.name,
    version,
    qualified,
    address: `oci://${inChart.path}${digest === "" ? "" : `@${digest}`}`,
    untagged: `oci://${inChart.path}`,
  };
}

interface Address {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly digest: string;
}

function addressOf(state: State, release: Release): Address {
  const { chart = "" } = release;
  if (!chart.startsWith("oci://")) {
    const name = chart.slice(chart.indexOf("/") + 1);
    return { path: `${repositoryOf(state, release)?.url ?? ""}/${name}`, name, version: "", digest: "" };
  }
  const [tagged = "", digest = ""] = chart.slice("oci://".length).split("@");
  const colon = tagged.lastIndexOf(":");
  const isTagged = colon > tagged.lastIndexOf("/");
  const path = isTagged ? tagged.slice(0, colon) : tagged;
  return {
    ...{ path, name: path.slice(path.lastIndexOf("/") + 1), digest },
    version: isTagged ? tagged.slice(colon + 1) : "",
  };
}

/** Of `helm pull`. */
export function ociPullFlags(state: State, release: Release): string[] {
  const { version, qualified } = ociChart(state, release);
  return [
    ...registryFlags(state, release),
    ...(version === "" || qualified.includes("@") ? [] : ["--version", version]),
    ...((release.devel ?? state.spec.helmDefaults?.devel === true) ? ["--devel"] : []),
  ];
}

/** Of `helm show chart`. */
export function ociShowFlags(state: State, release: Release): string[] {
  return [...registryFlags(state, release), "--version", ociChart(state, release).version];
}

function registryFlags(state: State, release: Release): string[] {
  return [
    ...repositoryFlags(state, release),
    ...verifyFlags(state, release),
    ...keyringFlags(state, release),
    ...chartDownloadFlags(state, release),
  ];
}

function repositoryFlags(state: State, release: Release): string[] {
  const repository = repositoryOf(state, release);
  if (repository === undefined) return [];
  const { caFile = "", certFile = "", keyFile = "", keyring = "", registryConfig = "" } = repository;
  const trust = [
    ...(repository.skipTLSVerify === true ? ["--insecure-skip-tls-verify"] : []),
    ...(caFile === "" ? [] : ["--ca-file", caFile]),
    ...(certFile === "" || keyFile === "" ? [] : ["--cert-file", certFile, "--key-file", keyFile]),
  ];
  return [
    ...(repository.plainHttp === true ? ["--plain-http"] : trust),
    ...(repository.verify === true ? ["--verify"] : []),
    ...(keyring === "" ? [] : ["--keyring", keyring]),
    ...(registryConfig === "" ? [] : ["--registry-config", registryConfig]),
  ];
}

/** Whether a version means one of several: `~1`, `1.x`, `1.2`. */
export function isVersionRange(text: string): boolean {
  if (text === "" || isWholeVersion(text)) return false;
  return attempt(() => parseConstraints(text)) !== undefined;
}

function isWholeVersion(text: string): boolean {
  return /^v?\d+\.\d+\.\d+(?:[-+]|$)/.test(text) && attempt(() => parseVersion(text)) !== undefined;
}
