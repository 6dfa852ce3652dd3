/** `helm search repo` (Helm 4.3.1 pkg/cmd/search_repo.go; Helm 3.22.0 cmd/helm/search_repo.go). */
import { quote } from "../../go/strconv/index.ts";
import { GoError, type Value } from "../../go/index.ts";
import { messageOf } from "../../helm/download/index.ts";
import {
  IndexCache,
  SearchIndex,
  loadOrEmpty,
  sortResults,
  tryParseVersion,
  type SearchResult,
} from "../../helm/repo/index.ts";
import * as semver from "../../semver/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { formatTable } from "../output/table.ts";
import { writeStructured } from "../output/structured.ts";
import { debugVersion } from "./chart/version.ts";
import { reportSkipped } from "./network/skipped.ts";

const HEADER = ["NAME", "CHART VERSION", "APP VERSION", "DESCRIPTION"];

export async function run(context: CommandContext): Promise<void> {
  const { args, flags } = context;
  const version = searchedVersion(context);
  const index = buildIndex(context);
  const term = args.join(" ");
  const found = args.length === 0 ? index.all() : search(index, { term, isExpression: flags.bool("regexp") });
  write(context, fitting(sortResults(found), { version, all: flags.bool("versions") }));
}

function search(index: SearchIndex, { term, isExpression }: { term: string; isExpression: boolean }): SearchResult[] {
  return isExpression ? index.searchExpression(term) : index.searchText(term);
}

function searchedVersion({ flags, log }: CommandContext): string {
  const version = flags.string("version");
  debugVersion({ flags, log }, { text: "original chart version", place: "search_repo.go:133" });
  if (version !== "") return version;
  const range = flags.bool("devel") ? ">0.0.0-0" : ">0.0.0";
  const line = `setting version to ${range}`;
  log.debug(line, {}, `search_repo.go:${flags.bool("devel") ? 140 : 143} ${line}`);
  return range;
}

function buildIndex(context: CommandContext): SearchIndex {
  const { settings, files, dialect } = context;
  const { repositories } = loadOrEmpty(settings.repositoryConfig, files);
  if (repositories.length === 0) throw new CommandError("no repositories configured");
  const folder = settings.repositoryCache;
  const cache = new IndexCache({ dialect, files, folder, onSkipped: reportSkipped(context) });
  const index = new SearchIndex();
  for (const { name } of repositories) {
    try {
      index.addRepository(name, cache.load(name));
    } catch (error) {
      reportBroken(context, { name, reason: messageOf(error) });
    }
  }
  return index;
}

function reportBroken({ dialect, log }: CommandContext, { name, reason }: { name: string; reason: string }): void {
  if (dialect === "helm4") return log.warn("repo is corrupt or missing", { repo: name, error: reason });
  log.warn(`Repo ${quote(name)} is corrupt or missing. Try 'helm repo update'.`);
  log.warn(reason);
}

/** Versions in a range: the first of each chart, or all of them. */
function fitting(
  results: readonly SearchResult[],
  { version, all }: { version: string; all: boolean },
): SearchResult[] {
  const range = parseRange(version);
  const seen = new Set<string>();
  return results.filter(({ name, chart }) => {
    if (!all && seen.has(name)) return false;
    const parsed = tryParseVersion(chart.version);
    if (parsed === undefined || !range.check(parsed)) return false;
    seen.add(name);
    return true;
  });
}

function parseRange(version: string): semver.Constraints {
  try {
    return semver.parseConstraints(version);
  } catch (error) {
    if (error instanceof GoError) throw new CommandError(`an invalid version/constraint format: ${error.message}`);
    throw error;
  }
}

function write({ flags, out }: CommandContext, results: readonly SearchResult[]): void {
  if (results.length === 0 && flags.bool("fail-on-no-result")) throw new CommandError("no results found");
  const columnWidthMax = flags.int("max-col-width");
  writeStructured(out, flags.string("output"), {
    table: () =>
      results.length === 0 ? "No results found" : formatTable([HEADER, ...results.map(rowOf)], { columnWidthMax }),
    value: () => results.map(valueOf),
  });
}

function rowOf({ name, chart }: SearchResult): string[] {
  return [name, chart.version, chart.appVersion, chart.description];
}

function valueOf({ name, chart }: SearchResult): Value {
  return new Map<string, Value>([
    ["name", name],
    ["version", chart.version],
    ["app_version", chart.appVersion],
    ["description", chart.description],
  ]);
}
