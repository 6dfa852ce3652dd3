/** Key-value pairs of generators: `envs`, `literals`, `files` (api 0.21, kv/kv.go, internal/generators). */
import { quote } from "../../go/strconv/index.ts";
import { fromBytes, toBytes } from "../../go/index.ts";
import { base } from "../../go/path/index.ts";
import { KustomizeError, wrap } from "../error.ts";
import type { GeneratorArgs } from "../kustomization/types.ts";
import type { Loader } from "../load/loader.ts";

type Pair = readonly [string, string];

const BOM = "\ufeff";
const INVALID = /[\udc80-\udcff]/;

/** All pairs, in the order Kustomize reads them. Throws when a key comes twice. */
export function readPairs(args: GeneratorArgs, loader: Loader): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const [key, value] of allPairs(args, loader)) {
    if (pairs.has(key)) throw new KustomizeError(`configmap ${args.name ?? ""} illegally repeats the key \`${key}\``);
    pairs.set(key, value);
  }
  return pairs;
}

function allPairs({ envs = [], literals = [], files = [] }: GeneratorArgs, loader: Loader): Pair[] {
  return [
    ...during(`env source files: [${envs.join(" ")}]`, () =>
      envs.flatMap((path) => envPairs(fromBytes(loader.read(path)))),
    ),
    ...during(`literal sources [${literals.join(" ")}]`, () => literals.map(literalPair)),
    ...during(`file sources: [${files.join(" ")}]`, () =>
      files.map((source): Pair => {
        const { key, path } = parseFileSource(source);
        return [key, fromBytes(loader.read(path))];
      }),
    ),
  ];
}

function during(what: string, action: () => Pair[]): Pair[] {
  try {
    return action();
  } catch (error) {
    throw wrap(error, `loading KV pairs: ${what}`);
  }
}

/** `KEY=value` lines; a line without `=` is a key without value. */
function envPairs(text: string): Pair[] {
  return lines(text).flatMap((line, number): Pair[] => {
    // Kustomize means the number of the line, and prints its bytes.
    if (INVALID.test(line))
      throw new KustomizeError(`line [${toBytes(line).join(" ")}] has invalid utf8 bytes : ${line}`);
    const trimmed = (number === 0 && line.startsWith(BOM) ? line.slice(BOM.length) : line).replace(LEADING_SPACE, "");
    if (trimmed === "" || trimmed.startsWith("#")) return [];
    const equals = trimmed.indexOf("=");
    if (equals < 0) return [[trimmed, ""]];
    return equals === 0 ? [] : [[trimmed.slice(0, equals), trimmed.slice(equals + 1)]];
  });
}

/** What Go's unicode.IsSpace takes for space. */
const LEADING_SPACE = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** In bytes, with the end of the line: bufio.MaxScanTokenSize. */
const LINE_MAX = 64 * 1024;

/** As bufio.ScanLines: a carriage return before the end of a line goes, and so does the end of the last line. A line that is too long ends it all. */
function lines(text: string): string[] {
  const result = text.split("\n");
  if (result.at(-1) === "") result.pop();
  // Kustomize does not ask the scanner why it ended.
  const tooLong = result.findIndex((line) => 3 * line.length >= LINE_MAX && toBytes(line).length >= LINE_MAX);
  const read = tooLong < 0 ? result : result.slice(0, tooLong);
  return read.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
}

function literalPair(source: string): Pair {
  const equals = source.indexOf("=");
  if (equals <= 0) throw new KustomizeError(`invalid literal source ${source}, expected key=value`);
  return [source.slice(0, equals), unquoted(source.slice(equals + 1))];
}

function unquoted(text: string): string {
  const first = text[0];
  if (text.length < 2 || first !== text.at(-1) || (first !== '"' && first !== "'")) return text;
  return text.slice(1, -1);
}

/** `key=path`, or a path whose last part is the key. */
export function parseFileSource(source: string): { key: string; path: string } {
  const parts = source.split("=");
  const [key = "", path = ""] = parts;
  if (parts.length === 1) return { key: base(source), path: source };
  if (parts.length > 2) throw new KustomizeError(`source ${quote(source)} key name or file path contains '='`);
  if (key === "") {
    throw new KustomizeError(`missing key name for file path ${quote(path)} in source ${quote(source)}`);
  }
  if (path === "") {
    throw new KustomizeError(`missing file path for key name ${quote(key)} in source ${quote(source)}`);
  }
  return { key, path };
}
