import { describe, expect, test } from "bun:test";
import { type Func, int, int64, type Struct, type Value } from "../go/index.ts";
import { timeString, asTime, UTC, type Zones } from "../go/time/index.ts";
import { dateFunctions } from "./dates.ts";

/** 2023-11-14 22:13:20 UTC. */
const NOW = 1_700_000_000n * 1_000_000_000n;
const zones: Zones = { local: { ...UTC, name: "Local" }, load: () => undefined };
const functions = dateFunctions({ clock: { now: () => NOW }, zones });

function call(name: string, ...args: readonly Value[]): Value {
  const { call: run } = functions.get(name) as Func;
  return (run as (...args: readonly Value[]) => Value)(...args);
}

describe("texts", () => {
  const check = (name: string, args: readonly Value[], want: Value): void => {
    test(`${name} ${args.length}`, () => expect(call(name, ...args)).toBe(want));
  };
  check("date", ["2006-01-02", int(0)], "1970-01-01");
  check("date", ["2006-01-02", int64(951_782_400)], "2000-02-29");
  check("date", ["2006-01-02", 951_782_400], "2023-11-14"); // a float64 counts as now
  check("dateInZone", ["15:04 MST", int(0), "Nope/Zone"], "00:00 UTC");
  check("duration", ["90"], "1m30s");
  check("duration", [int(90)], "0s");
  check("duration", [int64(90)], "1m30s");
  check("duration", ["99999999999999999999"], "-1s");
  check("durationRound", ["2400h10m5s"], "3mo");
  check("durationRound", [int64(86_400_000_000_000n)], "24h");
  check("ago", [int64(1_699_999_990)], "10s");
  check("htmlDate", [int(0)], "1970-01-01");
});

test("a date that cannot be read is the zero time, or an error where it must be", () => {
  expect(timeString(asTime(call("toDate", "2006-01-02", "x")) ?? { seconds: 0, nanoseconds: 0, location: UTC })).toBe(
    "0001-01-01 00:00:00 +0000 UTC",
  );
  expect(() => call("mustToDate", "2006-01-02", "x")).toThrow(
    'parsing time "x" as "2006-01-02": cannot parse "x" as "2006"',
  );
});

test("modifying", () => {
  const date = call("toDate", "2006-01-02", "2020-02-29") as Struct;
  expect(call("unixEpoch", call("dateModify", "24h30m10s", date))).toBe("1583022610");
  expect(call("unixEpoch", call("dateModify", "nope", date))).toBe("1582934400");
  expect(() => call("mustDateModify", "nope", date)).toThrow('time: invalid duration "nope"');
});
