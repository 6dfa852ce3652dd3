/** `helm dependency list` (helm pkg/action/dependency.go). */
import { namesIn } from "../../base/index.ts";
import { clean, join } from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { attempt, GoError } from "../../go/index.ts";
import type { Chart, Dependency } from "../../helm/chart/index.ts";
import { match } from "../../helm/ignore/index.ts";
import * as semver from "../../semver/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { formatTable } from "../output/table.ts";
import { loadLocated } from "./chart/load.ts";

export function run(context: CommandContext): void {
  const path = clean(context.args[0] ?? ".");
  try {
    list(context, path, loadLocated(context, path));
  } catch (error) {
    if (error instanceof GoError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

function list(context: CommandContext, path: string, chart: Chart): void {
  const { out, flags } = context;
  const dependencies = chart.metadata.dependencies?.filter((entry) => entry !== null);
  if (dependencies === undefined) return out.write(`WARNING: no dependencies at ${join(path, "charts")}\n`);
  const rows = dependencies.map((entry) => [
    entry.name,
    entry.version,
    entry.repository,
    statusOf(context, path, { entry, chart }),
  ]);
  const table = [["NAME", "VERSION", "REPOSITORY", "STATUS"], ...rows];
  out.write(`${formatTable(table, { columnWidthMax: flags.int("max-col-width") })}\n\n`);
  reportUnlisted(context, path, dependencies);
}

function statusOf(context: CommandContext, path: string, of: { entry: Dependency; chart: Chart }): string {
  const { entry, chart } = of;
  const archives = archivesOf(context, path, entry.name);
  if (archives === undefined) return "bad pattern";
  if (archives.length > 1) {
    const versioned = archives.filter((archive) =>
      isStrictVersion(archive.slice(entry.name.length + 1, -".tgz".length)),
    );
    if (versioned.length > 1) return "too many matches";
    if (versioned.length === 1) return archiveStatus(context, join(path, "charts", versioned[0] ?? ""), entry);
  } else if (archives.length === 1) return archiveStatus(context, join(path, "charts", archives[0] ?? ""), entry);
  const unpacked = chart.dependencies.findLast((subchart) => subchart.name === entry.name);
  if (unpacked === undefined) return "missing";
  return versionStatus(unpacked, entry) ?? "unpacked";
}

/** Archives in charts/ whose names fit; `undefined` for a name that is a malformed pattern. */
function archivesOf(context: CommandContext, path: string, name: string): string[] | undefined {
  const pattern = `${name}-*.tgz`;
  return attempt(() => namesIn(context.files, join(path, "charts")).filter((file) => match(pattern, file)));
}

function isStrictVersion(text: string): boolean {
  try {
    semver.parseStrict(text);
    return true;
  } catch {
    return false;
  }
}

function archiveStatus(context: CommandContext, path: string, entry: Dependency): string {
  const chart = attempt(() => loadLocated(context, path));
  if (chart === undefined) return "corrupt";
  if (chart.name !== entry.name) return "misnamed";
  return versionStatus(chart, entry) ?? "ok";
}

function versionStatus({ metadata: { version } }: Chart, entry: Dependency): string | undefined {
  if (version === entry.version) return undefined;
  const fits = attempt(() => semver.parseConstraints(entry.version).check(semver.parseVersion(version)));
  if (fits === undefined) return "invalid version";
  return fits ? undefined : "wrong version";
}

/** Names what lies in charts/ and is no chart, or one that Chart.yaml does not list. */
function reportUnlisted(context: CommandContext, path: string, dependencies: readonly Dependency[]): void {
  const listed = new Set(dependencies.map(({ name }) => name));
  for (const name of namesIn(context.files, join(path, "charts"))) {
    const file = join(path, "charts", name);
    const isFolder = context.files.stat(file)?.kind === "directory";
    if (!isFolder && !name.endsWith(".tgz")) continue;
    const chart = attempt(() => loadLocated(context, file));
    if (chart === undefined) context.out.write(`WARNING: ${quote(file)} is not a chart.\n`);
    else if (!listed.has(chart.name)) context.out.write(`WARNING: ${quote(file)} is not in Chart.yaml.\n`);
  }
}
