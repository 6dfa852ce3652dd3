/** Rules about values.yaml (helm pkg/chart/v2/lint/rules/values.go). */
import { GoError, fromBytes, type GoMap } from "../../go/index.ts";
import * as yaml from "../../yaml/index.ts";
import { wrap } from "../errors.ts";
import { coalesceTables } from "../values/coalesce.ts";
import { copyMap } from "../values/copy.ts";
import { faultOf } from "../values/schema.ts";
import { insist, type Linter } from "./linter.ts";
import type { LintOptions } from "./options.ts";
import { readFile } from "../read-file.ts";

const FILE = "values.yaml";

export function lintValues(linter: Linter, options: LintOptions): void {
  const exists = linter.check("INFO", FILE, () => {
    insist(options.files.stat(`${options.directory}/${FILE}`) !== undefined, () => "file does not exist");
  });
  if (exists) linter.check("ERROR", FILE, () => checkValues(options));
}

function checkValues(options: LintOptions): void {
  const { dialect, directory, files } = options;
  const schema = `${directory}/values.schema.json`;
  const hasSchema = files.stat(schema) !== undefined;
  const wanted = hasSchema || options.values.size > 0 ? undefined : yaml.NO_KEYS;
  const own = wrap("unable to parse YAML", () => readMap(options, wanted));
  const values = coalesceTables(copyMap(options.values), own, { dialect, warn: options.warn });
  if (!hasSchema) return;
  const text = readFile(files, schema);
  if (text.length === 0 || (dialect === "helm4" && options.skipSchemaValidation)) return;
  const fault = faultOf(text, values, options.schemaCheck);
  if (fault !== undefined) throw new GoError(fault);
}

/** One document only, even in Helm 4. */
function readMap({ dialect, directory, files }: LintOptions, wanted: ReadonlySet<string> | undefined): GoMap {
  const value = yaml.unmarshal(fromBytes(readFile(files, `${directory}/${FILE}`)), { wanted });
  if (value instanceof Map) return value;
  if (value === null || value === undefined) return new Map();
  const kind = Array.isArray(value)
    ? "array"
    : typeof value === "string"
      ? "string"
      : typeof value === "boolean"
        ? "bool"
        : "number";
  const type = dialect === "helm4" ? "common.Values" : "chartutil.Values";
  throw new GoError(
    `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${kind} into Go value of type ${type}`,
  );
}
