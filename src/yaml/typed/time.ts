/** Times in locks and in files of repositories: what encoding/json accepts for a `time.Time`, and how it writes one. */
import { GoError } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import { daysInMonth, formatTime as format, parseTime, RFC3339, RFC3339_NANO, UTC } from "../../go/time/index.ts";
import type { GoType } from "./go-type.ts";

/** Go's zero. */
export const ZERO_TIME = "0001-01-01T00:00:00Z";

/** As Go prints it again. A wrong one ends decoding at once, before errors about types that were met earlier. */
export const time: GoType<string> = {
  name: "time.Time",
  zero: () => ZERO_TIME,
  decode(value) {
    if (typeof value !== "string") throw failed("Time.UnmarshalJSON: input is not a JSON string");
    try {
      // Go parses what stands between the quotes, escapes and all.
      return canonicalTime(marshal(value).slice(1, -1));
    } catch (error) {
      if (error instanceof GoError) throw failed(error.message);
      throw error;
    }
  },
};

function failed(message: string): GoError {
  return new GoError(`error unmarshaling JSON: while decoding JSON: ${message}`);
}

const PLAIN = new RegExp(
  "^(\\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d" +
    "(?:\\.\\d+)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$",
);
const NANOSECOND_DIGITS = 9;

/** The time as Go prints it again: no trailing zeros, no digits beyond nanoseconds, `Z` for UTC. Throws Go's error. */
function canonicalTime(text: string): string {
  if (!isPlainTime(text)) return format(parseTime(RFC3339, text, { fallback: UTC, local: UTC }), RFC3339_NANO);
  const zoneAt = text.endsWith("Z") ? -1 : -6;
  const [moment = "", fraction = ""] = text.slice(0, zoneAt).split(".");
  const digits = fraction.slice(0, NANOSECOND_DIGITS).replace(/0+$/, "");
  const zone = text.slice(zoneAt);
  const offset = zone === "+00:00" || zone === "-00:00" ? "Z" : zone;
  return `${moment}${digits === "" ? "" : `.${digits}`}${offset}`;
}

/** Whether it is a time in the form that Helm itself writes: nearly all are, and need no parsing. */
export function isPlainTime(text: string): boolean {
  const match = PLAIN.exec(text);
  if (match === null) return false;
  const day = Number(match[3]);
  return day <= DAYS_OF_EVERY_MONTH || day <= daysInMonth(Number(match[1]), Number(match[2]));
}

const DAYS_OF_EVERY_MONTH = 28;

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
