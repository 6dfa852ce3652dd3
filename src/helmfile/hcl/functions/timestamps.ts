/** Timestamps as cty reads them: RFC 3339 to the letter (cty 1.19, function/stdlib/datetime.go, datetime_rfc3339.go). */
import { GoError } from "../../../go/index.ts";
import { quote, unquote } from "../../../go/strconv/index.ts";
import { type GoTime, parseTime, RFC3339, UTC } from "../../../go/time/index.ts";

/** Throws `GoError`. */
export function parseTimestamp(text: string): GoTime {
  try {
    const time = parseTime(RFC3339, text, { fallback: UTC, local: UTC });
    checkStrictly(text);
    return time;
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`not a valid RFC3339 timestamp${explained(error.message, text)}`);
  }
}

/** What Go's time.Parse lets pass: hours of one digit, a comma before the fraction, offsets that do not exist. */
function checkStrictly(text: string): void {
  const [, hour = "", comma = "", offset = ""] = /T(\d+):\d\d:\d\d(,?)[^]*?([+-]\d\d:\d\d)?$/.exec(text) ?? [];
  if (hour.length === 1) throw cannotParse(hour, "15");
  if (comma !== "") throw cannotParse(",", ".");
  if (offset !== "" && (Number(offset.slice(1, 3)) >= 24 || Number(offset.slice(4)) >= 60))
    throw cannotParse(offset, "Z07:00");
}

function cannotParse(value: string, element: string): GoError {
  return new GoError(`cannot parse ${quote(value)} as ${quote(element)}`);
}

const CANNOT_PARSE = /cannot parse ("(?:\\.|[^"\\])*") as ("(?:\\.|[^"\\])*")$/;
const OUT_OF_RANGE = /: ([a-z -]+) out of range$/;
const EXTRA = /: extra text: ("(?:\\.|[^"\\])*")$/;

/** What Go has read where it finds a part out of range, and the part's layout. */
const READ: Readonly<Record<string, readonly [RegExp, string]>> = {
  month: [/^.{7}/, "01"],
  hour: [/^[^T]*T\d\d?/, "15"],
  minute: [/^[^:]*:\d\d/, "04"],
  second: [/^[^:]*:\d\d:\d\d/, "05"],
  "time zone offset hour": [/^[^T]*T[^+-]*.\d\d:\d\d/, "Z07:00"],
  "time zone offset minute": [/^[^T]*T[^+-]*.\d\d:\d\d/, "Z07:00"],
};

/** Go's message in cty's words, which name what was not read yet. */
function explained(message: string, text: string): string {
  const [, value, element] = CANNOT_PARSE.exec(message) ?? [];
  if (value !== undefined && element !== undefined) return `: ${misread(unquote(value), unquote(element))}`;
  const part = OUT_OF_RANGE.exec(message)?.[1] ?? "";
  const [read, layout] = READ[part] ?? [];
  if (read !== undefined && layout !== undefined) return `: ${misread(text.replace(read, ""), layout)}`;
  const extra = EXTRA.exec(message)?.[1];
  return extra === undefined ? `: ${part} out of range` : `: ${misread(unquote(extra), "")}`;
}

const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ["2006", "year"],
  ["01", "month"],
  ["02", "day of month"],
  ["15", "hour"],
  ["04", "minute"],
  ["05", "second"],
  ["Z07:00", "UTC offset"],
]);

function misread(value: string, element: string): string {
  if (element === "T") return "missing required time introducer 'T'";
  if (element === ":" || element === "-")
    return value === ""
      ? `end of string where ${quote(element)} is expected`
      : `found ${quote(value)} where ${quote(element)} is expected`;
  const what = ELEMENTS.get(element) ?? "timestamp segment";
  if (value === "") return `end of string before ${what}`;
  if (what === "hour" && value.includes(":")) return "hour must be between 0 and 23 inclusive";
  if ((what === "hour" || what === "minute") && value.length !== 2) return `${what} must have exactly two digits`;
  return `cannot use ${quote(value)} as ${what}`;
}
