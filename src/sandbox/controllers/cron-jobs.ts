/** CronJobs (kubernetes pkg/controller/cronjob 1.36): a Job at each moment of the schedule, and the old ones cleared away. */
import { listAt, numberAt, objectAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { timestamp } from "../ports.ts";
import { Refusal } from "../wire/refusal.ts";
import type { Again, Controller, World } from "./controller.ts";
import { parseSchedule, type Schedule } from "./cron-schedule.ts";
import { tell } from "./events.ts";
import { endCondition, isFinished } from "./jobs.ts";
import { create, ownerReference, remove, setStatus } from "./writes.ts";

const JOBS = "batch/jobs";
const SAYS = "cronjob-controller";
/** Behind the moment itself, as the original. */
const LATE_MS = 100;
const MISSED_MAX = 100;

export const cronJobController: Controller = (cronJob, world) => {
  const jobs = world.owners.controlled(textAt(cronJob, "metadata", "uid"), JOBS);
  const known = lookedAt(cronJob, jobs, world);
  clearHistory(cronJob, jobs, world);
  const isEnding = textAt(cronJob, "metadata", "deletionTimestamp") !== "";
  const schedule = isEnding ? undefined : scheduleOf(cronJob, world);
  const isSuspended = valueAt(cronJob, "spec", "suspend") === true;
  const status = schedule === undefined || isSuspended ? known : scheduled(cronJob, { schedule, status: known, world });
  setStatus(cronJob, status, world);
  if (schedule === undefined || isSuspended) return undefined;
  return later(schedule, world);
};

function later(schedule: Schedule, { nowMs }: World): Again {
  const next = schedule.next(nowMs);
  return next === undefined ? undefined : { somedayMs: next + LATE_MS - nowMs };
}

function say(cronJob: JsonObject, world: World, [reason, message, type]: readonly [string, string, "Warning"?]): void {
  tell(cronJob, { component: SAYS, reason, message, ...(type === undefined ? {} : { type }) }, world);
}

/** What has come of the jobs that it knew. */
function lookedAt(cronJob: JsonObject, jobs: readonly JsonObject[], world: World): JsonObject {
  const { active: _, ...status } = objectAt(cronJob, "status");
  const left: JsonValue[] = [];
  for (const one of listAt(cronJob, "status", "active")) {
    const [uid, name] = [textAt(one, "uid"), textAt(one, "name")];
    const job = jobs.find((other) => textAt(other, "metadata", "uid") === uid);
    const end = job === undefined ? undefined : endCondition(job);
    if (job === undefined) say(cronJob, world, ["MissingJob", `Active job went missing: ${name}`]);
    else if (end === undefined) left.push(one);
    else say(cronJob, world, ["SawCompletedJob", `Saw completed job: ${name}, condition: ${end}`]);
  }
  const ends = jobs.map((job) => textAt(job, "status", "completionTime")).filter((time) => time !== "");
  const last = [textAt(status, "lastSuccessfulTime"), ...ends].sort().at(-1) ?? "";
  return {
    ...(left.length === 0 ? {} : { active: left }),
    ...status,
    ...(last === "" ? {} : { lastSuccessfulTime: last }),
  };
}

function scheduleOf(cronJob: JsonObject, world: World): Schedule | undefined {
  const [text, zone] = [textAt(cronJob, "spec", "schedule"), textAt(cronJob, "spec", "timeZone")];
  const schedule = parseSchedule(text, zone || "UTC");
  if (schedule !== undefined) return schedule;
  if (parseSchedule(text) !== undefined)
    say(cronJob, world, [
      "UnknownTimeZone",
      `invalid timeZone: ${JSON.stringify(zone)}: unknown time zone ${zone}`,
      "Warning",
    ]);
  else say(cronJob, world, ["UnparseableSchedule", `unparseable schedule: ${JSON.stringify(text)}`, "Warning"]);
  return undefined;
}

interface Due {
  readonly schedule: Schedule;
  readonly status: JsonObject;
  readonly world: World;
}

/** Starts the job of the latest moment that has passed, where there is one. */
function scheduled(cronJob: JsonObject, { schedule, status, world }: Due): JsonObject {
  const dueMs = latestDue(cronJob, schedule, world);
  if (dueMs === undefined || textAt(status, "lastScheduleTime") === timestamp(dueMs)) return status;
  const deadline = numberAt(cronJob, "spec", "startingDeadlineSeconds");
  if (deadline !== undefined && dueMs + deadline * 1000 < world.nowMs) {
    const when = new Date(dueMs).toUTCString().replace("GMT", "+0000");
    say(cronJob, world, ["MissSchedule", `Missed scheduled time to start a job: ${when}`, "Warning"]);
    return status;
  }
  const active = listAt(status, "active");
  const policy = textAt(cronJob, "spec", "concurrencyPolicy");
  if (policy === "Forbid" && active.length > 0) {
    const why = "Not starting job because prior execution is running and concurrency policy is Forbid";
    say(cronJob, world, ["JobAlreadyActive", why]);
    return status;
  }
  if (policy === "Replace") for (const one of active) replaced(cronJob, one, world);
  const kept = policy === "Replace" ? [] : active;
  const job = startJob(cronJob, dueMs, world);
  if (job === undefined) return { ...status, ...(kept.length === 0 ? {} : { active: kept }) };
  return { ...status, active: [...kept, referenceTo(job)], lastScheduleTime: timestamp(dueMs) };
}

/** Of what was missed only the latest counts. */
function latestDue(cronJob: JsonObject, schedule: Schedule, world: World): number | undefined {
  const deadline = numberAt(cronJob, "spec", "startingDeadlineSeconds");
  const since = Date.parse(
    textAt(cronJob, "status", "lastScheduleTime") || textAt(cronJob, "metadata", "creationTimestamp"),
  );
  const from = deadline === undefined ? since : Math.max(since, world.nowMs - deadline * 1000);
  let [latest, missed]: [number | undefined, number] = [undefined, 0];
  for (let due = schedule.next(from); due !== undefined && due <= world.nowMs; due = schedule.next(due)) {
    latest = due;
    if (++missed > MISSED_MAX) return tooMany(cronJob, schedule, world);
  }
  return latest;
}

function tooMany(cronJob: JsonObject, schedule: Schedule, world: World): number | undefined {
  const why = "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew";
  say(cronJob, world, ["TooManyMissedTimes", why, "Warning"]);
  // The last one before now: a step of growing length back, then forward.
  for (let backMs = 60_000; backMs < 400 * 86_400_000; backMs *= 2) {
    const due = schedule.next(world.nowMs - backMs);
    if (due === undefined || due > world.nowMs) continue;
    let latest = due;
    for (let more = schedule.next(due); more !== undefined && more <= world.nowMs; more = schedule.next(more))
      latest = more;
    return latest;
  }
  return undefined;
}

function replaced(cronJob: JsonObject, active: JsonValue, world: World): void {
  const key = `${textAt(cronJob, "metadata", "namespace")}/${textAt(active, "name")}`;
  const job = world.server.store.get(JOBS, key);
  if (job !== undefined) removeJob(cronJob, job, world);
}

function removeJob(cronJob: JsonObject, job: JsonObject, world: World): void {
  if (textAt(job, "metadata", "deletionTimestamp") === "") remove(job, world.server);
  say(cronJob, world, ["SuccessfulDelete", `Deleted job ${textAt(job, "metadata", "name")}`]);
}

/** Undefined where it is refused, or is another's. */
function startJob(cronJob: JsonObject, dueMs: number, world: World): JsonObject | undefined {
  const job = jobFor(cronJob, dueMs);
  const name = textAt(job, "metadata", "name");
  try {
    const made = create(job, world.server);
    say(cronJob, world, ["SuccessfulCreate", `Created job ${name}`]);
    return made;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const existing = world.server.store.get(JOBS, `${textAt(cronJob, "metadata", "namespace")}/${name}`);
    const owner = listAt(existing, "metadata", "ownerReferences").some(
      (one) => textAt(one, "uid") === textAt(cronJob, "metadata", "uid"),
    );
    if (owner && existing !== undefined && !isFinished(existing)) return existing;
    say(cronJob, world, ["FailedCreate", `Error creating job: ${error.message}`, "Warning"]);
    return undefined;
  }
}

/** Named by the minute it is for. */
function jobFor(cronJob: JsonObject, dueMs: number): JsonObject {
  const template = objectAt(cronJob, "spec", "jobTemplate");
  const annotations = {
    ...objectAt(template, "metadata", "annotations"),
    "batch.kubernetes.io/cronjob-scheduled-timestamp": zoned(dueMs, textAt(cronJob, "spec", "timeZone")),
  };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name: `${textAt(cronJob, "metadata", "name")}-${Math.floor(dueMs / 60_000)}`,
      namespace: textAt(cronJob, "metadata", "namespace"),
      labels: objectAt(template, "metadata", "labels"),
      annotations,
      ownerReferences: [ownerReference(cronJob)],
    },
    spec: objectAt(template, "spec"),
  };
}

