/** Loads a chart from wherever it lies (helm pkg/chart/loader/load.go; pkg/chart/loader in Helm 3). */
import { existing, type FileStat, type FileSystem } from "../../base/index.ts";
import { GoError, fromBytes } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import type { Chart, ChartFile } from "../chart/chart.ts";
import { struct, text, readTyped } from "../../yaml/typed/index.ts";
import { wrap } from "../errors.ts";
import { asGo, readFile } from "../read-file.ts";
import { readArchive } from "./archive.ts";
import { readDirectory } from "./directory.ts";
import { loadFiles, type LoadOptions } from "./files.ts";
import { sniffContentType } from "./sniff.ts";

export interface LoadPathOptions extends LoadOptions {
  readonly files: FileSystem;
  /** The absolute form of a path. */
  readonly resolve: (path: string) => string;
  readonly onLink?: (path: string, resolved: string) => void;
  /** Helm 4 has two ways to load a chart: only one looks at its API version first, and hides what is wrong with an archive. */
  readonly anyVersion?: boolean;
}

/** The chart at `path`, a folder or an archive. Throws `GoError` with Helm's text. */
export function load(path: string, options: LoadPathOptions): Chart {
  const stat = asGo(() => existing(options.files, path));
  return stat.kind === "directory" ? loadDirectory(path, options) : loadArchive(path, { ...options, stat });
}

function isChecked({ dialect, anyVersion }: LoadPathOptions): boolean {
  return dialect === "helm4" && anyVersion !== true;
}

function loadDirectory(path: string, options: LoadPathOptions): Chart {
  const directory = options.resolve(path);
  if (isChecked(options)) {
    const name = join(directory, "Chart.yaml");
    const data = wrap(`unable to detect chart at ${name}`, () => readFile(options.files, name));
    checkApiVersion(data);
  }
  return loadFiles(readDirectory(directory, options), options);
}

function loadArchive(path: string, options: LoadPathOptions & { stat: FileStat }): Chart {
  const bytes = readFile(options.files, path);
  requireGzip(path, bytes);
  const files = readPackaged(path, { bytes, options });
  if (isChecked(options)) {
    const chartYaml = files.find((file) => file.name === "Chart.yaml");
    if (chartYaml === undefined) throw new GoError("unable to detect chart version, no Chart.yaml found");
    checkApiVersion(chartYaml.data);
  }
  return loadFiles(files, options);
}

const BASE_KEYS = new Set(["apiversion"]);
const chartBase = struct("loader.chartBase", { apiVersion: text });

/** Helm 4 reads the version first, to choose a loader. Charts of v3 are experimental there and cannot be installed. */
function checkApiVersion(chartYaml: Uint8Array): void {
  const base = wrap("cannot load Chart.yaml", () => readTyped(fromBytes(chartYaml), chartBase, { wanted: BASE_KEYS }));
  if (!["", "v1", "v2", "v3"].includes(base.apiVersion)) throw new GoError("unsupported chart version");
}

/** Throws `GoError` for a file that is no gzip stream, saying what it is instead. */
export function requireGzip(path: string, bytes: Uint8Array): void {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08) return;
  if (path.endsWith(".yml") || path.endsWith(".yaml")) {
    throw new GoError(`file '${path}' seems to be a YAML file, but expected a gzipped archive`);
  }
  throw new GoError(`file '${path}' does not appear to be a gzipped archive; got '${sniffContentType(bytes)}'`);
}

function readPackaged(path: string, { bytes, options }: { bytes: Uint8Array; options: LoadPathOptions }): ChartFile[] {
  try {
    return readArchive(bytes, options);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    if (error.message === "gzip: invalid header") {
      throw new GoError(`file '${path}' does not appear to be a valid chart file (details: ${error.message})`);
    }
    // Helm 4 keeps to itself what is wrong with an archive.
    throw isChecked(options) ? new GoError("unable to load chart archive", { cause: error }) : error;
  }
}
