import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import {
  durationIn,
  durationValue,
  fileZones,
  formatDuration,
  formatTime,
  HOUR,
  intlZones,
  loadLocation,
  parseDuration,
  parseTime,
  RFC3339,
  RFC3339_NANO,
  roundDuration,
  timeString,
  truncateDuration,
  UTC,
} from "./index.ts";

/** A zone database as small as can be: its rule says everything. */
function tzif(rule: string): Uint8Array {
  const header = (kinds: number): number[] => [
    0x54,
    0x5a,
    0x69,
    0x66,
    0x32,
    ...Array<number>(15).fill(0),
    ...counts(kinds),
  ];
  const counts = (kinds: number): number[] => [0, 0, 0, 0, kinds, kinds * 4].flatMap((count) => [0, 0, 0, count]);
  const body = [0, 0, 0, 0, 0, 0, 0x4c, 0x4d, 0x54, 0];
  return Uint8Array.from([...header(1), ...body, ...header(1), ...body, 10, ...Buffer.from(rule), 10]);
}

describe("rules of zones", () => {
  const check = (rule: string, at: string, want: string): void => {
    const zones = fileZones({ read: (path) => (path.endsWith("/X") ? tzif(rule) : undefined) }, { tz: "" });
    test(`${rule} ${at}`, () => {
      const location = loadLocation(zones, "X") ?? UTC;
      const time = parseTime(RFC3339, at, { fallback: UTC, local: UTC });
      expect(formatTime({ ...time, location }, "2006-01-02T15:04:05-07:00 MST")).toBe(want);
    });
  };
  check("EST5EDT,M3.2.0,M11.1.0", "2024-01-01T12:00:00Z", "2024-01-01T07:00:00-05:00 EST");
  check("EST5EDT,M3.2.0,M11.1.0", "2024-07-01T12:00:00Z", "2024-07-01T08:00:00-04:00 EDT");
  check("EST5EDT,M3.2.0,M11.1.0", "2024-03-10T06:59:59Z", "2024-03-10T01:59:59-05:00 EST");
  check("EST5EDT,M3.2.0,M11.1.0", "2024-03-10T07:00:00Z", "2024-03-10T03:00:00-04:00 EDT");
  check("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-01-01T00:00:00Z", "2024-01-01T11:00:00+11:00 AEDT");
  check("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-07-01T00:00:00Z", "2024-07-01T10:00:00+10:00 AEST");
  check("<+0330>-3:30", "2024-07-01T00:00:00Z", "2024-07-01T03:30:00+03:30 +0330");
  check("IST-1GMT0,M10.5.0,M3.5.0/1", "2024-07-01T00:00:00Z", "2024-07-01T01:00:00+01:00 IST");
  check("XXX3YYY,J60/0,300", "2024-03-01T12:00:00Z", "2024-03-01T10:00:00-02:00 YYY");
});

test("the usual form of a time is read as by any other layout", () => {
  const zones = fileZones(
    { read: (path) => (path.endsWith("/X") ? tzif("CET-1CEST,M3.5.0,M10.5.0/3") : undefined) },
    { tz: "" },
  );
  const local = loadLocation(zones, "X") ?? UTC;
  const read = (layout: string, text: string): string => {
    try {
      const { seconds, nanoseconds, location } = parseTime(layout, text, { fallback: UTC, local });
      return [seconds, nanoseconds, location.name, location.lookup(seconds).offset].join(" ");
    } catch {
      return "refused";
    }
  };
  const digits = (max: number, length: number) =>
    fc.integer({ min: 0, max }).map((n) => String(n).padStart(length, "0"));
  const date = fc.tuple(digits(9999, 4), digits(13, 2), digits(32, 2)).map((parts) => parts.join("-"));
  const clock = fc.tuple(digits(24, 2), digits(60, 2), digits(60, 2)).map((parts) => parts.join(":"));
  const fraction = fc.oneof(fc.constant(""), fc.stringMatching(/^[.,]\d{0,11}$/));
  const sign = fc.constantFrom("+", "-");
  const offset = fc.tuple(sign, digits(25, 2), fc.constantFrom(":", ""), digits(61, 2)).map((parts) => parts.join(""));
  const zone = fc.oneof(fc.constantFrom("Z", "z", "", "+01:00", "+02:00", "+00:00", "-00:00"), offset);
  const times = fc.tuple(date, fc.constantFrom("T", " "), clock, fraction, zone).map((parts) => parts.join(""));
  fc.assert(
    fc.property(times, fc.constantFrom(RFC3339, RFC3339_NANO), (text, layout) => {
      expect(read(layout, text)).toBe(read(`${layout}!`, `${text}!`));
    }),
    { numRuns: 5000 },
  );
});

