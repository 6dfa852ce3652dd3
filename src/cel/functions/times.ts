/** The parts of instants and spans (cel-go 0.26 common/types/timestamp.go, duration.go). */
import {
  fieldsOf,
  fixedZone,
  inLocation,
  intlZones,
  loadLocation,
  type Fields,
  type Location,
} from "../../go/time/index.ts";
import { atoi } from "../../go/strconv/index.ts";
import { Duration, SECOND, Timestamp } from "../values/time.ts";
import { CelError, type Value } from "../values/value.ts";
import { instance, text } from "./arguments.ts";
import type { Implementation } from "./functions.ts";

function zone(name: string): Location {
  const colon = name.indexOf(":");
  if (colon >= 0) return fixedZone("", offsetOf(name, colon));
  const found = loadLocation(intlZones("UTC"), name === "" ? "UTC" : name);
  if (found === undefined) throw new CelError(`unknown time zone ${name}`);
  return found;
}

function offsetOf(name: string, colon: number): number {
  try {
    const [hours, minutes] = [name.slice(0, colon), name.slice(colon + 1)].map((part) => Number(atoi(part)));
    return ((hours ?? 0) * 60 + (name.startsWith("-") ? -1 : 1) * (minutes ?? 0)) * 60;
  } catch (error) {
    throw new CelError(error instanceof Error ? error.message : String(error));
  }
}

type Part = (fields: Fields, timestamp: Timestamp) => number | bigint;

const part =
  (read: Part): Implementation =>
  (args: readonly Value[]) => {
    const timestamp = instance(args, 0, Timestamp);
    const utc = timestamp.inUtc();
    const time = args.length === 1 ? utc : inLocation(utc, zone(text(args, 1)));
    return BigInt(read(fieldsOf(time), timestamp));
  };

const MILLISECOND = 1_000_000n;

const PARTS: Readonly<Record<string, Part>> = {
  timestamp_to_year: ({ year }) => year,
  timestamp_to_month: ({ month }) => month - 1,
  timestamp_to_day_of_year: ({ yearDay }) => yearDay - 1,
  timestamp_to_day_of_month: ({ day }) => day - 1,
  timestamp_to_day_of_month_1_based: ({ day }) => day,
  timestamp_to_day_of_week: ({ weekday }) => weekday,
  timestamp_to_hours: ({ hour }) => hour,
  timestamp_to_minutes: ({ minute }) => minute,
  timestamp_to_seconds: ({ second }) => second,
  timestamp_to_milliseconds: (_, timestamp) => Math.floor(timestamp.inUtc().nanoseconds / 1_000_000),
};

const span =
  (unit: bigint): Implementation =>
  (args) =>
    instance(args, 0, Duration).nanoseconds / unit;

export const TIMES: Readonly<Record<string, Implementation>> = {
  ...Object.fromEntries(Object.entries(PARTS).map(([id, read]) => [id, part(read)])),
  ...Object.fromEntries(
    Object.entries(PARTS).map(([id, read]) => [
      `${id}${id === "timestamp_to_seconds" ? "_tz" : "_with_tz"}`,
      part(read),
    ]),
  ),
  duration_to_hours: span(3600n * SECOND),
  duration_to_minutes: span(60n * SECOND),
  duration_to_seconds: span(SECOND),
  duration_to_milliseconds: span(MILLISECOND),
};
