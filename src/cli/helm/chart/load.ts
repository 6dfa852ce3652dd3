/** Finds and loads the chart that a command line names. */
import { peek } from "../../../base/index.ts";
import { GoError } from "../../../go/index.ts";
import { absolute } from "../../../go/path/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import type { Chart } from "../../../helm/chart/index.ts";
import { load, type LoadPathOptions, TooLarge } from "../../../helm/loader/index.ts";
import { gunzip, GunzipLimitError } from "../../../sys/index.ts";
import type { CommandContext } from "../../context.ts";
import { pairs } from "../log.ts";
import type { FetchOptions } from "./fetch-chart.ts";
import { printer, reportLink } from "./messages.ts";

/** Throws `GoError` with Helm's text. */
export function loadChart(
  context: CommandContext,
  path: string,
  options: Pick<LoadPathOptions, "origins" | "valuesUnread"> = {},
): Chart {
  return load(path, loadOptions(context, options));
}

/** As some commands load charts: without Helm 4's look at the chart's API version. Throws `GoError`. */
export function loadLocated(context: Pick<CommandContext, "cwd" | "dialect" | "files" | "log">, path: string): Chart {
  return load(path, { ...loadOptions(context), anyVersion: true });
}

export function loadOptions(
  context: Pick<CommandContext, "cwd" | "dialect" | "files" | "log">,
  options: Pick<LoadPathOptions, "origins" | "valuesUnread"> = {},
): LoadPathOptions {
  return {
    dialect: context.dialect,
    files: context.files,
    resolve: (path) => absolute(path, context.cwd),
    gunzip: unpack,
    warn: printer(context),
    onLink: reportLink(context),
    ...options,
  };
}

/** The engine's port for gzip. */
export function unpack(bytes: Uint8Array, options: { bytesMax: number }): Uint8Array {
  try {
    return gunzip(bytes, options);
  } catch (error) {
    throw error instanceof GunzipLimitError ? new TooLarge() : error;
  }
}

/** The absolute path of the chart, fetched first if it is not a local one. Throws `GoError`. */
export async function locateChart(context: CommandContext, name: string, options: FetchOptions = {}): Promise<string> {
  const path = name.trim();
  const repository = context.flags.string("repo");
  if (repository === "" || context.dialect === "helm3") {
    const local = localChart(context, path);
    if (local !== undefined) {
      if (context.flags.bool("verify")) await (await import("./verify.ts")).verifyChart(context, local);
      return local;
    }
  }
  const { fetchChart } = await import("./fetch-chart.ts");
  return await fetchChart(context, path, options);
}

function localChart(context: CommandContext, path: string): string | undefined {
  if (path === "") return undefined;
  if (peek(context.files, path) !== undefined) {
    const repository = context.flags.string("repo");
    if (repository !== "") {
      // Helm 3 logs this through slog, whose lines its own log frames.
      const what = "local chart found in current working directory. repository url ignored";
      context.log.info(`WARN ${what}${pairs({ chart: path, repository })}`, { source: "install.go:759" });
    }
    return absolute(path, context.cwd);
  }
  if (path.startsWith("/") || path.startsWith(".")) throw new GoError(`path ${quote(path)} not found`);
  return undefined;
}
