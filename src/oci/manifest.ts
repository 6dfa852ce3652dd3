/** Descriptors and manifests of the OCI image specification, decoded by hand. */
import { quote } from "../go/strconv/index.ts";
import { decodeJson } from "./decode-json.ts";
import { digestProblem } from "./digest.ts";
import { RegistryError } from "./error.ts";

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export const MediaTypes = {
  imageManifest: "application/vnd.oci.image.manifest.v1+json",
  imageIndex: "application/vnd.oci.image.index.v1+json",
  artifactManifest: "application/vnd.oci.artifact.manifest.v1+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
  dockerManifestList: "application/vnd.docker.distribution.manifest.list.v2+json",
} as const;

const MANIFESTS: ReadonlySet<string> = new Set(Object.values(MediaTypes));

/** The `Accept` header of a request for whatever a tag names, in oras-go's order. */
export const MANIFEST_ACCEPT = [
  MediaTypes.dockerManifest,
  MediaTypes.dockerManifestList,
  MediaTypes.imageManifest,
  MediaTypes.imageIndex,
  MediaTypes.artifactManifest,
].join(", ");

export function isManifest({ mediaType }: Descriptor): boolean {
  return MANIFESTS.has(mediaType);
}

/** What a manifest names: its subject, config, layers or further manifests. Other content names nothing. */
export function childrenOf(descriptor: Descriptor, bytes: Uint8Array): Descriptor[] {
  if (!isManifest(descriptor)) return [];
  const fields = decodeObject(decodeJson(bytes));
  const subject = fields["subject"] === undefined ? [] : [fields["subject"]];
  switch (descriptor.mediaType) {
    case MediaTypes.imageManifest:
      return [...subject, fields["config"], ...listOf(fields["layers"])].map(decodeDescriptor);
    case MediaTypes.dockerManifest:
      return [fields["config"], ...listOf(fields["layers"])].map(decodeDescriptor);
    case MediaTypes.artifactManifest:
      return [...subject, ...listOf(fields["blobs"])].map(decodeDescriptor);
    default:
      return [...subject, ...listOf(fields["manifests"])].map(decodeDescriptor);
  }
}

function decodeObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function decodeDescriptor(value: unknown): Descriptor {
  const { mediaType, digest, size } = decodeObject(value);
  const text = typeof digest === "string" ? digest : "";
  const problem = digestProblem(text);
  if (problem !== undefined) throw new RegistryError(`invalid digest ${quote(text)}: ${problem}`);
  return {
    mediaType: typeof mediaType === "string" ? mediaType : "",
    digest: text,
    size: typeof size === "number" && Number.isSafeInteger(size) ? size : 0,
  };
}
