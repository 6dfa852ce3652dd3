/** The words of `lade why`. */
import { formatPosition, type Origin, type Position } from "../../base/index.ts";
import type { Read } from "../../go/template/index.ts";
import { MASK, maskedAssignment } from "../masked.ts";
import type { Scalar } from "./documents.ts";
import { chainOf, type Piece, readsOf } from "./explain.ts";
import { formatPath } from "./target.ts";

const TEXT_LENGTH_MAX = 60;

export interface FormatOptions {
  /** Nobody shall see values: neither the field's nor those of flags. */
  readonly hidesValues?: boolean;
}

/** The explanation of one scalar, as lines. */
export function formatExplanation(
  scalar: Scalar,
  pieces: readonly Piece[],
  { hidesValues = false }: FormatOptions = {},
): string {
  const lines = [`${formatPath(scalar.path)}: ${hidesValues ? MASK : shorten(scalar.value)}`];
  for (const chain of distinctChains(pieces))
    lines.push(...chain.map((at, i) => `  ${i === 0 ? "written by" : "through   "} ${at}`));
  for (const read of readsOf(pieces)) lines.push(...formatRead(read, hidesValues));
  return `${lines.join("\n")}\n`;
}

/** One line of a text, not too long. */
export function shorten(text: string): string {
  const line = text.includes("\n") ? `${text.slice(0, text.indexOf("\n"))}…` : text;
  return line.length > TEXT_LENGTH_MAX ? `${line.slice(0, TEXT_LENGTH_MAX)}…` : line;
}

/** The lines that wrote the text; what stands around them in the template only where nothing else does. */
function distinctChains(pieces: readonly Piece[]): string[][] {
  const telling = pieces.some(({ literal }) => !literal) ? pieces.filter(isTelling) : pieces;
  const chains = new Map<string, string[]>();
  for (const { positions } of telling) {
    const chain = dedupe(positions.map((position: Position) => formatPosition(position)));
    chains.set(chain.join(), chain);
  }
  return [...chains.values()];
}

/** Words of another template are, but not what stands between two actions. */
function isTelling({ literal, positions, reads, text }: Piece): boolean {
  return !literal || (positions.length > 1 && reads.length === 0 && /\w/.test(text));
}

function dedupe(places: readonly string[]): string[] {
  return places.filter((place, i) => place !== places[i - 1]);
}

function formatRead({ path, origin, isKey }: Read, hidesValues: boolean): string[] {
  const reads = `  reads      ${isKey === true ? "the key " : ""}${path}`;
  if (origin === undefined) return [reads, "    set by   nobody"];
  // A subchart's values are laid under its parent's twice where something is imported from it.
  const [winner = "", ...losers] = new Set(chainOf(origin).map((each) => formatSource(each, hidesValues)));
  return [reads, `    set by   ${winner}`, ...losers.map((loser) => `    overrode ${loser}`)];
}

export function formatSource({ source }: Origin, hidesValues = false): string {
  switch (source.kind) {
    case "file":
      return formatPosition(source.position);
    case "flag":
      return `${source.flag} ${hidesValues ? maskedAssignment(source.text) : source.text}`;
    case "builtin":
      return source.name;
  }
}
