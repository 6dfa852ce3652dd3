/**
 * Charts in OCI registries (helm pkg/registry): media types, tags that are versions, what is printed on the way.
 * A `+` in a version is a `_` in its tag.
 */
import { GoError, toBytes, type GoMap, type Value } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import type { Url } from "../../go/url/index.ts";
import * as semver from "../../semver/index.ts";
import type { Metadata } from "../chart/metadata.ts";
import { metadataToJson } from "../chart/metadata-json.ts";
import { tryParseVersion } from "../repo/chart-version.ts";
import type { Dialect } from "../dialect.ts";
import { artifactAnnotations } from "./artifact-annotations.ts";
import { messageOf } from "./go-errors.ts";
import type { Content, Descriptor, RegistryPort } from "./ports.ts";

const CONFIG = "application/vnd.cncf.helm.config.v1+json";
const CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
const PROVENANCE = "application/vnd.cncf.helm.chart.provenance.v1.prov";
/** Of charts pushed by early versions. */
const LEGACY_CHART = "application/tar+gzip";
const IMAGE_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const IMAGE_INDEX = "application/vnd.oci.image.index.v1+json";

const UNDERSCORE_MESSAGE = `
OCI artifact references (e.g. tags) do not support the plus sign (+). To support
storing semantic versions, Helm adopts the convention of changing plus (+) to
an underscore (_) in chart version tags when pushing to a registry and back to
a plus (+) when pulling from a registry.
`;

export interface ChartRegistryOptions {
  readonly dialect: Dialect;
  readonly port: RegistryPort;
  readonly out: (text: string) => void;
  readonly digestOf: (bytes: Uint8Array) => string;
}

interface Reference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  /** As it is asked for and printed. */
  readonly text: string;
}

export function isOci(address: string): boolean {
  return address.startsWith("oci://");
}

export function withoutScheme(address: string): string {
  return isOci(address) ? address.slice("oci://".length) : address;
}

export class ChartRegistry {
  constructor(readonly options: ChartRegistryOptions) {}

