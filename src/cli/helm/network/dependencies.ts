/** The update of a chart's dependencies, as commands set it up (helm pkg/cmd/dependency_update.go). */
import * as path from "../../../go/path/index.ts";
import type { Chart } from "../../../helm/chart/index.ts";
import { DependencyUpdate } from "../../../helm/dependency/index.ts";
import type { Verify } from "../../../helm/download/index.ts";
import { loadFiles, readArchive, readDirectory, requireGzip } from "../../../helm/loader/index.ts";
import { saveChart } from "../../../helm/save/index.ts";
import { gzip } from "../../../sys/index.ts";
import type { CommandContext } from "../../context.ts";
import { loadOptions } from "../chart/load.ts";
import { getOptions } from "./chart-flags.ts";
import { now } from "./now.ts";
import { sourceDateEpochMs } from "./source-date-epoch.ts";
import { sourcesOf } from "./sources.ts";

/** The chart a dependency command is about: the current folder unless one is named. */
export function chartPath({ args }: CommandContext): string {
  const [given] = args;
  return given === undefined ? "." : path.clean(given);
}

export function dependenciesOf(
  context: CommandContext,
  { chartPath: folder, verify, silent = false }: { chartPath: string; verify: Verify; silent?: boolean },
): DependencyUpdate {
  const { flags, settings, dialect } = context;
  const get = getOptions(context);
  const stampMs = sourceDateEpochMs(context);
  return new DependencyUpdate({
    ...sourcesOf(context, silent ? { get, out: () => {} } : { get }),
    ...{ chartPath: folder, verify, get, now },
    keyring: flags.string("keyring"),
    skipRefresh: flags.has("skip-refresh") && flags.bool("skip-refresh"),
    debug: settings.debug,
    loadFolder: (name) => loadFolder(context, name),
    loadArchive: (bytes, name) => loadArchive(context, { bytes, name }),
    save: (chart) => saveChart(chart, { dialect, gzip, nowMs: Date.now, stampMs }),
    processId: process.pid,
  });
}

/** Whatever its apiVersion says: dependencies are charts of v1 and v2. */
function loadFolder(context: CommandContext, name: string): Chart {
  const options = loadOptions(context);
  return loadFiles(readDirectory(options.resolve(name), options), options);
}

function loadArchive(context: CommandContext, { bytes, name }: { bytes: Uint8Array; name: string }): Chart {
  const options = loadOptions(context);
  requireGzip(name, bytes);
  return loadFiles(readArchive(bytes, options), options);
}
