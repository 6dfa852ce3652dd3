/** The text in which a release is stored: base64 of gzipped JSON (helm pkg/storage/driver/util.go). */
import { encodeBase64, fromBytes, GoError, toBytes } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import { isObject, valueAt, type JsonValue } from "../../kube/index.ts";
import type { Dialect } from "../dialect.ts";
import { canonicalRecord } from "./record-types.ts";
import { isRegular } from "./regular-record.ts";
import type { Release } from "./release.ts";
import { fromBase64, releaseFromJson, releaseToJson } from "./release-json.ts";

/** In the form of one of the two Helms; either reads both. */
export async function encodeRelease(release: Release, dialect: Dialect): Promise<string> {
  const json = toBytes(marshal(releaseToJson(release, { dialect }), { sortKeys: false }));
  return encodeBase64(await through(json, new CompressionStream("gzip")));
}

/** Unpacks gzip, up to a limit. */
export type RecordGunzip = (
  bytes: Uint8Array,
  options: { bytesMax: number; whole: true },
) => Uint8Array | Promise<Uint8Array>;

/** Far above what the cluster stores of one release. */
const RECORD_BYTES_MAX = 1 << 28;

/** Records from before compression are plain JSON in base64. Throws `GoError` in Go's words for what is no release. */
export async function decodeRelease(text: string, { dialect, gunzip = streamed }: DecodeOptions): Promise<Release> {
  const bytes = fromBase64(text);
  const isGzip = bytes.length > 3 && bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
  return releaseOf(
    fromBytes(isGzip ? await gunzip(bytes, { bytesMax: RECORD_BYTES_MAX, whole: true }) : bytes),
    dialect,
  );
}

export interface DecodeOptions {
  /** Whose words errors have. */
  readonly dialect: Dialect;
  readonly gunzip?: RecordGunzip | undefined;
}

function releaseOf(json: string, dialect: Dialect): Release {
  const record = usualRecord(json) ?? canonicalRecord(json, dialect);
  // Helm goes on without and panics, whatever it is asked.
  if (!isObject(valueAt(record, "info"))) throw new GoError("the record has no info");
  return releaseFromJson(record);
}

/** Undefined for what is not as Helm writes it. */
function usualRecord(json: string): JsonValue | undefined {
  try {
    const record = JSON.parse(json) as JsonValue;
    return json.isWellFormed() && isRegular(record) && !hasOddVersion(json) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** `1.0` and `1e2` are no integers to Go. Helm writes the revision near the end. */
function hasOddVersion(json: string): boolean {
  const at = json.lastIndexOf(VERSION) + VERSION.length;
  return /^-?\d+[.eE]/.test(json.slice(at, at + DIGITS_MAX));
}

const VERSION = '"version":';
const DIGITS_MAX = 24;

/** What every platform has; a machine's own is several times faster for many small records. */
function streamed(bytes: Uint8Array): Promise<Uint8Array> {
  return through(bytes, new DecompressionStream("gzip"));
}

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const output = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(output).arrayBuffer());
}
