/**
 * Keys of the user's values that nothing reads. A key counts as known when a template read it, something above it or something
 * below it, and when the chart's own values have it: charts read some of theirs only under other conditions.
 */
import { formatPosition, type Origins, type Position } from "../../base/index.ts";
import type { TracedText } from "../../go/template/index.ts";
import type { GoMap, Value } from "../../go/value.ts";
import type { Chart } from "../chart/chart.ts";
import { nearest } from "./nearest.ts";

export interface UnreadKey {
  readonly path: readonly string[];
  /** `undefined` for a key from the command line. */
  readonly position: Position | undefined;
  readonly flag: string | undefined;
  /** The nearest key that the chart knows at that place. */
  readonly nearest: string | undefined;
}

export interface TracedRelease {
  readonly chart: Chart;
  /** Coalesced. */
  readonly values: GoMap;
  readonly origins: Origins;
  readonly outputs: ReadonlyMap<string, TracedText>;
  /** Every path that was read, as a template would write it from the root chart's `.Values`. */
  readonly read: ReadonlySet<string>;
}

export function unreadKeys(release: TracedRelease): UnreadKey[] {
  return new Search(release).find();
}

class Search {
  readonly #release: TracedRelease;
  readonly #found: UnreadKey[] = [];

  constructor(release: TracedRelease) {
    this.#release = release;
  }

  find(): UnreadKey[] {
    const { chart, values } = this.#release;
    this.#visit(values, { known: [chart.values], chart, path: [] });
    return this.#found;
  }

  #visit(values: GoMap, at: { known: readonly Value[]; chart: Chart | undefined; path: readonly string[] }): void {
    const maps = at.known.filter((map) => map instanceof Map);
    // A chart that gives no keys for a map lets anything stand in it.
    if (maps.every((map) => map.size === 0) && at.path.length > 0 && at.chart === undefined) return;
    for (const [key, value] of values) this.#check(values, { key, value, maps, at });
  }

  #check(
    values: GoMap,
    step: {
      key: string;
      value: Value;
      maps: readonly GoMap[];
      at: { chart: Chart | undefined; path: readonly string[] };
    },
  ): void {
    const { key, value, maps, at } = step;
    const path = [...at.path, key];
    const subchart = at.chart?.dependencies.find(({ name }) => name === key);
    if (subchart !== undefined) {
      const known = [subchart.values, ...maps.map((map) => map.get(key))];
      if (value instanceof Map) this.#visit(value, { known, chart: subchart, path });
      return;
    }
    if (at.chart !== undefined && (key === "global" || key === "tags" || key === "enabled")) return;
    const isKnown = maps.some((map) => map.has(key));
    if (!isKnown && !this.#isRead(path)) return this.#report(values, { key, path, maps });
    if (value instanceof Map && isKnown) {
      this.#visit(value, { known: maps.map((map) => map.get(key)), chart: undefined, path });
    }
  }

  #isRead(path: readonly string[]): boolean {
    const wanted = `.Values.${path.join(".")}`;
    const { read } = this.#release;
    if (read.has(wanted)) return true;
    for (const one of read) if (one.startsWith(`${wanted}.`) || one.startsWith(`${wanted}[`)) return true;
    return false;
  }

  #report(values: GoMap, { key, path, maps }: { key: string; path: readonly string[]; maps: readonly GoMap[] }): void {
    const source = this.#release.origins.of(values, key)?.source;
    const close = nearest(
      key,
      maps.flatMap((map) => [...map.keys()]),
    );
    this.#found.push({
      path,
      position: source?.kind === "file" ? source.position : undefined,
      flag: source?.kind === "flag" ? `${source.flag} ${source.text}` : undefined,
      nearest: close,
    });
  }
}

/** `[WARNING] prod.yaml:3:1: nothing reads image.tga; the nearest key is image.tag` */
export function formatUnread({ path, position, flag, nearest: close }: UnreadKey): string {
  const where = position === undefined ? (flag ?? "values") : formatPosition(position);
  const hint = close === undefined ? "" : `; the nearest key is ${[...path.slice(0, -1), close].join(".")}`;
  return `[WARNING] ${where}: nothing reads ${path.join(".")}${hint}`;
}
