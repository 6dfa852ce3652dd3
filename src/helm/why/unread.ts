/**
 * Keys of the user's values that nothing reads. A key counts as known when a template read it, something above it or something
 * below it, and when the chart's own values have it: charts read some of theirs only under other conditions.
 */
import { formatPosition, type Origins, type Position } from "../../base/index.ts";
import type { TracedText } from "../../go/template/index.ts";
import type { GoMap, Value } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";
import { nearest } from "./nearest.ts";
import { collectReads, type Reads } from "./reads.ts";

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
}

export function unreadKeys(release: TracedRelease): UnreadKey[] {
  return new Search(release).find();
}

/** Where the search stands. */
interface Place {
  /** What the charts themselves have at this place. */
  readonly known: readonly Value[];
  /** The chart whose values these are. */
  readonly owner: Chart;
  /** The same, at the top of its values: there its subcharts' values stand too. */
  readonly chart: Chart | undefined;
  readonly path: readonly string[];
}

interface Entry {
  readonly key: string;
  readonly value: Value;
  readonly maps: readonly GoMap[];
  readonly place: Place;
}

/** Keys at the top that Helm reads. */
const FOR_HELM = ["global", "tags", "enabled"];

/** How many names stand before a chart's own keys in the root chart's values. */
function depthOf({ parent }: Chart): number {
  return parent === undefined ? 0 : depthOf(parent) + 1;
}

class Search {
  readonly #release: TracedRelease;
  readonly #reads: Reads;
  readonly #found: UnreadKey[] = [];

  constructor(release: TracedRelease) {
    this.#release = release;
    this.#reads = collectReads(release.chart, release.outputs);
  }

  find(): UnreadKey[] {
    const { chart, values } = this.#release;
    this.#visit(values, { known: [chart.values], owner: chart, chart, path: [] });
    return this.#found;
  }

  #visit(values: GoMap, place: Place): void {
    const maps = place.known.filter((map) => map instanceof Map);
    // A map for which the chart has no keys may hold anything.
    const anything = place.chart === undefined && maps.every((map) => map.size === 0);
    if (!anything) for (const [key, value] of values) this.#check(values, { key, value, maps, place });
  }

  #check(values: GoMap, { key, value, maps, place }: Entry): void {
    const path = [...place.path, key];
    const subchart = place.chart?.dependencies.find(({ name }) => name === key);
    if (subchart !== undefined) {
      const known = [subchart.values, ...maps.map((map) => map.get(key))];
      if (value instanceof Map) this.#visit(value, { known, owner: subchart, chart: subchart, path });
    } else if (place.chart === undefined || !FOR_HELM.includes(key)) {
      const isKnown = maps.some((map) => map.has(key));
      const relative = path.slice(depthOf(place.owner));
      if (!isKnown && !this.#reads.reads(place.owner.fullPath, relative)) this.#report(values, { key, path, maps });
      else if (isKnown && value instanceof Map) {
        const known = maps.map((map) => map.get(key));
        this.#visit(value, { known, owner: place.owner, chart: undefined, path });
      }
    }
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
