/** A chart in memory (helm pkg/chart/v2/chart.go): metadata, files, and the charts that it depends on. */
import type { GoMap } from "../../go/index.ts";
import type { Lock, Metadata } from "./metadata.ts";

/** A file of a chart; `name` is relative to the chart. */
export interface ChartFile {
  readonly name: string;
  readonly data: Uint8Array;
  readonly modifiedMs?: number | undefined;
}

export interface ChartParts {
  readonly metadata: Metadata;
  readonly lock?: Lock | undefined;
  readonly values?: GoMap | undefined;
  readonly schema?: Uint8Array | undefined;
  readonly schemaModifiedMs?: number | undefined;
  readonly modifiedMs?: number | undefined;
  /** Below templates/. */
  readonly templates?: readonly ChartFile[];
  /** Everything that is none of the others. */
  readonly files?: readonly ChartFile[];
  /** Every file, as loaded. */
  readonly raw?: readonly ChartFile[];
  /** What leads to the chart, with a slash behind it, in messages of lade's own. */
  readonly location?: string | undefined;
}

/** A file below crds/. `path` leads there from the root chart. */
export interface Crd {
  readonly name: string;
  readonly path: string;
  readonly file: ChartFile;
}

export class Chart {
  metadata: Metadata;
  lock: Lock | undefined;
  #values: GoMap | undefined;
  readonly #noValues: GoMap = new Map();
  readonly schema: Uint8Array | undefined;
  readonly schemaModifiedMs: number | undefined;
  readonly modifiedMs: number | undefined;
  readonly templates: readonly ChartFile[];
  readonly files: readonly ChartFile[];
  readonly raw: readonly ChartFile[];
  readonly location: string;
  #parent: Chart | undefined;
  #dependencies: Chart[] = [];

  constructor(parts: ChartParts) {
    this.metadata = parts.metadata;
    this.lock = parts.lock;
    this.#values = parts.values;
    this.schema = parts.schema;
    this.schemaModifiedMs = parts.schemaModifiedMs;
    this.modifiedMs = parts.modifiedMs;
    this.templates = parts.templates ?? [];
    this.files = parts.files ?? [];
    this.raw = parts.raw ?? [];
    this.location = parts.location ?? "";
  }

  get values(): GoMap {
    return this.#values ?? this.#noValues;
  }

  set values(values: GoMap) {
    this.#values = values;
  }

  /** Whether a file said what they are, or something was merged: in records of charts without them stands null. */
  get hasValues(): boolean {
    return this.#values !== undefined || this.#noValues.size > 0;
  }

  get name(): string {
    return this.metadata.name;
  }

  get parent(): Chart | undefined {
    return this.#parent;
  }

  get isRoot(): boolean {
    return this.#parent === undefined;
  }

  get isLibrary(): boolean {
    return this.metadata.type.toLowerCase() === "library";
  }

  /** The charts that stand below this one. */
  get dependencies(): readonly Chart[] {
    return this.#dependencies;
  }

  setDependencies(charts: readonly Chart[]): void {
    this.#dependencies = [];
    for (const chart of charts) this.addDependency(chart);
  }

  addDependency(chart: Chart): void {
    chart.#parent = this;
    this.#dependencies.push(chart);
  }

  /** `parent/charts/child`, the prefix of its templates' names. */
  get fullPath(): string {
    return this.#parent === undefined ? this.name : `${this.#parent.fullPath}/charts/${this.name}`;
  }

  /** A copy with other metadata. Its dependencies are the same charts, or copies of them. */
  copy(metadata: Metadata, options: { dependencies: "shared" | "copied" }): Chart {
    const copy = new Chart({ ...this, metadata });
    copy.#values = this.#values;
    if (options.dependencies === "copied") {
      for (const dependency of this.#dependencies) {
        copy.addDependency(dependency.copy(dependency.metadata, { dependencies: "shared" }));
      }
    } else {
      copy.#dependencies = this.#dependencies;
    }
    copy.#parent = this.#parent;
    return copy;
  }

  /** The CRD files of this chart and of all below it. */
  crds(): Crd[] {
    const own = this.files
      .filter((file) => file.name.startsWith("crds/") && MANIFEST.test(file.name))
      .map((file) => ({ name: file.name, path: `${this.fullPath}/${file.name}`, file }));
    return [...own, ...this.#dependencies.flatMap((chart) => chart.crds())];
  }
}

const MANIFEST = /\.(?:ya?ml|json)$/i;
