/** Events of the core and of their own group: the same, under other names (kubernetes pkg/apis/events/v1/conversion.go 1.36). */
import type { JsonObject } from "../../../kube/index.ts";

/** The core's name, and that of the group. */
const NAMES: readonly (readonly [core: string, group: string])[] = [
  ["involvedObject", "regarding"],
  ["message", "note"],
  ["source", "deprecatedSource"],
  ["firstTimestamp", "deprecatedFirstTimestamp"],
  ["lastTimestamp", "deprecatedLastTimestamp"],
  ["count", "deprecatedCount"],
  ["reportingComponent", "reportingController"],
];

export function eventToGroup(event: JsonObject): JsonObject {
  return renamed(event, new Map(NAMES));
}

export function eventFromGroup(event: JsonObject): JsonObject {
  return renamed(event, new Map(NAMES.map(([core, group]) => [group, core])));
}

function renamed(object: JsonObject, names: ReadonlyMap<string, string>): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [names.get(key) ?? key, value]));
}
