/** Time.Format and the textual forms of a time (Go 1.26 format.go). */
import { MONTHS, WEEKDAYS } from "./civil.ts";
import { quoteBytes } from "./duration.ts";
import { isFraction, isOffset, parseLayout } from "./layout.ts";
import { type Location, UTC } from "./location.ts";
import { type Fields, fieldsOf, type GoTime } from "./time.ts";

export const RFC3339 = "2006-01-02T15:04:05Z07:00";
export const RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";
const STRING_LAYOUT = "2006-01-02 15:04:05.999999999 -0700 MST";

export function formatTime(time: GoTime, layout: string): string {
  const fields = fieldsOf(time);
  let text = "";
  for (const { literal, element } of parseLayout(layout)) {
    text += literal + formatElement(element, time, fields);
  }
  return text;
}

function formatElement(element: string, time: GoTime, fields: Fields): string {
  const simple = SIMPLE[element];
  if (simple !== undefined) return simple(fields);
  if (element === "") return "";
  if (isFraction(element)) return formatFraction(element, time.nanoseconds);
  const period = time.location.lookup(time.seconds);
  if (isOffset(element)) return formatOffset(element, period.offset);
  return period.abbreviation === "" ? formatOffset("-0700", period.offset) : period.abbreviation; // MST
}

const SIMPLE: Record<string, (fields: Fields) => string> = {
  "2006": ({ year }) => padded(year, 4),
  "06": ({ year }) => padded(Math.abs(year) % 100, 2),
  January: ({ month }) => MONTHS[month - 1] ?? "",
  Jan: ({ month }) => (MONTHS[month - 1] ?? "").slice(0, 3),
  "1": ({ month }) => String(month),
  "01": ({ month }) => padded(month, 2),
  Monday: ({ weekday }) => WEEKDAYS[weekday] ?? "",
  Mon: ({ weekday }) => (WEEKDAYS[weekday] ?? "").slice(0, 3),
  "2": ({ day }) => String(day),
  _2: ({ day }) => String(day).padStart(2, " "),
  "02": ({ day }) => padded(day, 2),
  __2: ({ yearDay }) => String(yearDay).padStart(3, " "),
  "002": ({ yearDay }) => padded(yearDay, 3),
  "15": ({ hour }) => padded(hour, 2),
  "3": ({ hour }) => String(hour % 12 || 12),
  "03": ({ hour }) => padded(hour % 12 || 12, 2),
  "4": ({ minute }) => String(minute),
  "04": ({ minute }) => padded(minute, 2),
  "5": ({ second }) => String(second),
  "05": ({ second }) => padded(second, 2),
  PM: ({ hour }) => (hour >= 12 ? "PM" : "AM"),
  pm: ({ hour }) => (hour >= 12 ? "pm" : "am"),
};

function padded(value: number, width: number): string {
  const digits = String(Math.abs(value)).padStart(width, "0");
  return value < 0 ? `-${digits}` : digits;
}

/** `.000` keeps its digits, `.999` drops trailing zeros and with them the point. */
function formatFraction(element: string, nanoseconds: number): string {
  const digits = String(nanoseconds)
    .padStart(9, "0")
    .slice(0, element.length - 1);
  if (element[1] === "0") return element.charAt(0) + digits;
  const trimmed = digits.replace(/0+$/, "");
  return trimmed === "" ? "" : element.charAt(0) + trimmed;
}

/** `element` says which of hours, minutes and seconds are shown, and whether with colons; `Z` shows UTC as `Z`. */
function formatOffset(element: string, offset: number): string {
  if (offset === 0 && element.startsWith("Z")) return "Z";
  const minutes = Math.trunc(offset / 60);
  const size = Math.abs(minutes);
  const colon = element.includes(":") ? ":" : "";
  const digits = element.replace(/\D/g, "").length;
  let text = (minutes < 0 ? "-" : "+") + padded(Math.trunc(size / 60), 2);
  if (digits >= 4) text += colon + padded(size % 60, 2);
  // Go decides the sign by whole minutes, so an offset of less than one shows its seconds as they are.
  if (digits === 6) text += colon + padded((minutes < 0 ? -offset : offset) % 60, 2);
  return text;
}

/** What printing a time gives; times from the clock end in `m=+0.012345678`. */
export function timeString(time: GoTime): string {
  const text = formatTime(time, STRING_LAYOUT);
  return time.monotonic === undefined ? text : `${text} m=${monotonicString(time.monotonic)}`;
}

function monotonicString(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const fraction = (size % 1_000_000_000n).toString().padStart(9, "0");
  return `${nanoseconds < 0n ? "-" : "+"}${size / 1_000_000_000n}.${fraction}`;
}

/** What `%#v` gives. `local` is the location that Go calls time.Local. */
export function timeGoString(time: GoTime, local: Location): string {
  const { year, month, day, hour, minute, second } = fieldsOf(time);
  const numbers = [day, hour, minute, second, time.nanoseconds].join(", ");
  return `time.Date(${year}, time.${MONTHS[month - 1]}, ${numbers}, ${goZone(time, local)})`;
}

function goZone({ location }: GoTime, local: Location): string {
  if (location === UTC) return "time.UTC";
  return location === local ? "time.Local" : `time.Location(${quoteBytes(location.name)})`;
}
