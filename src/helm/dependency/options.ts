/** What the update of a chart's dependencies works with. */
import type { Chart } from "../chart/chart.ts";
import type { ChartRegistry } from "../download/chart-registry.ts";
import type { Verify } from "../download/downloader.ts";
import type { IndexStore } from "../download/index-store.ts";
import type { GetOptions } from "../download/ports.ts";
import type { SavedChart } from "../save/index.ts";

export interface DependencyOptions {
  readonly chartPath: string;
  readonly verify: Verify;
  readonly keyring: string;
  readonly skipRefresh: boolean;
  readonly debug: boolean;
  readonly indexes: IndexStore;
  readonly registry: ChartRegistry;
  /** From the flags; they hold for OCI only. */
  readonly get: GetOptions;
  readonly loadFolder: (path: string) => Chart;
  readonly loadArchive: (bytes: Uint8Array, path: string) => Chart;
  readonly save: (chart: Chart) => SavedChart;
  readonly now: () => string;
  /** Stands in the name of the folder Helm would gather archives in, which some messages show. */
  readonly processId: number;
}
