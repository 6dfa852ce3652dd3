/** Events, newest first, as core/v1 and events.k8s.io/v1 write them. */
import { objectAt, textAt, type JsonObject } from "../json.ts";

export interface SeenEvent {
  readonly reason: string;
  readonly message: string;
  readonly isWarning: boolean;
  /** `spec.containers{web}` */
  readonly fieldPath: string;
  readonly timeMs: number;
}

/** Of one pod, newest first. */
export type PodEvents = readonly SeenEvent[];

function readEvent(event: JsonObject): SeenEvent {
  const about = objectAt(event, "involvedObject");
  const regarding = objectAt(event, "regarding");
  return {
    reason: textAt(event, "reason"),
    message: (textAt(event, "message") || textAt(event, "note")).trim(),
    isWarning: textAt(event, "type") === "Warning",
    fieldPath: textAt(about, "fieldPath") || textAt(regarding, "fieldPath"),
    timeMs: timeOf(event),
  };
}

/** Whichever field the writer of the event fills, the latest counts. */
function timeOf(event: JsonObject): number {
  const texts = [
    textAt(event, "series", "lastObservedTime"),
    textAt(event, "lastTimestamp"),
    textAt(event, "deprecatedLastTimestamp"),
    textAt(event, "eventTime"),
    textAt(event, "metadata", "creationTimestamp"),
  ];
  return Math.max(0, ...texts.map((text) => Date.parse(text)).filter((ms) => !Number.isNaN(ms)));
}

/** By the uid of what they are about. Most of a namespace's events are about what nobody asks for: they are read when someone does. */
export function eventsByObject(events: Iterable<JsonObject>): ReadonlyMap<string, readonly JsonObject[]> {
  return Map.groupBy(events, uidOf);
}

export function newestFirst(events: readonly JsonObject[]): PodEvents {
  return events.map(readEvent).sort((a, b) => b.timeMs - a.timeMs);
}

function uidOf(event: JsonObject): string {
  return textAt(event, "involvedObject", "uid") || textAt(event, "regarding", "uid");
}

interface Wanted {
  readonly reason: string | readonly string[];
  readonly container?: string;
  readonly text?: RegExp;
}

/** The newest message of that kind. */
export function eventOf(events: PodEvents, { reason, container, text }: Wanted): string | undefined {
  const reasons = typeof reason === "string" ? [reason] : reason;
  return events.find(
    (event) =>
      reasons.includes(event.reason) &&
      (container === undefined || event.fieldPath === "" || event.fieldPath.endsWith(`{${container}}`)) &&
      (text?.test(event.message) ?? true),
  )?.message;
}

export function newestText(events: PodEvents): string | undefined {
  const [newest] = events;
  return newest === undefined ? undefined : `${newest.reason}: ${newest.message}`;
}
