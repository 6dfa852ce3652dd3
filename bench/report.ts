/** The table and the picture of one run of the benchmark. */
import type { Pair } from "./measure.ts";

export interface Row {
  readonly name: string;
  readonly peerName: string;
  /** The wall-time ratio that must not be exceeded. */
  readonly limit: number;
  readonly pair: Pair;
}

export function ratioOf(row: Row): number | undefined {
  return row.pair.peer === undefined ? undefined : row.pair.ours.wallMs / row.pair.peer.wallMs;
}

/** Within its limit in time, and not above the peer in memory. */
export function isMet(row: Row): boolean {
  const ratio = ratioOf(row);
  const ours = row.pair.ours.peakBytes ?? 0;
  const peer = row.pair.peer?.peakBytes ?? Number.POSITIVE_INFINITY;
  return ratio === undefined || (ratio <= row.limit && ours <= peer);
}

export function table(rows: readonly Row[]): string {
  const head = ["case", "lade ms", "peer ms", "ratio", "at most", "lade MB", "peer MB", "met"];
  const body = rows.map((row) => [
    row.name,
    row.pair.ours.wallMs.toFixed(1),
    row.pair.peer?.wallMs.toFixed(1) ?? "–",
    ratioOf(row)?.toFixed(3) ?? "–",
    row.limit.toString(),
    megabytes(row.pair.ours.peakBytes),
    megabytes(row.pair.peer?.peakBytes),
    isMet(row) ? "yes" : "NO",
  ]);
  const lines = [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? "–" : (bytes / 1e6).toFixed(0);
}

const ROW_HEIGHT = 44;
const LABEL_WIDTH = 260;
const BAR_WIDTH = 460;

/** Two bars a case: the peer's full length, ours in proportion. */
export function picture(rows: readonly Row[]): string {
  const compared = rows.filter((row) => row.pair.peer !== undefined);
  const height = compared.length * ROW_HEIGHT + 20;
  const bars = compared.map((row, at) => bar(row, 10 + at * ROW_HEIGHT)).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${LABEL_WIDTH + BAR_WIDTH + 120}" height="${height}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="#ffffff"/>
${bars}
</svg>
`;
}

function bar(row: Row, y: number): string {
  const peer = row.pair.peer?.wallMs ?? 0;
  const longest = Math.max(peer, row.pair.ours.wallMs);
  const width = (ms: number): number => Math.max(1, (ms / longest) * BAR_WIDTH);
  const line = (ms: number, { top, fill, text }: { top: number; fill: string; text: string }): string =>
    `<rect x="${LABEL_WIDTH}" y="${top}" width="${width(ms).toFixed(1)}" height="14" fill="${fill}"/>` +
    `<text x="${LABEL_WIDTH + width(ms) + 6}" y="${top + 12}" fill="#333333">${text}</text>`;
  return [
    `<text x="8" y="${y + 20}" fill="#111111">${escape(row.name)}</text>`,
    line(row.pair.ours.wallMs, { top: y, fill: "#1f7a5c", text: `lade ${row.pair.ours.wallMs.toFixed(0)} ms` }),
    line(peer, { top: y + 18, fill: "#9aa5b1", text: `${escape(row.peerName)} ${peer.toFixed(0)} ms` }),
  ].join("\n");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
