/** Times, months, weekdays and locations as template values, with the methods Go gives them. */
import { func, GoError, int, Int, int64, Slice, Struct, type Value } from "../value.ts";
import { toBytes } from "../bytes.ts";
import { BoundMethods, type MethodTable } from "./bound-methods.ts";
import { durationValue, monthValue, weekdayValue } from "./duration-value.ts";
import { formatTime, RFC3339_NANO, timeGoString, timeString } from "./format.ts";
import { type Location, UTC } from "./location.ts";
import {
  addDate,
  addDuration,
  compareTimes,
  fieldsOf,
  type GoTime,
  inLocation,
  nanosecondsSinceEpoch,
  roundTime,
  subtract,
  truncateTime,
  ZERO_TIME,
} from "./time.ts";

export const TIME_TYPE = "time.Time";
const LOCATION_TYPE = "*time.Location";

/** A `time.Time` for templates. `local` is the location that its Local method moves it to. */
export function timeValue(time: GoTime, local: Location): Struct {
  return new Struct(TIME_TYPE, NO_FIELDS, new BoundMethods(TIME_METHODS, { time, local }), new HeldTime(time));
}

/** The time behind a value: encoders ask it for its text. */
class HeldTime implements GoTime {
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly location: Location;
  readonly monotonic?: bigint;

  constructor({ seconds, nanoseconds, location, monotonic }: GoTime) {
    this.seconds = seconds;
    this.nanoseconds = nanoseconds;
    this.location = location;
    if (monotonic !== undefined) this.monotonic = monotonic;
  }

  marshalJson(): Value {
    return marshalTime(this, "MarshalJSON");
  }
}

const NO_FIELDS: ReadonlyMap<string, Value> = new Map();

/** The time behind a value, `undefined` when it is none. */
export function asTime(value: unknown): GoTime | undefined {
  const isTime = value instanceof Struct && (value.type === TIME_TYPE || value.type === `*${TIME_TYPE}`);
  return isTime ? (value.native as GoTime) : undefined;
}

export function locationValue(location: Location): Struct {
  const name = func("String", "", () => location.name);
  return new Struct(LOCATION_TYPE, NO_FIELDS, new Map([["String", name]]), location);
}

/** A time, and the location that its methods call local. */
interface Receiver {
  readonly time: GoTime;
  readonly local: Location;
}

type Method = MethodTable<Receiver>[string];

function give(name: string, read: (receiver: Receiver) => Value): Method {
  return (receiver) => func(name, "", () => read(receiver));
}

function move(name: string, change: (time: GoTime, duration: bigint) => GoTime): Method {
  return ({ time, local }) =>
    func(name, "time.Duration", (duration: bigint) => timeValue(change(time, duration), local));
}

function compareWith(name: string, answer: (order: number) => boolean | Int): Method {
  return ({ time }) =>
    func(name, "time.Time", (other: Struct) => answer(compareTimes(time, asTime(other) ?? ZERO_TIME)));
}

const TIME_METHODS: MethodTable<Receiver> = {
  String: give("String", ({ time }) => timeString(time)),
  GoString: give("GoString", ({ time, local }) => timeGoString(time, local)),
  Format: ({ time }) => func("Format", "string", (layout: string) => formatTime(time, layout)),
  Year: give("Year", ({ time }) => int(fieldsOf(time).year)),
  Month: give("Month", ({ time }) => monthValue(fieldsOf(time).month)),
  Day: give("Day", ({ time }) => int(fieldsOf(time).day)),
  Weekday: give("Weekday", ({ time }) => weekdayValue(fieldsOf(time).weekday)),
  YearDay: give("YearDay", ({ time }) => int(fieldsOf(time).yearDay)),
  Hour: give("Hour", ({ time }) => int(fieldsOf(time).hour)),
  Minute: give("Minute", ({ time }) => int(fieldsOf(time).minute)),
  Second: give("Second", ({ time }) => int(fieldsOf(time).second)),
  Nanosecond: give("Nanosecond", ({ time }) => int(time.nanoseconds)),
  Unix: give("Unix", ({ time }) => int64(time.seconds)),
  UnixMilli: give("UnixMilli", ({ time }) => int64(floorDivide(time, 1_000_000n))),
  UnixMicro: give("UnixMicro", ({ time }) => int64(floorDivide(time, 1000n))),
  UnixNano: give("UnixNano", ({ time }) => int64(nanosecondsSinceEpoch(time))),
  IsZero: give("IsZero", ({ time }) => compareTimes(time, ZERO_TIME) === 0),
  IsDST: give("IsDST", ({ time }) => time.location.lookup(time.seconds).isDst),
  UTC: give("UTC", ({ time, local }) => timeValue(inLocation(time, UTC), local)),
  Local: give("Local", ({ time, local }) => timeValue(inLocation(time, local), local)),
  Location: give("Location", ({ time }) => locationValue(time.location)),
  In: ({ time, local }) =>
    func("In", LOCATION_TYPE, (location: Struct) => timeValue(inLocation(time, location.native as Location), local)),
  Add: move("Add", addDuration),
  Round: move("Round", roundTime),
  Truncate: move("Truncate", truncateTime),
  AddDate: ({ time, local }) =>
    func("AddDate", "int, int, int", (years: number, months: number, days: number) =>
      timeValue(addDate(time, { years, months, days }), local),
    ),
  Sub: ({ time }) =>
    func("Sub", "time.Time", (other: Struct) => durationValue(subtract(time, asTime(other) ?? ZERO_TIME))),
  After: compareWith("After", (order) => order > 0),
  Before: compareWith("Before", (order) => order < 0),
  Equal: compareWith("Equal", (order) => order === 0),
  Compare: compareWith("Compare", (order) => int(order)),
  MarshalText: give("MarshalText", ({ time }) => byteSlice(marshalTime(time, "MarshalText"))),
  MarshalJSON: give("MarshalJSON", ({ time }) => byteSlice(`"${marshalTime(time, "MarshalJSON")}"`)),
};

function floorDivide(time: GoTime, unit: bigint): bigint {
  return BigInt(time.seconds) * (1_000_000_000n / unit) + BigInt(time.nanoseconds) / unit;
}

function byteSlice(text: string): Slice {
  return new Slice(
    "[]uint8",
    Array.from(toBytes(text), (byte) => new Int(BigInt(byte), "uint8")),
  );
}

/** RFC 3339 as encoders write a time. Throws GoError for a year or an offset that it cannot say. */
export function marshalTime(time: GoTime, method: "MarshalText" | "MarshalJSON"): string {
  const text = formatTime(time, RFC3339_NANO);
  if (text[4] !== "-") throw new GoError(`Time.${method}: year outside of range [0,9999]`);
  const offsetHours = /[+-](\d\d):\d\d$/.exec(text)?.[1];
  if (offsetHours !== undefined && Number(offsetHours) >= 24) {
    throw new GoError(`Time.${method}: timezone hour outside of range [0,23]`);
  }
  return text;
}
