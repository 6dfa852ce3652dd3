/**
 * Bodies in Kubernetes' protobuf, which typed clients in Go send: the envelope (`k8s\0` and a runtime.Unknown), and the object in it read
 * by the numbers of its type's fields. Answers are JSON, which such clients take as well.
 */
import { parseJson, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { Field, ObjectSchema, ScalarType, Schema } from "../schema/schema.ts";
import { builtinSchema, deleteOptionsSchema } from "../schema/types.ts";
import { badRequest } from "./refusal.ts";

export const PROTOBUF = "application/vnd.kubernetes.protobuf";

const MAGIC = [0x6b, 0x38, 0x73, 0x00];
const DEPTH_MAX = 100;

/** Throws a `Refusal` where the bytes are none, or their type is not known. */
export function decodeProtobuf(bytes: Uint8Array): JsonObject {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) throw malformed();
  const unknown = readMessage(bytes.subarray(MAGIC.length));
  const meta = readMessage(last(unknown, 1));
  const [apiVersion, kind] = [text(last(meta, 1)), text(last(meta, 2))];
  const schema = kind === "DeleteOptions" ? deleteOptionsSchema() : builtinSchema(apiVersion, kind);
  if (schema === undefined)
    throw badRequest(`no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`);
  return { ...objectFrom(last(unknown, 2), schema, 0), apiVersion, kind };
}

type Chunk = Uint8Array | bigint;
type Message = ReadonlyMap<number, readonly Chunk[]>;

function malformed(): Error {
  return badRequest("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
}

function readMessage(bytes: Uint8Array): Message {
  const fields = new Map<number, Chunk[]>();
  const reader = new Reader(bytes);
  while (!reader.isAtEnd) {
    const tag = Number(reader.varint());
    const values = fields.get(tag >> 3) ?? [];
    values.push(reader.value(tag & 7));
    fields.set(tag >> 3, values);
  }
  return fields;
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw badRequest("unexpected EOF");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    throw malformed();
  }

  value(wire: number): Chunk {
    if (wire === 0) return this.varint();
    const length = wire === 2 ? Number(this.varint()) : wire === 1 ? 8 : wire === 5 ? 4 : -1;
    if (length < 0) throw malformed();
    if (this.#at + length > this.#bytes.length) throw badRequest("unexpected EOF");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

const NOTHING = new Uint8Array();

function last(message: Message, number: number): Uint8Array {
  return asBytes(message.get(number)?.at(-1));
}

function asBytes(chunk: Chunk | undefined): Uint8Array {
  return chunk instanceof Uint8Array ? chunk : NOTHING;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function objectFrom(bytes: Uint8Array, schema: ObjectSchema, depth: number): JsonObject {
  if (depth > DEPTH_MAX) throw malformed();
  const message = readMessage(bytes);
  const embedded = new Map<number, Message>();
  const result: JsonObject = {};
  for (const [name, field] of schema.fields) {
    const chunks = chunksOf(field, message, embedded);
    if (chunks.length === 0) continue;
    const value = valueFrom(chunks, field.schema, depth);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function chunksOf({ number }: Field, message: Message, embedded: Map<number, Message>): readonly Chunk[] {
  const [first, second] = number.split(".").map(Number);
  if (number === "" || first === undefined) return [];
  if (second === undefined) return message.get(first) ?? [];
  let inner = embedded.get(first);
  if (inner === undefined) embedded.set(first, (inner = readMessage(last(message, first))));
  return inner.get(second) ?? [];
}

function valueFrom(chunks: readonly Chunk[], schema: Schema, depth: number): JsonValue | undefined {
  const chunk = chunks.at(-1);
  switch (schema.kind) {
    case "list":
      return chunks.map((one) => valueFrom([one], schema.items, depth + 1) ?? null);
    case "map":
      return Object.fromEntries(chunks.map((one) => entryFrom(asBytes(one), schema.values, depth)));
    case "object":
      return objectFrom(asBytes(chunk), schema, depth + 1);
    case "any":
      // Raw JSON within a message of its own.
      return parsed(last(readMessage(asBytes(chunk)), 1));
    case "scalar":
      return scalarFrom(chunk ?? 0n, schema.type);
  }
}

function entryFrom(bytes: Uint8Array, values: Schema, depth: number): [string, JsonValue] {
  const entry = readMessage(bytes);
  return [text(last(entry, 1)), valueFrom(entry.get(2) ?? [NOTHING], values, depth + 1) ?? null];
}

function parsed(bytes: Uint8Array): JsonValue | undefined {
  if (bytes.length === 0) return undefined;
  try {
    return parseJson(text(bytes));
  } catch {
    throw malformed();
  }
}

function scalarFrom(chunk: Chunk, type: ScalarType): JsonValue | undefined {
  switch (type) {
    case "string":
      return text(asBytes(chunk));
    case "bytes":
      return btoa(binary(asBytes(chunk)));
    case "int32":
    case "int64":
      return typeof chunk === "bigint" ? Number(chunk) : 0;
    case "boolean":
      return chunk !== 0n;
    case "number": {
      const bytes = asBytes(chunk);
      return bytes.length === 8 ? new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true) : 0;
    }
    case "quantity":
      return text(last(readMessage(asBytes(chunk)), 1));
    case "int-or-string": {
      const message = readMessage(asBytes(chunk));
      return message.get(1)?.at(-1) === 1n ? text(last(message, 3)) : Number(message.get(2)?.at(-1) ?? 0n);
    }
    case "time":
      return timeFrom(readMessage(asBytes(chunk)), "");
    case "micro-time":
      return timeFrom(readMessage(asBytes(chunk)), ".000000");
  }
}

/** `none` stands for no part of a second. */
function timeFrom(message: Message, none: "" | ".000000"): string | undefined {
  const seconds = message.get(1)?.at(-1);
  if (typeof seconds !== "bigint") return undefined;
  const nanos = Number(message.get(2)?.at(-1) ?? 0n);
  const time = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return nanos === 0 ? `${time}${none}Z` : `${time}.${String(Math.floor(nanos / 1000)).padStart(6, "0")}Z`;
}

function binary(bytes: Uint8Array): string {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return letters;
}
