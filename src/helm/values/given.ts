/** The user's values from `-f` and every kind of `--set`, in Helm's order (helm pkg/cli/values/options.go). */
import type { Origins } from "../../base/index.ts";
import { GoError, fromBytes, type GoMap } from "../../go/index.ts";
import * as json from "../../go/json/index.ts";
import type { Dialect } from "../dialect.ts";
import { wrap } from "../errors.ts";
import { readValues } from "../loader/values.ts";
import { trimSpace } from "../../go/unicode/index.ts";
import { type Flavour, parseInto } from "../strvals/index.ts";
import { mergeMaps } from "./merge.ts";
import { flagRecorder, recordFlagValues } from "./record.ts";

/** What was given on the command line, each list in its order. */
export interface GivenValues {
  readonly valueFiles: readonly string[];
  readonly json: readonly string[];
  readonly set: readonly string[];
  readonly string: readonly string[];
  readonly file: readonly string[];
  readonly literal: readonly string[];
}

export interface GivenOptions {
  readonly dialect: Dialect;
  /** The content of a file, an address or standard input (`-`). Throws `GoError`. */
  readonly read: (path: string) => Uint8Array;
  readonly origins?: Origins | undefined;
}

/** Throws `GoError`. */
export function gatherValues(given: GivenValues, options: GivenOptions): GoMap {
  let values: GoMap = new Map();
  for (const file of given.valueFiles) values = mergeMaps(values, readFile(file, options), options.origins);
  for (const text of given.json) values = setJson(values, text, options);
  for (const flavour of ["set", "string", "file", "literal"] as const) {
    for (const text of given[flavour]) setInto(values, text, { ...options, flavour });
  }
  return values;
}

function readFile(file: string, options: GivenOptions): GoMap {
  const text = fromBytes(options.read(file));
  const { dialect, origins } = options;
  return wrap(`failed to parse ${file}`, () => readValues(text, { dialect, origins, file }));
}

const FLAG: Record<Flavour, string> = {
  set: "--set",
  string: "--set-string",
  file: "--set-file",
  json: "--set-json",
  literal: "--set-literal",
};

function setInto(values: GoMap, text: string, options: GivenOptions & { flavour: Flavour }): void {
  const { dialect, flavour, origins } = options;
  const recorder = origins && flagRecorder(origins, { flag: FLAG[flavour], text });
  const readText = (path: string) => fromBytes(options.read(path));
  wrap(`failed parsing ${FLAG[flavour]} data`, () => {
    parseInto(values, text, { flavour, dialect, readFile: readText, recorder });
  });
}

/** Helm 4 also takes a whole object. What is wrong with the JSON is never said. */
function setJson(values: GoMap, text: string, options: GivenOptions): GoMap {
  const { dialect, origins } = options;
  if (dialect === "helm4" && trimSpace(text).startsWith("{")) {
    const object = attempt(`failed parsing --set-json data JSON: ${text}`, () => json.unmarshal(trimSpace(text)));
    if (!(object instanceof Map)) return values;
    if (origins !== undefined) recordFlagValues(object, { origins, source: { flag: FLAG.json, text } });
    return mergeMaps(values, object, origins);
  }
  const recorder = origins && flagRecorder(origins, { flag: FLAG.json, text });
  attempt(`failed parsing --set-json data ${text}`, () =>
    parseInto(values, text, { flavour: "json", dialect, recorder }),
  );
  return values;
}

function attempt<T>(message: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof GoError) throw new GoError(message, { cause: error });
    throw error;
  }
}
