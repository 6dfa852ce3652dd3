/** Schedules of CronJobs as robfig/cron v3's `ParseStandard` reads them: five fields, names, `@daily` and its like, `@every 90s`. */
import { CRON_FIELDS, type CronField } from "../admit/validate/cron.ts";

export interface Schedule {
  /** The first moment after this one; undefined where none comes within five years. */
  next(afterMs: number): number | undefined;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const YEARS_MAX = 5;
/** More steps than five years of days and hours have. */
const STEPS_MAX = 10_000;

const MACROS: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/** Undefined where the text is no schedule, or the zone is none. */
export function parseSchedule(text: string, timeZone = "UTC"): Schedule | undefined {
  const every = /^@every\s+(.+)$/.exec(text.trim());
  if (every !== null) return everySchedule(every[1] ?? "");
  const [, zone, spec = ""] = /^(?:(?:CRON_)?TZ=(\S+)\s+)?(.*)$/.exec(text.trim()) ?? [];
  const fields = (MACROS[spec] ?? spec).split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minutes, hours, days, months, weekdays] = CRON_FIELDS.map((field, i) => parseField(fields[i], field));
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  const clock = clockOf(zone ?? timeZone);
  return clock === undefined
    ? undefined
    : { next: (after) => next(after, { minutes, hours, days, months, weekdays }, clock) };
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: MINUTE_MS, h: 60 * MINUTE_MS };

function everySchedule(text: string): Schedule | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const all = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ""] ?? 0), 0);
  const ms = Math.max(1000, Math.floor(all / 1000) * 1000);
  return { next: (after) => Math.floor(after / 1000) * 1000 + ms };
}

interface Field {
  readonly values: ReadonlySet<number>;
  /** `*` or `?`: says nothing. */
  readonly isAny: boolean;
}

function parseField(text = "", bounds: CronField): Field | undefined {
  const values = new Set<number>();
  let isAny = false;
  for (const part of text.split(",")) {
    const range = parseRange(part, bounds);
    if (range === undefined) return undefined;
    const [from, to, step] = range;
    if (/^[*?](\/1)?$/.test(part)) isAny = true;
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return { values, isAny };
}

function parseRange(part: string, { least, most, names }: CronField): [number, number, number] | undefined {
  const [, head = "", stepText] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
  const step = stepText === undefined ? 1 : Number(stepText);
  const number = (word: string): number => {
    const named = names.indexOf(word.toLowerCase());
    if (named >= 0) return named + least;
    return /^\d+$/.test(word) ? Number(word) : Number.NaN;
  };
  let [from, to] = [least, most];
  if (head !== "*" && head !== "?") {
    const words = head.split("-");
    if (words.length > 2) return undefined;
    from = number(words[0] ?? "");
    to = words.length === 2 ? number(words[1] ?? "") : stepText === undefined ? from : most;
  }
  const isRight = from >= least && to <= most && from <= to && step > 0;
  return isRight ? [from, to, step] : undefined;
}

interface Fields {
  readonly minutes: Field;
  readonly hours: Field;
  readonly days: Field;
  readonly months: Field;
  readonly weekdays: Field;
}

interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

interface Clock {
  wallAt(ms: number): Wall;
  msAt(wall: Wall): number;
}

function clockOf(zone: string): Clock | undefined {
  const offsetAt = offsets(zone);
  if (offsetAt === undefined) return undefined;
  return {
    wallAt(ms) {
      const date = new Date(ms + offsetAt(ms));
      return {
        ...{ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() },
        ...{ hour: date.getUTCHours(), minute: date.getUTCMinutes() },
      };
    },
    msAt({ year, month, day, hour, minute }) {
      const as = Date.UTC(year, month - 1, day, hour, minute);
      const guess = as - offsetAt(as);
      return as - offsetAt(guess);
    },
  };
}

/** Milliseconds east of UTC, by moment. */
function offsets(zone: string): ((ms: number) => number) | undefined {
  if (zone === "" || zone === "UTC") return () => 0;
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
      ...{ hour: "numeric", minute: "numeric", second: "numeric" },
    });
    return (ms) => {
      const part = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
      const of = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
      const wall = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
      return wall - Math.floor(ms / 1000) * 1000;
    };
  } catch {
    return undefined;
  }
}

function next(afterMs: number, fields: Fields, clock: Clock): number | undefined {
  let ms = Math.floor(afterMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  const end = afterMs + YEARS_MAX * 366 * DAY_MS;
  for (let steps = 0; steps < STEPS_MAX && ms <= end; steps++) {
    const wall = clock.wallAt(ms);
    if (!fields.months.values.has(wall.month))
      ms = clock.msAt({ ...wall, month: wall.month + 1, day: 1, hour: 0, minute: 0 });
    else if (!isDay(wall, fields)) ms = laterThan(ms, clock.msAt({ ...wall, day: wall.day + 1, hour: 0, minute: 0 }));
    else if (!fields.hours.values.has(wall.hour)) ms += (60 - wall.minute) * MINUTE_MS;
    else if (!fields.minutes.values.has(wall.minute)) ms += MINUTE_MS;
    else return ms;
  }
  return undefined;
}

/** Where a day's midnight is skipped. */
function laterThan(ms: number, then: number): number {
  return then > ms ? then : ms + 60 * MINUTE_MS;
}

/** A day of the month or one of the week, where both are said. */
function isDay({ year, month, day }: Wall, { days, weekdays }: Fields): boolean {
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const [ofMonth, ofWeek] = [days.values.has(day), weekdays.values.has(weekday)];
  return days.isAny || weekdays.isAny ? ofMonth && ofWeek : ofMonth || ofWeek;
}
