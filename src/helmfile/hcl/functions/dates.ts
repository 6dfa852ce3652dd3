/** Functions of timestamps (cty 1.19, function/stdlib/datetime.go). */
import { quote } from "../../../go/strconv/index.ts";
import { addDuration, formatTime, type GoTime, parseDuration, RFC3339 } from "../../../go/time/index.ts";
import { STRING } from "../values/type.ts";
import { string, textOf, type Value } from "../values/value.ts";
import { ArgumentError, blaming, type FunctionTable, parameter } from "./function.ts";
import { parseTimestamp } from "./timestamps.ts";

export const DATES: FunctionTable = {
  formatdate: { params: [parameter("format", STRING), parameter("time", STRING)], returns: STRING, call: formatDate },
  timeadd: { params: [parameter("timestamp", STRING), parameter("duration", STRING)], returns: STRING, call: addTime },
};

function addTime([timestamp, duration]: readonly Value[]): Value {
  if (timestamp === undefined || duration === undefined) return string("");
  const time = parseTimestamp(textOf(timestamp));
  return string(formatTime(addDuration(time, parseDuration(textOf(duration))), RFC3339));
}

/** A text in quotes (closed or not), a verb that is repeated, or anything else. */
const PIECE = /'(?:''|[^'])*'?|([a-zA-Z])\1*|[^a-zA-Z']+/g;

function formatDate([format, timestamp]: readonly Value[]): Value {
  if (format === undefined || timestamp === undefined) return string("");
  const time = blaming(1, () => parseTimestamp(textOf(timestamp)));
  const pieces = datePieces(textOf(format));
  return string(pieces.map((piece) => formatPiece(piece, time)).join(""));
}

/** Two quotes at the beginning of a piece are one of their own. */
function datePieces(format: string): readonly string[] {
  const pieces: string[] = [];
  for (let rest = format; rest !== "";) {
    const [found = rest] = rest.startsWith("''") ? ["''"] : (rest.match(PIECE) ?? []);
    pieces.push(found);
    rest = rest.slice(found.length);
  }
  return pieces;
}

function formatPiece(piece: string, time: GoTime): string {
  if (piece.startsWith("'")) return quotedPiece(piece);
  return /^[a-zA-Z]/.test(piece) ? formatVerb(piece, time) : piece;
}

function quotedPiece(piece: string): string {
  if (piece.length === 1 || !piece.endsWith("'")) throw new ArgumentError(0, "unterminated literal '");
  return piece === "''" ? "'" : piece.slice(1, -1).replaceAll("''", "'");
}

interface Verb {
  /** Go's layouts by how often the verb is repeated. */
  readonly layouts: Readonly<Record<number, string>>;
  readonly wanted: string;
}

/** What the layouts of Go have no word for is written between them: hours of one digit. */
const HOUR = "\u0000";

const VERBS: Readonly<Record<string, Verb>> = {
  Y: { layouts: { 2: "06", 4: "2006" }, wanted: 'year must either be "YY" or "YYYY"' },
  M: { layouts: { 1: "1", 2: "01", 3: "Jan", 4: "January" }, wanted: 'month must be "M", "MM", "MMM", or "MMMM"' },
  D: { layouts: { 1: "2", 2: "02" }, wanted: 'day of month must either be "D" or "DD"' },
  E: { layouts: { 3: "Mon", 4: "Monday" }, wanted: 'day of week must either be "EEE" or "EEEE"' },
  h: { layouts: { 1: HOUR, 2: "15" }, wanted: '24-hour must either be "h" or "hh"' },
  H: { layouts: { 1: "3", 2: "03" }, wanted: '12-hour must either be "H" or "HH"' },
  A: { layouts: { 2: "PM" }, wanted: 'must be "AA"' },
  a: { layouts: { 2: "pm" }, wanted: 'must be "aa"' },
  m: { layouts: { 1: "4", 2: "04" }, wanted: 'minute must either be "m" or "mm"' },
  s: { layouts: { 1: "5", 2: "05" }, wanted: 'second must either be "s" or "ss"' },
  Z: { layouts: { 1: "Z07:00", 3: "-0700", 4: "-0700", 5: "-07:00" }, wanted: "timezone must be Z, ZZZZ, or ZZZZZ" },
};

function formatVerb(piece: string, time: GoTime): string {
  const verb = VERBS[piece[0] ?? ""];
  const invalid = (reason: string): ArgumentError =>
    new ArgumentError(0, `invalid date format verb ${quote(piece)}${reason}`);
  if (verb === undefined) throw invalid("");
  const layout = verb.layouts[piece.length];
  if (layout === undefined) throw invalid(`: ${verb.wanted}`);
  if (layout === HOUR) return formatTime(time, "15").replace(/^0/, "");
  const text = formatTime(time, layout);
  return piece === "ZZZ" && text === "+0000" ? "UTC" : text;
}
