/** What a chart's archive unpacks to (helm pkg/chart/v2/util/expand.go). */
import { fromBytes, GoError } from "../../go/index.ts";
import * as path from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import type { ChartFile } from "../chart/chart.ts";
import { chartTypes } from "../chart/metadata.ts";
import { readTyped } from "../../yaml/typed/index.ts";
import type { Dialect } from "../dialect.ts";
import { wrap } from "../errors.ts";
import { readArchive, type Gunzip } from "../loader/index.ts";

/** The files of an archive and the folder they belong in. */
export interface Unpacked {
  readonly name: string;
  readonly files: readonly ChartFile[];
}

/** Reads an archive wholly. Throws `GoError`. */
export function unpackChart(archive: Uint8Array, options: { dialect: Dialect; gunzip: Gunzip }): Unpacked {
  const files = readArchive(archive, options);
  const chartYaml = files.findLast(({ name }) => name === "Chart.yaml");
  const { metadata } = chartTypes(options.dialect);
  const name =
    chartYaml === undefined
      ? ""
      : wrap("cannot load Chart.yaml", () => readTyped(fromBytes(chartYaml.data), metadata)).name;
  if (name === "") throw new GoError("chart name not specified");
  if (name === "." || name === "..") throw new GoError(`chart name ${quote(name)} is not allowed`);
  if (name !== path.base(name)) throw new GoError(`chart name ${quote(name)} must not contain path separators`);
  return { name, files };
}
