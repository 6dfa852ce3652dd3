/** Regular expressions with RE2's syntax and meaning, Go's error texts (regexp of Go 1.26), and no catastrophic backtracking. */
export { compile, mustCompile, quoteMeta } from "./compile.ts";
export type { Regexp } from "./regexp.ts";
