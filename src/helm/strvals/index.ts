export { jsonPrefixEnd } from "./json-prefix.ts";
export { parseInto } from "./parser.ts";
export type { Flavour, ParseOptions, Recorder } from "./parser.ts";
