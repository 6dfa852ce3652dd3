/** Dates and times of TOML, and the made-up zones that tell local ones apart (BurntSushi/toml v1.6.0). */
import { attempt } from "../go/index.ts";
import { fixedZone, type GoTime, type Location, parseTime } from "../go/time/index.ts";

/** The zones of times without one, by the name BurntSushi/toml gives them. */
export const LOCAL_DATETIME = "datetime-local";
export const LOCAL_DATE = "date-local";
export const LOCAL_TIME = "time-local";

/** What is local for a reader of TOML. */
export interface LocalZone {
  readonly location: Location;
  /** Seconds east of UTC at the moment: it is given to all local times. */
  readonly offset: number;
}

/** Layouts in the order in which they are tried, and the zone of what they read. */
const LAYOUTS: readonly (readonly [layout: string, zone: string])[] = [
  ["2006-01-02T15:04:05.999999999Z07:00", ""],
  ["2006-01-02T15:04:05.999999999", LOCAL_DATETIME],
  ["2006-01-02", LOCAL_DATE],
  ["15:04:05.999999999", LOCAL_TIME],
  ["2006-01-02T15:04Z07:00", ""],
  ["2006-01-02T15:04", LOCAL_DATETIME],
  ["15:04", LOCAL_TIME],
];

/** `undefined` for a text that is no date. */
export function datetimeValue(text: string, local: LocalZone): GoTime | undefined {
  for (const [layout, zone] of LAYOUTS) {
    const location = zone === "" ? local.location : fixedZone(zone, local.offset);
    const time = tryParse(layout, text, location);
    if (time !== undefined) return hasAllDigits(text, layout) ? time : undefined;
  }
  return undefined;
}

/** How dates are written before they are read: `T` and `Z` in capitals, no space. */
export function normalizeDatetime(text: string): string {
  return text.replaceAll("z", "Z").replace(/[t ]/g, "T");
}

function tryParse(layout: string, text: string, location: Location): GoTime | undefined {
  return attempt(() => parseTime(layout, text, { fallback: location, local: location }));
}

/** Go's time reads hours of one digit; in TOML the separators stand where the layout has them. */
function hasAllDigits(text: string, layout: string): boolean {
  for (let i = 0; i < layout.length; i++) {
    const expected = layout.charAt(i);
    if (expected === "." || expected === "Z") return true;
    if (!/\d/.test(expected) && text[i] !== expected) return false;
  }
  return true;
}
