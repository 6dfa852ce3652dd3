/** Reads the text of a values file: one document in Helm 3, all of them merged in Helm 4. */
import type { Origins } from "../../base/index.ts";
import { GoError, type GoMap } from "../../go/index.ts";
import * as yaml from "../../yaml/index.ts";
import type { Dialect } from "../dialect.ts";
import { mergeMaps } from "../values/merge.ts";
import { wrap } from "../errors.ts";
import { DocumentReader } from "./documents.ts";

export interface ValuesOptions {
  readonly dialect: Dialect;
  /** The name that origins give, and the table that they go to: only when tracing. */
  readonly file?: string;
  readonly origins?: Origins | undefined;
  /** Keys to read, in lower case, where it is only to be seen whether the rest is YAML. */
  readonly wanted?: ReadonlySet<string> | undefined;
}

/** Throws `GoError`; the text says which step failed but not which file. */
export function readValues(text: string, options: ValuesOptions): GoMap {
  if (options.dialect === "helm3") return readMap(text, options) ?? new Map();
  let values: GoMap = new Map();
  const documents = new DocumentReader(text);
  const next = () => wrap("error reading yaml document", () => documents.next());
  for (let document = next(); document !== undefined; document = next()) {
    values = mergeMaps(values, readDocument(document.text, document.linesBefore, options), options.origins);
  }
  return values;
}

function readDocument(text: string, linesBefore: number, options: ValuesOptions): GoMap {
  try {
    const values = readMap(text, { ...options, origins: linesBefore === 0 ? options.origins : undefined }) ?? new Map();
    if (linesBefore === 0 || options.origins === undefined) return values;
    // Errors name lines of the document, origins lines of the file: the second reading is for the latter.
    return readMap("\n".repeat(linesBefore) + text, options) ?? new Map();
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`cannot unmarshal yaml document: ${error.message}`);
    throw error;
  }
}

function readMap(text: string, options: ValuesOptions): GoMap | undefined {
  const { file, origins, wanted } = options;
  const value = yaml.unmarshal(text, { file, origins, wanted, into: "map[string]interface {}" });
  return value instanceof Map ? value : undefined;
}
