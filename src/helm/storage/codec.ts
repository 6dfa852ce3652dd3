/** The text in which a release is stored: base64 of gzipped JSON (helm pkg/storage/driver/util.go). */
import { encodeBase64, fromBytes, toBytes } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import type { JsonValue } from "../../kube/index.ts";
import type { Dialect } from "../dialect.ts";
import type { Release } from "./release.ts";
import { fromBase64, releaseFromJson, releaseToJson } from "./release-json.ts";

/** In the form of one of the two Helms; either reads both. */
export async function encodeRelease(release: Release, dialect: Dialect): Promise<string> {
  const json = toBytes(marshal(releaseToJson(release, { dialect }), { sortKeys: false }));
  return encodeBase64(await through(json, new CompressionStream("gzip")));
}

/** Unpacks gzip, up to a limit. */
export type RecordGunzip = (bytes: Uint8Array, limit: { bytesMax: number }) => Uint8Array | Promise<Uint8Array>;

/** Far above what the cluster stores of one release. */
const RECORD_BYTES_MAX = 1 << 28;

/** Records from before compression are plain JSON in base64. Throws `SyntaxError` or `GoError` for what is no release. */
export async function decodeRelease(text: string, gunzip: RecordGunzip = streamed): Promise<Release> {
  const bytes = fromBase64(text);
  const isGzip = bytes.length > 3 && bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
  const json = isGzip ? await gunzip(bytes, { bytesMax: RECORD_BYTES_MAX }) : bytes;
  return releaseFromJson(JSON.parse(fromBytes(json)) as JsonValue);
}

/** What every platform has; a machine's own is several times faster for many small records. */
function streamed(bytes: Uint8Array): Promise<Uint8Array> {
  return through(bytes, new DecompressionStream("gzip"));
}

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const output = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(output).arrayBuffer());
}
