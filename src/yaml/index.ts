/** YAML as the Go tools read and write it. */
export type { Node, NodeStyle } from "./node.ts";
export { NodeStyles } from "./node.ts";
export { ConversionError, YamlError } from "./errors.ts";
export { firstInfinite, type Target } from "./infinite.ts";
export { isTimestamp, resolvePlain } from "./resolve.ts";
export { NO_KEYS, unmarshal, unmarshalAll } from "./unmarshal.ts";
export type { UnmarshalOptions } from "./unmarshal.ts";
export { NodeReader, parseNodes } from "./compose.ts";
export { marshal, marshalPretty, marshalTraced } from "./marshal.ts";
export type { Leaf } from "./emit-values.ts";
export { emitNodes } from "./emit-nodes.ts";
export type { EmitNodesOptions } from "./emit-nodes.ts";
export { decodeNode, resolveScalar } from "./decode-v3.ts";
export type { ResolvedScalar } from "./decode-v3.ts";
export { positions } from "./positions.ts";
export type { Path } from "./positions.ts";
export { YamlPanic } from "./reflect.ts";
export { sequenceStyle } from "./sequence-style.ts";
