/** `import-values`: tables of a subchart's values that its parent takes over (helm pkg/chart/v2/util/dependencies.go). */
import { sprint } from "../../go/fmt/index.ts";
import { GoError, type GoMap, TypedMap, type Value } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dependency } from "../chart/metadata.ts";
import { copyMap } from "../values/copy.ts";
import { mergeTables, mergeValues } from "../values/coalesce.ts";
import { table } from "../values/path.ts";
import type { ProcessOptions } from "./process.ts";

/** Changes the values of the chart and of every chart below it. Throws `GoError`. */
export function processImportValues(chart: Chart, options: ProcessOptions): void {
  for (const subchart of chart.dependencies) processImportValues(subchart, options);
  if (chart.metadata.dependencies === undefined) return;
  const values = mergeValues(chart, new Map(), options);
  let imported: GoMap = new Map();
  for (const dependency of chart.metadata.dependencies) {
    if (dependency === null) continue;
    const entries = (dependency.importValues ?? []).flatMap((entry) => readImport(entry) ?? []);
    for (const entry of entries) {
      const found = findTable(values, { dependency, entry, options });
      if (found !== undefined) imported = mergeTables(imported, nest(found, entry.parent), options);
    }
    dependency.importValues = entries.map(
      ({ child, parent }) =>
        new TypedMap(
          "map[string]string",
          [
            ["child", child],
            ["parent", parent],
          ],
          "",
        ),
    );
  }
  // What is imported lies within `values`, which must not change while it is laid over them.
  chart.values = imported.size === 0 ? values : mergeTables(copyMap(values, options.origins), imported, options);
}

interface Import {
  readonly child: string;
  readonly parent: string;
  /** Written as a plain name, which stands for `exports.NAME`. */
  readonly short: boolean;
}

function readImport(entry: Value): Import | undefined {
  if (typeof entry === "string") return { child: `exports.${entry}`, parent: ".", short: true };
  // Helm 3 meets the entries of a chart with two aliases twice: what it wrote the first time is no map[string]interface {}.
  if (!(entry instanceof Map) || entry instanceof TypedMap) return undefined;
  const text = (key: string) => sprint([entry.get(key) ?? null]);
  return { child: text("child"), parent: text("parent"), short: false };
}

function findTable(
  values: GoMap,
  { dependency, entry, options }: { dependency: Dependency; entry: Import; options: ProcessOptions },
): GoMap | undefined {
  try {
    const found = table(values, `${dependency.name}.${entry.child}`);
    // As Helm has it (Values.AsMap): what is laid over an empty table is not written into the values.
    return found.size === 0 ? new Map() : found;
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    options.warnings.missingImport(error.message, entry.short ? undefined : dependency.name);
    return undefined;
  }
}

function nest(found: GoMap, path: string): GoMap {
  if (path === ".") return found;
  return path.split(".").reduceRight<GoMap>((inner, key) => new Map([[key, inner]]), found);
}
