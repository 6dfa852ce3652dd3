/** Searching repositories for charts (helm pkg/cmd/search): text anywhere in name, repository, description or keywords. */
import { compile } from "../../go/regexp/index.ts";
import { compareStrings } from "../../go/index.ts";
import * as path from "../../go/path/index.ts";
import { tryParseVersion, type ChartVersion } from "./chart-version.ts";
import type { IndexFile } from "./index-file.ts";

export interface SearchResult {
  /** `repository/chart`. */
  readonly name: string;
  /** In which part it was found: lower is better. */
  readonly score: number;
  readonly chart: ChartVersion;
}

const SEPARATOR = "\v";
/** Scores from here on are no match. */
const SCORE_MAX = 25;

export class SearchIndex {
  /** By `repository/chart` and version. */
  readonly #charts = new Map<string, { name: string; line: string; chart: ChartVersion }>();

  addRepository(repository: string, index: IndexFile): void {
    for (const [chart, versions] of index.entries) {
      const key = path.join(repository, chart);
      // Helm keeps the version behind the name, and cuts the name off there again.
      const name = key.split("$$", 1)[0] ?? "";
      for (const version of versions) {
        this.#charts.set(`${key}$$${version.version}`, { name, line: lineOf(repository, version), chart: version });
      }
    }
  }

  all(): SearchResult[] {
    return [...this.#charts.values()].map(({ name, chart }) => ({ name, chart, score: 0 }));
  }

  searchText(term: string): SearchResult[] {
    const wanted = term.toLowerCase();
    return this.#search(
      (line) => line.toLowerCase().indexOf(wanted),
      (line) => line.toLowerCase(),
    );
  }

  /** Throws `GoError` for what is no expression. */
  searchExpression(expression: string): SearchResult[] {
    const pattern = compile(expression);
    return this.#search(
      (line) => pattern.index(line),
      (line) => line,
    );
  }

  #search(find: (line: string) => number, shown: (line: string) => string): SearchResult[] {
    const results: SearchResult[] = [];
    for (const { name, line, chart } of this.#charts.values()) {
      const at = find(line);
      if (at < 0) continue;
      const score = scoreOf(at, shown(line));
      if (score < SCORE_MAX) results.push({ name, score, chart });
    }
    return results;
  }
}

function lineOf(repository: string, { name, description, keywords }: ChartVersion): string {
  return [name, `${repository}/${name}`, description, keywords.join(" ")].join(SEPARATOR);
}

/** How many parts end before the match. */
function scoreOf(at: number, line: string): number {
  let score = 0;
  for (let i = line.indexOf(SEPARATOR); i >= 0 && i < at; i = line.indexOf(SEPARATOR, i + 1)) score++;
  return score;
}

/** Best first, then by name, then newest first. */
export function sortResults(results: SearchResult[]): SearchResult[] {
  return results.sort(
    (a, b) => a.score - b.score || compareStrings(a.name, b.name) || compareVersions(a.chart.version, b.chart.version),
  );
}

function compareVersions(a: string, b: string): number {
  const [x, y] = [tryParseVersion(a), tryParseVersion(b)];
  return x === undefined || y === undefined ? 0 : y.compare(x);
}
