/**
 * Zones from the JavaScript engine's own tables, for places without a time zone database such as a browser.
 * Offsets are right; abbreviations are those of English (`EST`, `GMT+1`), which for many zones are not the database's.
 */
import type { Location, ZonePeriod, Zones } from "./location.ts";

export function intlZones(localName?: string): Zones {
  const name = localName ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { local: { ...(intlZone(name) ?? intlZone("UTC") ?? fail()), name: "Local" }, load: intlZone };
}

function fail(): never {
  throw new Error("Intl knows no UTC");
}

function intlZone(name: string): Location | undefined {
  try {
    const offsets = formatter(name, "longOffset");
    const names = formatter(name, "short");
    const lookup = (unixSeconds: number): ZonePeriod => lookupIn(offsets, names, unixSeconds);
    return { name, lookup, offsetOf: (abbreviation, at) => offsetOf(lookup, abbreviation, at) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function formatter(timeZone: string, timeZoneName: "longOffset" | "short"): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName });
}

/** Intl does not tell where a period ends: it is said to be this second, so that callers look again. */
function lookupIn(offsets: Intl.DateTimeFormat, names: Intl.DateTimeFormat, unixSeconds: number): ZonePeriod {
  const date = new Date(unixSeconds * 1000);
  const offset = parseOffset(zoneName(offsets, date));
  const abbreviation = zoneName(names, date)
    .replace(/^GMT([+-])(\d)$/, "$10$2")
    .replace(/^GMT(?=[+-])/, "");
  return { abbreviation, offset, isDst: false, start: unixSeconds, end: unixSeconds + 1 };
}

function zoneName(format: Intl.DateTimeFormat, date: Date): string {
  return format.formatToParts(date).find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** `GMT`, `GMT+01:00`, `GMT-00:44:30`. */
function parseOffset(text: string): number {
  const [, sign, hours, minutes, seconds = "0"] = /([+-])(\d+):(\d+)(?::(\d+))?/.exec(text) ?? [];
  if (sign === undefined) return 0;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === "-" ? -total : total;
}

const HALF_YEAR_SECONDS = 182 * 86400;

function offsetOf(lookup: Location["lookup"], abbreviation: string, at: number): number | undefined {
  for (const when of [at, at + HALF_YEAR_SECONDS]) {
    const period = lookup(when);
    if (period.abbreviation === abbreviation) return period.offset;
  }
  return undefined;
}
