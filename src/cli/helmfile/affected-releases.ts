/** What became of releases, and the tables that tell of it (pkg/state/state.go, `DisplayAffectedReleases`). */
import { formatDuration } from "../../go/time/index.ts";
import type { Release } from "../../helmfile/index.ts";
import type { HelmfileContext } from "./settings.ts";

/** A release that was worked on. */
export interface Affected {
  readonly release: Release;
  /** Of the chart, as Helm shows it afterwards. */
  version: string;
  durationMs: number;
}

export class AffectedReleases {
  readonly upgraded: Affected[] = [];
  readonly reinstalled: Affected[] = [];
  readonly deleted: Affected[] = [];
  readonly failed: Affected[] = [];
  deleteFailed: Affected[] = [];

  /** As Helmfile counts: the one before is forgotten, and those that failed otherwise are counted, too. */
  addDeleteFailed(affected: Affected): void {
    this.deleteFailed = [...this.failed, affected];
  }

  show({ log, settings, terminal }: Pick<HelmfileContext, "log" | "settings" | "terminal">): void {
    const isColored = !settings.noColor && (settings.color || terminal.errIsTerminal);
    const tables: [string, string][] = [
      ["Updated Releases", releaseTable(this.upgraded)],
      ["Reinstalled Releases", releaseTable(this.reinstalled)],
      ["Deleted Releases", deletionTable(this.deleted)],
      ["Failed Releases", releaseTable(this.failed, (chart) => chart)],
      ["Failed to Delete Releases", deletionTable(this.deleteFailed)],
    ];
    for (const [title, table] of tables) {
      if (table === "") continue;
      log.info(`\n${heading(title, table, isColored)}`);
      log.info(table);
    }
  }
}

const [BOLD_BLUE, RESET] = ["\u001B[1m\u001B[34m", "\u001B[0m"];

/** In the middle of a line as wide as the table. */
function heading(title: string, table: string, isColored: boolean): string {
  const width = Math.max(...table.split("\n").map((line) => Bun.stringWidth(line.replace(/ +$/, ""))));
  const content = ` ${title} `;
  const missing = width - content.length;
  const [left, right] = missing <= 0 ? [10, 10] : [Math.floor(missing / 2), Math.ceil(missing / 2)];
  const text = "=".repeat(left) + content + "=".repeat(right);
  return isColored ? BOLD_BLUE + text + RESET : text;
}

function releaseTable(affected: readonly Affected[], shown = withoutCredentials): string {
  const rows = affected.map(({ release, version, durationMs }) => {
    const { name = "", namespace = "", chart = "" } = release;
    return [name, namespace, shown(chart), version, seconds(durationMs)];
  });
  return tabled(["NAME", "NAMESPACE", "CHART", "VERSION", "DURATION"], rows);
}

function deletionTable(affected: readonly Affected[]): string {
  const rows = affected.map(({ release: { name = "", namespace = "" }, durationMs }) => {
    return [name, namespace, seconds(durationMs)];
  });
  return tabled(["NAME", "NAMESPACE", "DURATION"], rows);
}

/** In whole seconds. */
function seconds(ms: number): string {
  const NANOSECONDS = 1_000_000_000n;
  return formatDuration(BigInt(Math.round(ms / 1000)) * NANOSECONDS);
}

function withoutCredentials(chart: string): string {
  return chart.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, "$1---:---@");
}

const WIDTH_MIN = 6;
const GAP = "   ";

/** Columns as wide as their cells, the last one to the right; nothing where there are no rows. */
function tabled(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const all = [head, ...rows];
  const widths = head.map((_, i) =>
    Math.max(WIDTH_MIN * (i === 0 ? 0 : 1), ...all.map((row) => Bun.stringWidth(row[i] ?? ""))),
  );
  const cell = (text: string, i: number): string => {
    const gap = " ".repeat(Math.max(0, (widths[i] ?? 0) - Bun.stringWidth(text)));
    return i === head.length - 1 ? gap + text : text + gap;
  };
  return all.map((row) => `${row.map(cell).join(GAP)}\n`).join("");
}