  /** Throws `GoError` for what is no reference. */
  #reference(address: string): Reference {
    const raw = withoutScheme(address);
    const at = raw.lastIndexOf("@");
    const digest = at < 0 ? "" : raw.slice(at + 1);
    const text = withTagUnderscores(at < 0 ? raw : raw.slice(0, at));
    const { registry, repository, reference: tag } = this.options.port.parse(text);
    return { registry, repository, tag, digest, text: tag === "" ? `${text}@${digest}` : text };
  }

  /** Versions among the tags of a repository, newest first. */
  async tags(address: string): Promise<string[]> {
    const tags = await this.options.port.tags(address);
    const versions = tags
      .map((tag) => tryParseStrict(tag.replaceAll("_", "+")))
      .filter((version) => version !== undefined);
    return versions.sort((a, b) => b.compare(a)).map(String);
  }

  /** The chart's or the provenance's bytes. */
  async pull(address: string, layer: "chart" | "provenance"): Promise<Uint8Array> {
    const reference = this.#reference(address);
    const layers = layer === "chart" ? [CHART, LEGACY_CHART] : [PROVENANCE];
    const artifact = await this.options.port.pull(
      reference.text,
      new Set([IMAGE_INDEX, IMAGE_MANIFEST, CONFIG, ...layers]),
    );
    const bytes = this.#layerOf(artifact.contents, layer);
    this.#print("Pulled", { text: reference.text, digest: artifact.root.descriptor.digest, shown: reference.text });
    return bytes;
  }

  #layerOf(contents: readonly Content[], layer: "chart" | "provenance"): Uint8Array {
    // Manifest or index, configuration, layer: Helm counts before it looks.
    if (contents.length < 2) {
      throw new GoError(
        `manifest does not contain minimum number of descriptors (2), descriptors found: ${contents.length}`,
      );
    }
    const find = (mediaType: string): Content | undefined =>
      contents.findLast((content) => content.descriptor.mediaType === mediaType);
    const legacy = find(LEGACY_CHART);
    if (legacy !== undefined) this.options.out(`Warning: chart media type ${LEGACY_CHART} is deprecated\n`);
    if (find(CONFIG) === undefined) throw new GoError(`could not load config with mediatype ${CONFIG}`);
    const found = layer === "chart" ? (find(CHART) ?? legacy) : find(PROVENANCE);
    if (found !== undefined) return found.bytes;
    throw new GoError(`manifest does not contain a layer with mediatype ${layer === "chart" ? CHART : PROVENANCE}`);
  }

  #print(what: "Pulled" | "Pushed", { text, digest, shown }: { text: string; digest: string; shown: string }): void {
    const { out } = this.options;
    out(`${what}: ${text}\nDigest: ${digest}\n`);
    if (shown.includes("_")) out(`${text} contains an underscore.\n${UNDERSCORE_MESSAGE}`);
  }

  async push(
    address: string,
    chart: { archive: Uint8Array; provenance?: Uint8Array | undefined; metadata: Metadata; created: string },
  ): Promise<void> {
    const reference = this.#reference(address);
    const { metadata } = chart;
    if (!address.endsWith(`/${metadata.name}:${metadata.version}`)) {
      throw new GoError("strict mode enabled, ref basename and tag must match the chart name and version");
    }
    const config = this.#content(CONFIG, toBytes(marshal(metadataToJson(metadata), { sortKeys: false })));
    const layers = [this.#content(CHART, chart.archive)];
    if (chart.provenance !== undefined) layers.push(this.#content(PROVENANCE, chart.provenance));
    layers.sort((a, b) => (a.descriptor.digest < b.descriptor.digest ? -1 : 1));
    const manifest = this.#manifest({ config, layers, annotations: artifactAnnotations(metadata, chart.created) });
    await this.options.port.push(reference.text, { manifest, blobs: [config, ...layers] });
    this.#print("Pushed", { text: reference.text, digest: manifest.descriptor.digest, shown: reference.tag });
  }

  #content(mediaType: string, bytes: Uint8Array): Content {
    return { descriptor: { mediaType, digest: this.options.digestOf(bytes), size: bytes.length }, bytes };
  }

  #manifest(parts: { config: Content; layers: readonly Content[]; annotations: ReadonlyMap<string, string> }): Content {
    const json = new Map<string, Value>([
      ["schemaVersion", 2],
      ["config", descriptorJson(parts.config.descriptor)],
      ["layers", parts.layers.map(({ descriptor }) => descriptorJson(descriptor))],
      ["annotations", new Map<string, Value>(parts.annotations)],
    ]);
    return this.#content(IMAGE_MANIFEST, toBytes(marshal(json, { sortKeys: false })));
  }

  /**
   * Which artifact a reference and a version name: a version as it is, a range (or nothing) by the tags, a digest by itself.
   * Gives the URL to fetch, and the digest when it is known to belong to the version. Throws `GoError`.
   */
  async locate(address: string, wanted: { version: string; url: Url }): Promise<{ digest: string; url: Url }> {
    const reference = this.#reference(wanted.url.host + wanted.url.path);
    const version = wanted.version === "" ? reference.tag : wanted.version;
    if (wanted.version !== "" && reference.tag !== "" && reference.tag !== wanted.version) {
      throw new GoError(`chart reference and version mismatch: ${wanted.version} is not ${reference.tag}`);
    }
    if (reference.digest !== "") return await this.#locateDigest(reference, { version, url: wanted.url });
    const tag = tryParseVersion(version) === undefined ? await this.#tagFor(address, version) : version;
    return { digest: "", url: { ...wanted.url, path: `${reference.repository}:${tag}`, rawPath: "" } };
  }

  async #locateDigest(
    reference: Reference,
    { version, url }: { version: string; url: Url },
  ): Promise<{ digest: string; url: Url }> {
    if (version === "") return { digest: "", url };
    const { registry, repository, digest } = reference;
    const located = { ...url, path: `${repository}@${digest}`, rawPath: "" };
    const tagged = await this.#tryResolve(`${registry}/${repository}:${version}`);
    // What is named by its digest need not be tagged.
    if (tagged === undefined) return { digest: "", url: located };
    if (tagged.digest === digest) return { digest, url: located };
    throw new GoError(`chart reference digest mismatch: ${tagged.digest} is not ${digest}`);
  }

  async #tryResolve(address: string): Promise<Descriptor | undefined> {
    try {
      return await this.options.port.resolve(this.#reference(address).text);
    } catch (error) {
      messageOf(error);
      return undefined;
    }
  }

  async #tagFor(address: string, version: string): Promise<string> {
    const tags = await this.tags(withoutScheme(address));
    if (tags.length === 0) {
      const unable = this.options.dialect === "helm3" ? "Unable" : "unable";
      throw new GoError(`${unable} to locate any tags in provided repository: ${address}`);
    }
    if (version !== "" && tags.includes(version)) return version;
    const range = semver.parseConstraints(version === "" ? "*" : version);
    const found = tags.find((tag) => {
      const parsed = tryParseVersion(tag);
      return parsed !== undefined && range.check(parsed);
    });
    if (found !== undefined) return found;
    const could = this.options.dialect === "helm3" ? "Could" : "could";
    throw new GoError(`${could} not locate a version matching provided version string ${version}`);
  }
}

function withTagUnderscores(raw: string): string {
  const parts = raw.split(":");
  const tag = parts.at(-1) ?? "";
  if (parts.length < 2 || tag === "" || tag.includes("/")) return raw;
  return raw.replaceAll(tag, tag.replaceAll("+", "_"));
}

function tryParseStrict(text: string): semver.Version | undefined {
  try {
    return semver.parseStrict(text);
  } catch {
    return undefined;
  }
}

function descriptorJson({ mediaType, digest, size }: Descriptor): GoMap {
  return new Map<string, Value>([
    ["mediaType", mediaType],
    ["digest", digest],
    ["size", size],
  ]);
}
