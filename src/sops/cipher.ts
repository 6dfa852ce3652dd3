/** Values as SOPS encrypts them: `ENC[AES256_GCM,data:…,iv:…,tag:…,type:…]` (sops 3.13, aes/cipher.go). */
import { ByteSlice, fromBytes, GoError, Int, toBytes, within } from "../go/index.ts";
import { concatenate, decodeBase64 } from "../go/encoding/index.ts";
import { atoi, NumError, parseBool, parseFloat, quote } from "../go/strconv/index.ts";
import { formatTime, parseTime, RFC3339_NANO, UTC } from "../go/time/index.ts";
import { HIDDEN } from "./error.ts";
import { openGcm } from "./primitives.ts";
import { Comment, Timestamp, type TreeValue } from "./tree.ts";

interface Parts {
  readonly data: string;
  readonly iv: string;
  readonly tag: string;
  readonly type: string;
}

const PREFIX = "ENC[AES256_GCM,data:";

/**
 * `^ENC\[AES256_GCM,data:(.+),iv:(.+),tag:(.+),type:(.+)\]` of the first line, as Go matches it: from the right, because the first part takes as much
 * as it can. JavaScript's own way with such an expression takes forever where a text is made for it.
 */
function partsOf(text: string): Parts | undefined {
  const line = text.split("\n", 1)[0] ?? "";
  if (!line.startsWith(PREFIX)) return undefined;
  const end = line.lastIndexOf("]");
  const type = before(line, ",type:", end);
  const tag = before(line, ",tag:", type);
  const iv = before(line, ",iv:", tag);
  if (iv <= PREFIX.length) return undefined;
  return {
    data: line.slice(PREFIX.length, iv),
    iv: line.slice(iv + ",iv:".length, tag),
    tag: line.slice(tag + ",tag:".length, type),
    type: line.slice(type + ",type:".length, end),
  };
}

/** Where a sign stands last before a place, with something between; -1 for nowhere. */
function before(line: string, sign: string, place: number): number {
  const last = place - sign.length - 1;
  return last < 0 ? -1 : line.lastIndexOf(sign, last);
}

/**
 * The value behind a text; `context`, the path of the value, is authenticated with it. An empty text stands for itself.
 * Throws `GoError` that shows nothing of what was decrypted.
 */
export function decryptValue(text: string, key: Uint8Array, context: string): TreeValue {
  if (text === "") return "";
  const { data, iv, tag, type } = partsOf(text) ?? notEncrypted(text);
  const sealed = { data: decodePart("data", data), iv: decodePart("iv", iv), tag: decodePart("tag", tag) };
  return typed(open(sealed, key, context), type);
}

/** What is not encrypted may be a secret that somebody forgot to encrypt: sops shows it here. */
function notEncrypted(text: string): never {
  throw new GoError(`Input string ${text.startsWith("ENC[") ? text : HIDDEN} does not match sops' data format`);
}

function decodePart(name: string, text: string): Uint8Array {
  return within(`Error base64-decoding ${name}`, () => decodeBase64(toBytes(text)));
}

interface Sealed {
  readonly data: Uint8Array;
  readonly iv: Uint8Array;
  readonly tag: Uint8Array;
}

function open({ data, iv, tag }: Sealed, key: Uint8Array, context: string): Uint8Array {
  if (key.length !== 16 && key.length !== 24 && key.length !== 32) {
    throw new GoError(`crypto/aes: invalid key size ${key.length}`);
  }
  const bytes = openGcm({ key, nonce: iv, data: concatenate([data, tag]), additional: toBytes(context) });
  if (bytes === undefined) throw new GoError("Could not decrypt with AES_GCM: cipher: message authentication failed");
  return bytes;
}

function typed(bytes: Uint8Array, type: string): TreeValue {
  const text = fromBytes(bytes);
  switch (type) {
    case "str":
      return text;
    case "int":
      return read(() => new Int(BigInt(atoi(text))));
    case "float":
      return read(() => parseFloat(text));
    case "bytes":
      return new ByteSlice(bytes);
    case "bool":
      return read(() => parseBool(text));
    case "time":
      return read(() => timestampOf(text));
    case "comment":
      return new Comment(text);
    default:
      throw new GoError(`Unknown datatype: ${type}`);
  }
}

/** The type is not authenticated: a secret may be called a number, and must not stand in the error. */
function read<T>(convert: () => T): T {
  try {
    return convert();
  } catch (error) {
    if (error instanceof NumError) throw new GoError(error.message.replace(quote(error.input), `"${HIDDEN}"`));
    throw error instanceof GoError ? new GoError(`parsing time "${HIDDEN}"`) : error;
  }
}

/** Throws `GoError`. */
export function timestampOf(text: string): Timestamp {
  const time = parseTime(RFC3339_NANO, text, { fallback: UTC, local: UTC });
  return new Timestamp(formatTime(time, RFC3339_NANO));
}
