/** Go's strconv (Go 1.26) over the value model: numbers and quoted strings to text and back, with its error texts. */
export { NumError } from "./error.ts";
export type { NumErrorReason } from "./error.ts";
export { formatFloat } from "./format-float.ts";
export { parseBool } from "./parse-bool.ts";
export { parseFloat } from "./parse-float.ts";
export { atoi, parseInt, parseUint } from "./parse-int.ts";
export { isPrint } from "./printable.ts";
export { canBackquote, quote, quoteRune, quoteRuneToAscii, quoteToAscii } from "./quote.ts";
export { unquote, unquoteRune } from "./unquote.ts";