test("unknown zones and broken files are not there", () => {
  const zones = fileZones(
    { read: (path) => (path.endsWith("Bad") ? Uint8Array.of(1, 2, 3) : undefined) },
    { tz: "Bad" },
  );
  expect(["Bad", "Nope", "../etc", "/x"].map((name) => loadLocation(zones, name))).toEqual(Array(4).fill(undefined));
  expect(zones.local.lookup(0).abbreviation).toBe("UTC");
});

test("Intl knows the offsets", () => {
  const berlin = intlZones("UTC").load("Europe/Berlin");
  expect([0, 1_720_000_000].map((at) => berlin?.lookup(at).offset)).toEqual([3600, 7200]);
});

interface Question {
  readonly op: "format" | "parse" | "dur" | "ops";
  readonly A: readonly string[];
  readonly N?: readonly number[];
  readonly want: string;
}

const CASES = join(import.meta.dir, "../../../test/cases/time/times.jsonl");
const DATABASE = "/usr/share/zoneinfo/America/New_York";

/** The answers were given on a machine with a database; without one there is nothing to compare. */
if (existsSync(DATABASE)) {
  const read = (path: string): Uint8Array | undefined => (existsSync(path) ? readFileSync(path) : undefined);
  const zones = fileZones({ read }, { tz: "America/New_York" });
  const answer = ({ op, A: [first = "", second = ""], N: [seconds = 0, nanoseconds = 0] = [] }: Question): string => {
    if (op === "dur") return formatDuration(parseDuration(first));
    if (op === "format") {
      const location = loadLocation(zones, second);
      return location === undefined ? "noloc" : formatTime({ seconds, nanoseconds, location }, first);
    }
    const time = parseTime(first, second, { fallback: zones.local, local: zones.local });
    return `${timeString(time)} ${time.seconds}`;
  };
  describe("as Go answered", () => {
    for (const [i, line] of readFileSync(CASES, "utf8").trim().split("\n").entries()) {
      const question = JSON.parse(line) as Question;
      if (question.op === "ops") continue;
      test(`${i + 1} ${question.op}`, () => {
        if (question.want.startsWith("E ")) expect(() => answer(question)).toThrow(question.want.slice(2));
        else if (question.op === "parse") expect(question.want).toStartWith(answer(question));
        else expect(answer(question)).toBe(question.want);
      });
    }
  });
}

describe("properties", () => {
  const nanoseconds = fc.bigInt(-(2n ** 63n) + 1n, 2n ** 63n - 1n);

  test("a duration is read back as it was written", () => {
    fc.assert(fc.property(nanoseconds, (value) => expect(parseDuration(formatDuration(value))).toBe(value)));
  });

  test("rounding stays within half a unit, truncating goes towards zero", () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.bigInt(1n, 10n ** 12n), (value, unit) => {
        const distance = roundDuration(value, unit) - value;
        expect((distance < 0n ? -distance : distance) * 2n <= unit).toBe(true);
        const cut = truncateDuration(value, unit);
        expect(cut % unit === 0n && (value < 0n ? cut >= value : cut <= value)).toBe(true);
      }),
    );
  });

  test("a date is read back as it was written", () => {
    const layout = "2006-01-02T15:04:05.999999999Z07:00";
    fc.assert(
      fc.property(
        fc.integer({ min: -62167219200, max: 253402300799 }),
        fc.integer({ min: 0, max: 999_999_999 }),
        (seconds, nanos) => {
          const text = formatTime({ seconds, nanoseconds: nanos, location: UTC }, layout);
          const time = parseTime(layout, text, { fallback: UTC, local: UTC });
          expect([time.seconds, time.nanoseconds]).toEqual([seconds, nanos]);
        },
      ),
    );
  });
});

test("durations have their methods", () => {
  const duration = durationValue(90n * 60n * 10n ** 9n);
  expect(duration.methods?.get("Minutes")?.call()).toBe(90);
  expect(duration.methods?.get("String")?.call()).toBe("1h30m0s");
  expect(durationIn(HOUR / 2n, HOUR)).toBe(0.5);
});