/** RFC 3339 in a zone. */
function zoned(ms: number, zone: string): string {
  if (zone === "" || zone === "UTC" || zone === "Etc/UTC") return timestamp(ms);
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(ms).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", hours = "00", minutes = "00"] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const offsetMs = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  if (offsetMs === 0) return timestamp(ms);
  return timestamp(ms + offsetMs).replace("Z", `${sign}${hours}:${minutes}`);
}

function referenceTo(job: JsonObject): JsonObject {
  const metadata = objectAt(job, "metadata");
  const of = (key: string): JsonValue => metadata[key] ?? "";
  return {
    ...{ kind: "Job", namespace: of("namespace"), name: of("name"), uid: of("uid") },
    ...{ apiVersion: "batch/v1", resourceVersion: of("resourceVersion") },
  };
}

function clearHistory(cronJob: JsonObject, jobs: readonly JsonObject[], world: World): void {
  const limits = [
    ["Complete", numberAt(cronJob, "spec", "successfulJobsHistoryLimit")],
    ["Failed", numberAt(cronJob, "spec", "failedJobsHistoryLimit")],
  ] as const;
  const started = (job: JsonObject): string =>
    `${textAt(job, "status", "startTime")} ${textAt(job, "metadata", "name")}`;
  for (const [condition, limit] of limits) {
    if (limit === undefined) continue;
    const ended = jobs.filter(
      (job) => endCondition(job) === condition && textAt(job, "metadata", "deletionTimestamp") === "",
    );
    const ordered = ended.sort((a, b) => (started(a) < started(b) ? -1 : 1));
    for (const job of ordered.slice(0, Math.max(0, ordered.length - limit))) removeJob(cronJob, job, world);
  }
}
