/** Schedules of CronJobs (robfig/cron v3's standard parser, with its texts). */
import { parseDuration } from "../../../go/time/index.ts";

export interface CronField {
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Minutes, hours, days, months, weekdays. */
export const CRON_FIELDS = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  { least: 1, most: 12, names: MONTHS },
  { least: 0, most: 6, names: DAYS },
] as const satisfies readonly CronField[];

const DESCRIPTORS = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

export function cronErrors(schedule: string): string[] {
  if (schedule.includes("TZ")) return ["cannot use TZ or CRON_TZ in schedule, use timeZone field instead"];
  const why = scheduleProblem(schedule);
  return why === undefined ? [] : [why];
}

function scheduleProblem(schedule: string): string | undefined {
  if (schedule.startsWith("@")) return descriptorProblem(schedule);
  const parts = schedule.split(/\s+/).filter((part) => part !== "");
  if (parts.length !== CRON_FIELDS.length) {
    return `expected exactly 5 fields, found ${parts.length}: [${parts.join(" ")}]`;
  }
  for (const [i, field] of CRON_FIELDS.entries()) {
    for (const expression of (parts[i] ?? "").split(",")) {
      const why = expression === "" ? undefined : rangeProblem(expression, field);
      if (why !== undefined) return why;
    }
  }
  return undefined;
}

function descriptorProblem(text: string): string | undefined {
  if (DESCRIPTORS.includes(text)) return undefined;
  if (!text.startsWith("@every ")) return `unrecognized descriptor: ${text}`;
  const duration = text.slice("@every ".length);
  try {
    parseDuration(duration);
    return undefined;
  } catch {
    return `failed to parse duration ${text}: time: invalid duration ${JSON.stringify(duration)}`;
  }
}

function rangeProblem(expression: string, field: CronField): string | undefined {
  const [range = "", step, ...steps] = expression.split("/");
  const [low = "", high, ...more] = range.split("-");
  const isAny = low === "*" || low === "?";
  const start = isAny ? field.least : numberOf(low, field);
  if (typeof start === "string") return start;
  if (!isAny && more.length > 0) return `too many hyphens: ${expression}`;
  let end: number | string = isAny ? field.most : high === undefined ? start : numberOf(high, field);
  if (typeof end === "string") return end;
  if (steps.length > 0) return `too many slashes: ${expression}`;
  const every = step === undefined ? 1 : numberOf(step, { ...field, names: [] });
  if (typeof every === "string") return every;
  if (step !== undefined && high === undefined && !isAny) end = field.most;
  return boundsProblem(expression, { start, end, every, field });
}

interface Bounds {
  readonly start: number;
  readonly end: number;
  readonly every: number;
  readonly field: CronField;
}

function boundsProblem(expression: string, { start, end, every, field }: Bounds): string | undefined {
  if (start < field.least) return `beginning of range (${start}) below minimum (${field.least}): ${expression}`;
  if (end > field.most) return `end of range (${end}) above maximum (${field.most}): ${expression}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${expression}`;
  return every === 0 ? `step of range should be a positive number: ${expression}` : undefined;
}

const INT64_MAX = 2n ** 63n - 1n;

function numberOf(text: string, { names, least }: CronField): number | string {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named + least;
  const problem = (why: string): string =>
    `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: ${why}`;
  if (!/^[+-]?\d+$/.test(text)) return problem("invalid syntax");
  if (BigInt(text) > INT64_MAX || BigInt(text) < -INT64_MAX) return problem("value out of range");
  const number = Number(text);
  return number < 0 ? `negative number (${number}) not allowed: ${text}` : number;
}

/** Names of the time zone database, as the runtime knows them. */
export function zoneErrors(zone: string): string[] {
  if (zone === "") return ["timeZone must be nil or non-empty string"];
  if (zone.toLowerCase() === "local")
    return ["timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"];
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions();
    return /^[+-]/.test(timeZone) ? [`unknown time zone ${zone}`] : [];
  } catch {
    return [`unknown time zone ${zone}`];
  }
}
