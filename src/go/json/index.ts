/** Go's encoding/json over the value model. */
export { marshal, marshalIndent } from "./marshal.ts";
export type { IndentOptions, MarshalOptions } from "./marshal.ts";
export type { JsonMarshaler } from "./plain.ts";
export { jsonKind, JsonNumber, JsonSyntaxError, JsonTypeError, unmarshal } from "./unmarshal.ts";
export type { UnmarshalOptions } from "./unmarshal.ts";
export { encodeBase64 } from "../base64.ts";
export { decodeBase64 } from "./base64.ts";
export { isJsonMarshaler, plain } from "./plain.ts";
export { withinStack } from "./depth.ts";
