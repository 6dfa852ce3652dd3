/** Builds a chart from its files (helm pkg/chart/v2/loader/load.go). */
import { GoError, fromBytes } from "../../go/index.ts";
import type { Origins } from "../../base/index.ts";
import { NO_KEYS } from "../../yaml/index.ts";
import { Chart, type ChartFile } from "../chart/chart.ts";
import { chartTypes, type Lock, type Metadata } from "../chart/metadata.ts";
import { validateMetadata } from "../chart/validate.ts";
import type { Dialect } from "../dialect.ts";
import { pointer, readTyped } from "../../yaml/typed/index.ts";
import { wrap } from "../errors.ts";
import { readArchive, type Gunzip } from "./archive.ts";
import { readValues } from "./values.ts";

export interface LoadOptions {
  readonly dialect: Dialect;
  readonly gunzip: Gunzip;
  /** Told of what Helm prints through Go's `log` on the way. */
  readonly warn?: (message: string) => void;
  /** When tracing: where origins of values go, and what leads from the root to this chart (`charts/sub/`). */
  readonly origins?: Origins | undefined;
  readonly location?: string;
  /** Nobody will look at the chart's values: they are checked, and may be null. */
  readonly valuesUnread?: boolean;
}

/** Throws `GoError` with Helm's text. Subcharts come in the order of their names, which Helm leaves to chance. */
export function loadFiles(files: readonly ChartFile[], options: LoadOptions): Chart {
  const parts = new Parts(options);
  for (const file of files) if (file.name === "Chart.yaml") parts.readChartYaml(file);
  for (const file of files) parts.sort(file);
  return parts.chart(files);
}

class Parts {
  readonly #options: LoadOptions;
  readonly #types: ReturnType<typeof chartTypes>;
  #metadata: Metadata | undefined;
  #modifiedMs: number | undefined;
  #lock: Lock | undefined;
  #values: ReturnType<typeof readValues> | undefined;
  #schema: ChartFile | undefined;
  readonly #templates: ChartFile[] = [];
  readonly #files: ChartFile[] = [];
  readonly #subcharts = new Map<string, ChartFile[]>();

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#types = chartTypes(options.dialect);
  }

  readChartYaml(file: ChartFile): void {
    this.#readMetadata(file);
    if (this.#metadata?.apiVersion === "") this.#metadata.apiVersion = "v1";
    this.#modifiedMs = file.modifiedMs;
  }

  sort(file: ChartFile): void {
    switch (file.name) {
      case "Chart.yaml":
        return;
      case "values.yaml":
        this.#values = wrap("cannot load values.yaml", () => this.#readValues(file));
        return;
      case "values.schema.json":
        this.#schema = file;
        return;
      case "Chart.lock":
        return this.#readLock(file);
      case "requirements.yaml":
        return this.#readRequirements(file);
      case "requirements.lock":
        return this.#readRequirementsLock(file);
      default:
        return this.#place(file);
    }
  }

  chart(raw: readonly ChartFile[]): Chart {
    if (this.#metadata === undefined) throw new GoError("Chart.yaml file is missing");
    validateMetadata(this.#metadata);
    const chart = new Chart({
      metadata: this.#metadata,
      lock: this.#lock,
      values: this.#values,
      schema: this.#schema?.data,
      schemaModifiedMs: this.#schema?.modifiedMs,
      modifiedMs: this.#modifiedMs,
      templates: this.#templates,
      files: this.#files,
      location: this.#options.location,
      raw,
    });
    for (const [name, files] of [...this.#subcharts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const subchart = loadSubchart(chart, name, { files, options: this.#options });
      if (subchart !== undefined) chart.addDependency(subchart);
    }
    return chart;
  }

  #readMetadata(file: ChartFile): void {
    this.#metadata = wrap(`cannot load ${file.name}`, () => {
      return readTyped(fromBytes(file.data), this.#types.metadata, { onto: this.#metadata });
    });
  }

  #readValues(file: ChartFile) {
    const { dialect, origins, location = "", valuesUnread } = this.#options;
    const wanted = valuesUnread === true ? NO_KEYS : undefined;
    return readValues(fromBytes(file.data), { dialect, origins, wanted, file: `${location}values.yaml` });
  }

  #readLock(file: ChartFile): void {
    const lock = wrap(`cannot load ${file.name}`, () => readTyped(fromBytes(file.data), pointer(this.#types.lock)));
    // An empty file is none.
    this.#lock = lock ?? undefined;
  }

  #readRequirements(file: ChartFile): void {
    if (this.#metadata?.apiVersion !== "v1") this.#options.warn?.(`${OLD_REQUIREMENTS} Chart.yaml.`);
    this.#readMetadata(file);
    if (this.#metadata?.apiVersion === "v1") this.#files.push(file);
  }

  #readRequirementsLock(file: ChartFile): void {
    this.#readLock(file);
    if (this.#metadata?.apiVersion === "v1") this.#files.push(file);
    else this.#options.warn?.(OLD_LOCK);
  }

  #place(file: ChartFile): void {
    if (file.name.startsWith("templates/")) this.#templates.push(file);
    else if (!file.name.startsWith("charts/") || file.name.endsWith(".prov")) this.#files.push(file);
    else {
      const name = file.name.slice("charts/".length);
      const chart = name.split("/", 1)[0] ?? "";
      const entry = { ...file, name };
      const files = this.#subcharts.get(chart);
      if (files === undefined) this.#subcharts.set(chart, [entry]);
      else files.push(entry);
    }
  }
}

const OLD_REQUIREMENTS =
  'Warning: Dependencies are handled in Chart.yaml since apiVersion "v2". We recommend migrating dependencies to';
const OLD_LOCK =
  'Warning: Dependency locking is handled in Chart.lock since apiVersion "v2". We recommend migrating to Chart.lock.';

/** A chart below charts/, as a folder or an archive; hidden ones and those that begin with `_` are passed over. */
function loadSubchart(
  parent: Chart,
  name: string,
  { files, options }: { files: readonly ChartFile[]; options: LoadOptions },
): Chart | undefined {
  if (/^[_.]/.test(name)) return undefined;
  const location = `${options.location ?? ""}charts/${name}/`;
  const inner = { ...options, location };
  const where = `error unpacking subchart ${name} in ${parent.name}`;
  if (!name.endsWith(".tgz")) return wrap(where, () => loadFiles(filesBelow(files), inner));
  const [archive] = files;
  if (archive === undefined || archive.name !== name) {
    throw new GoError(`error unpacking subchart tar in ${parent.name}: expected ${name}, got ${archive?.name ?? ""}`);
  }
  return wrap(where, () => loadFiles(readArchive(archive.data, options), inner));
}

/** Names relative to the subchart. A file that stands right in charts/ makes a subchart of its own, without a Chart.yaml. */
function filesBelow(files: readonly ChartFile[]): ChartFile[] {
  return files
    .filter((file) => file.name.includes("/"))
    .map((file) => ({ ...file, name: file.name.slice(file.name.indexOf("/") + 1) }));
}
