/** Times in index files: what encoding/json accepts for a `time.Time`, and how it writes one. */
import { GoError } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";

export const ZERO_TIME = "0001-01-01T00:00:00Z";

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:\d\d)$/;
const NANOSECOND_DIGITS = 9;

/** The time as Go prints it again: no trailing zeros, no digits beyond nanoseconds, `Z` for UTC. Throws Go's error. */
export function canonicalTime(text: string): string {
  const match = RFC3339.exec(text);
  if (match === null || !isRealTime(match)) throw new GoError(problem(text));
  const [, year, month, day, hour, minute, second, fraction = "", zone = ""] = match;
  const digits = fraction.slice(0, NANOSECOND_DIGITS).replace(/0+$/, "");
  const offset = zone === "+00:00" || zone === "-00:00" ? "Z" : zone;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${digits === "" ? "" : `.${digits}`}${offset}`;
}

function isRealTime(match: RegExpExecArray): boolean {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth && hour < 24 && minute < 60 && second < 60;
}

/** `time.Parse` says which part of the layout the text stops fitting. */
function problem(text: string): string {
  const layout = "2006-01-02T15:04:05Z07:00";
  const elements = ["2006", "-", "01", "-", "02", "T", "15", ":", "04", ":", "05", "Z07:00"];
  let rest = text;
  for (const element of elements) {
    const fits = element.length > 1 && element !== "Z07:00" ? new RegExp(`^\\d{${element.length}}`) : undefined;
    const length =
      fits === undefined ? (rest.startsWith(element) ? element.length : 0) : (fits.exec(rest)?.[0].length ?? 0);
    if (length === 0) {
      return `parsing time ${quote(text)} as ${quote(layout)}: cannot parse ${quote(rest)} as ${quote(element)}`;
    }
    rest = rest.slice(length);
  }
  return `parsing time ${quote(text)}: out of range`;
}

/** A moment with the zone's offset, as Go prints `time.Now()` in JSON. */
export function formatTime(epochMs: number, offsetMinutes: number): string {
  const local = new Date(epochMs + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const micros = Math.round((epochMs - Math.floor(epochMs / 1000) * 1000) * 1000);
  const fraction = String(micros).padStart(6, "0").replace(/0+$/, "");
  return `${local}${fraction === "" ? "" : `.${fraction}`}${formatOffset(offsetMinutes)}`;
}

function formatOffset(minutes: number): string {
  if (minutes === 0) return "Z";
  const two = (n: number): string => String(n).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
