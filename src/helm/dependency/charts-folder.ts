/** The folder `charts/` of a chart: archives of dependencies come and go together (helm pkg/downloader/manager.go, safeMoveDeps). */
import { FileError } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import { compareStrings, GoError } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dependency } from "../chart/metadata.ts";
import { messageOf } from "../download/go-errors.ts";
import type { DownloadPorts } from "../download/ports.ts";
import type { Gathered } from "./download-all.ts";
import type { DependencyOptions } from "./options.ts";

export class ChartsFolder {
  readonly #ports: DownloadPorts;
  readonly #path: string;

  constructor(readonly options: DependencyOptions) {
    this.#ports = options.indexes.ports;
    this.#path = path.join(options.chartPath, "charts");
  }

  /** Makes the folder. Throws `GoError` when something else is in its place. */
  prepare(): void {
    const { files } = this.#ports;
    const stat = files.stat(this.#path);
    if (stat === undefined) files.makeDirectory(this.#path);
    else if (stat.kind !== "directory") throw new GoError(`${JSON.stringify(this.#path)} is not a directory`);
  }

  /** Puts the new archives in and takes out those that nothing wants any more. */
  replace(dependencies: readonly Dependency[], archives: ReadonlyMap<string, Gathered>): void {
    const before = this.#ports.files.list(this.#path);
    for (const [name, gathered] of [...archives].sort(([a], [b]) => compareStrings(a, b))) this.#put(name, gathered);
    this.#ports.out("Deleting outdated charts\n");
    const local = new Set(dependencies.filter(({ repository }) => repository === "").map(({ name }) => name));
    for (const name of before) if (!archives.has(name)) this.#removeOutdated(name, local);
  }

  #put(name: string, { bytes, options }: Gathered): void {
    const gathered = path.join(this.options.chartPath, `tmpcharts-${this.options.processId}`, name);
    try {
      this.options.loadArchive(bytes, gathered);
    } catch (error) {
      this.#ports.out(`Could not verify ${gathered} for moving: ${messageOf(error)} (Skipping)`);
      return;
    }
    const target = path.join(this.#path, name);
    try {
      this.#ports.files.write(target, bytes, options);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const { message } = new FileError("rename", `${gathered} ${target}`, error.code);
      const why = `link error: cannot rename ${gathered} to ${target}: ${message}`;
      this.#ports.out(`Unable to move ${gathered} to charts dir ${why} (Skipping)`);
    }
  }

  #removeOutdated(name: string, local: ReadonlySet<string>): void {
    const { files } = this.#ports;
    const file = path.join(this.#path, name);
    if (files.stat(file)?.kind === "directory") return;
    const chart = this.#tryLoad(name);
    if (chart === undefined || local.has(chart.name)) return;
    try {
      files.remove(file);
    } catch (error) {
      this.#ports.out(`Could not delete ${path.join(this.#path, name)}: ${messageOf(error)} (Skipping)`);
    }
  }

  #tryLoad(name: string): Chart | undefined {
    const shown = path.join(this.#path, name);
    try {
      return this.options.loadArchive(this.#ports.files.read(path.join(this.#path, name)), shown);
    } catch (error) {
      this.#ports.out(`Could not verify ${shown} for deletion: ${messageOf(error)} (Skipping)\n`);
      return undefined;
    }
  }
}
