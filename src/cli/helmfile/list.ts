/** `helmfile list`: the releases of all state files (pkg/app/app.go, `ListReleases`). */
import { compareStrings, within } from "../../go/index.ts";
import * as json from "../../go/json/index.ts";
import { conditionHolds, isDesired, lockedState, type Release, type State, type World } from "../../helmfile/index.ts";
import { formatTable } from "../output/table.ts";
import { withGlobalHooks } from "./prepare-charts.ts";
import type { HelmfileContext } from "./settings.ts";
import { forEachSite } from "./visit.ts";

/** Charts are not needed for it. */
const NOTHING = (): void => undefined;

interface Row {
  readonly name: string;
  readonly namespace: string;
  readonly enabled: boolean;
  readonly installed: boolean;
  readonly labels: string;
  readonly chart: string;
  readonly version: string;
}

export async function run(context: HelmfileContext): Promise<void> {
  const rows: Row[] = [];
  await forEachSite(context, { filter: { includeNeeds: false } }, async ({ state, world }) => {
    const add = (): void => {
      const locked = resolved(world, state);
      rows.push(...(locked.spec.releases ?? []).map((release) => rowOf(release, locked)));
    };
    if (context.flags.bool("skip-charts")) add();
    else await withGlobalHooks({ world, state }, "list", NOTHING, add);
    return false;
  });
  rows.sort((a, b) => compareStrings(a.namespace, b.namespace) || compareStrings(a.name, b.name));
  const isJson = context.flags.string("output") === "json";
  context.out.write(`${isJson ? asJson(rows) : asTable(rows)}\n`);
}

function resolved(world: World, state: State): State {
  return within(`unable to resolve dependencies for ${state.path}`, () => lockedState(world, state));
}

function rowOf(release: Release, { values }: State): Row {
  const { name = "", namespace = "", chart = "", version = "", labels = new Map<string, string>() } = release;
  const sorted = [...labels].sort(([a], [b]) => compareStrings(a, b)).map(([key, value]) => `${key}:${value}`);
  const state = { enabled: conditionHolds(release, values), installed: isDesired(release) };
  return { name, namespace, ...state, labels: sorted.join(",").replace(/^,+|,+$/g, ""), chart, version };
}

/** Go's nil slice is null. */
function asJson(rows: readonly Row[]): string {
  if (rows.length === 0) return "null";
  return `[${rows
    .map(
      (row) =>
        `{${Object.entries(row)
          .map(([key, value]) => `${json.marshal(key)}:${json.marshal(value)}`)
          .join(",")}}`,
    )
    .join(",")}]`;
}

const HEAD = ["NAME", "NAMESPACE", "ENABLED", "INSTALLED", "LABELS", "CHART", "VERSION"];

function asTable(rows: readonly Row[]): string {
  const table = formatTable([HEAD, ...rows.map((row) => Object.values(row).map(String))], { columnWidthMax: 0 });
  return table.replace(/[ \t]+$/gm, "");
}
