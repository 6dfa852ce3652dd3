/** Typed reading of YAML and JSON into descriptions of Go's structs. */
export { list, mapOf, pointer } from "./collection.ts";
export { decode, decodePartly, type DecodeOptions } from "./decode.ts";
export { decodeAs, mismatch, mismatchOf, type Context, type Decoded, type GoType } from "./go-type.ts";
export { readDocument, readTyped, type TypedDocument } from "./read.ts";
export { any, bool, scalarText, text, textNamed } from "./scalar.ts";
export { struct, structEmbedding, type StructType } from "./struct.ts";
export { formatTime, isPlainTime, time, ZERO_TIME } from "./time.ts";
