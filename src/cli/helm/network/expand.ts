/** Unpacks a chart's archive into a folder of its name (helm pkg/chart/v2/util/expand.go). */
import { FileError } from "../../../base/index.ts";
import { fromBytes } from "../../../go/bytes.ts";
import * as path from "../../../go/path/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { GoError } from "../../../go/value.ts";
import type { ChartFile } from "../../../helm/chart/chart.ts";
import { chartTypes } from "../../../helm/chart/metadata.ts";
import { decode } from "../../../helm/decode.ts";
import { wrap } from "../../../helm/errors.ts";
import { readArchive } from "../../../helm/loader/index.ts";
import * as yaml from "../../../yaml/index.ts";
import type { CommandContext } from "../../context.ts";
import { unpack } from "../chart/load.ts";

/** The files of an archive and where they go. */
export interface Unpacked {
  readonly name: string;
  readonly files: readonly ChartFile[];
}

/** Reads an archive wholly before anything is written. Throws `GoError`. */
export function readForExpansion({ dialect }: CommandContext, archive: Uint8Array): Unpacked {
  const files = readArchive(archive, { dialect, gunzip: unpack });
  const chartYaml = files.findLast(({ name }) => name === "Chart.yaml");
  const metadata = chartTypes(dialect).metadata;
  const name =
    chartYaml === undefined
      ? ""
      : wrap("cannot load Chart.yaml", () => decode(yaml.unmarshal(fromBytes(chartYaml.data)), metadata)).name;
  if (name === "") throw new GoError("chart name not specified");
  if (name === "." || name === "..") throw new GoError(`chart name ${quote(name)} is not allowed`);
  if (name !== path.base(name)) throw new GoError(`chart name ${quote(name)} must not contain path separators`);
  return { name, files };
}

export function expand(context: CommandContext, { name, files }: Unpacked, folder: string): void {
  const root = path.absolute(path.join(folder, name), context.cwd);
  for (const file of files) {
    const target = path.join(root, file.name);
    refuseLinks(context, { root, target });
    context.files.makeDirectory(path.dir(target));
    context.files.write(target, file.data);
  }
}

/** A link that lies in the folder already must not lead an archive's files elsewhere. */
function refuseLinks({ files }: CommandContext, { root, target }: { root: string; target: string }): void {
  for (let at = target; at.length >= root.length; at = path.dir(at)) {
    if (files.lstat(at)?.kind === "link") throw new GoError(new FileError("open", at, "ELOOP").message);
  }
}
