/** Sprig v3.3.0's date functions (date.go). */
import { func, type FuncMap, GoError, Int, type Struct, type Value } from "../go/index.ts";
import { parseInt as parseGoInt, NumError } from "../go/strconv/index.ts";
import {
  addDuration,
  asTime,
  currentTime,
  formatDuration,
  formatTime,
  type GoTime,
  HOUR,
  inLocation,
  loadLocation,
  MINUTE,
  parseDuration,
  parseTime,
  parseTimeOrZero,
  roundDuration,
  SECOND,
  subtract,
  timeValue,
  unixTime,
  UTC,
  ZERO_TIME,
} from "../go/time/index.ts";
import { functionMap } from "./function-map.ts";
import type { SprigPorts } from "./ports.ts";

const HTML_DATE = "2006-01-02";

type DatePorts = Pick<SprigPorts, "clock" | "zones">;

export function dateFunctions(ports: DatePorts): FuncMap {
  const { zones } = ports;
  const inZone = (layout: string, date: Value, zone: string): string => dateInZone(ports, { layout, date, zone });
  const value = (time: GoTime): Struct => timeValue(time, zones.local);
  // The machine's zone is read when a date is asked for.
  const options = () => ({ fallback: zones.local, local: zones.local });
  const modify = (text: string, date: Struct): Value => value(addDuration(timeOf(date), durationOrZero(text)));
  const mustModify = (text: string, date: Struct): Value => value(addDuration(timeOf(date), parseDuration(text)));
  return functionMap([
    func("now", "", () => value(currentTime(ports.clock, zones.local))),
    func("ago", "interface {}", (date: Value) => ago(ports, date)),
    func("date", "string, interface {}", (layout: string, date: Value) => inZone(layout, date, "Local")),
    func("date_in_zone", "string, interface {}, string", inZone),
    func("dateInZone", "string, interface {}, string", inZone),
    func("date_modify", "string, time.Time", modify),
    func("dateModify", "string, time.Time", modify),
    func("must_date_modify", "string, time.Time", mustModify),
    func("mustDateModify", "string, time.Time", mustModify),
    func("duration", "interface {}", duration),
    func("durationRound", "interface {}", (age: Value) => durationRound(ports, age)),
    func("htmlDate", "interface {}", (date: Value) => inZone(HTML_DATE, date, "Local")),
    func("htmlDateInZone", "interface {}, string", (date: Value, zone: string) => inZone(HTML_DATE, date, zone)),
    func("toDate", "string, string", (layout: string, text: string) => value(parseTimeOrZero(layout, text, options()))),
    func("mustToDate", "string, string", (layout: string, text: string) => value(parseTime(layout, text, options()))),
    func("unixEpoch", "time.Time", (date: Struct) => String(timeOf(date).seconds)),
  ]);
}

function timeOf(value: Struct): GoTime {
  return asTime(value) ?? ZERO_TIME;
}

/** An unknown zone is UTC. */
function dateInZone({ clock, zones }: DatePorts, what: { layout: string; date: Value; zone: string }): string {
  const time = instantOf(what.date, INT_TYPES) ?? currentTime(clock, zones.local);
  return formatTime(inLocation(time, loadLocation(zones, what.zone) ?? UTC), what.layout);
}

const INT_TYPES = ["int64", "int", "int32"];

/** A time, or whole seconds since 1970 of one of these types. Everything else, float64 too, is taken as now. */
function instantOf(date: Value, types: readonly string[]): GoTime | undefined {
  if (date instanceof Int) return types.includes(date.type) ? unixTime(date.toNumber(), UTC) : undefined;
  return asTime(date);
}

function ago({ clock, zones }: DatePorts, date: Value): string {
  const now = currentTime(clock, zones.local);
  const then = instantOf(date, ["int64", "int"]) ?? now;
  return formatDuration(roundDuration(subtract(now, then), SECOND));
}

function durationOrZero(text: string): bigint {
  try {
    return parseDuration(text);
  } catch (error) {
    if (error instanceof GoError) return 0n;
    throw error;
  }
}

/** Whole seconds, as a text or an int64 (an `int` counts as 0), written as a duration. */
function duration(seconds: Value): string {
  const count = typeof seconds === "string" ? integerOrNearest(seconds) : int64Of(seconds);
  return formatDuration(BigInt.asIntN(64, count * SECOND));
}

function int64Of(value: Value): bigint {
  return value instanceof Int && value.type === "int64" ? value.value : 0n;
}

/** Go leaves the nearest number beside the error of one that is out of range. */
function integerOrNearest(text: string): bigint {
  try {
    return parseGoInt(text, 10, 64);
  } catch (error) {
    if (error instanceof NumError) return BigInt(error.nearest);
    throw error;
  }
}

const DAY = 24n * HOUR;
const UNITS: readonly (readonly [size: bigint, name: string])[] = [
  [365n * DAY, "y"],
  [30n * DAY, "mo"],
  [DAY, "d"],
  [HOUR, "h"],
  [MINUTE, "m"],
  [SECOND, "s"],
];

/** The largest unit that fits more than once: `24h` for a day to the second. */
function durationRound(ports: DatePorts, age: Value): string {
  const nanoseconds = ageOf(ports, age);
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const unit = UNITS.find(([unitSize]) => size > unitSize);
  return unit === undefined ? "0s" : `${size / unit[0]}${unit[1]}`;
}

function ageOf({ clock, zones }: DatePorts, age: Value): bigint {
  if (typeof age === "string") return durationOrZero(age);
  const time = asTime(age);
  return time === undefined ? int64Of(age) : subtract(currentTime(clock, zones.local), time);
}
