import type { Position } from "../../base/index.ts";
import type { Resource } from "../resource/resource.ts";

/** The place that set a field last: where its value itself stands, when that is known. */
export function placeOf({ history }: Resource, key: string): Position | undefined {
  const placed = history?.fields.get(key)?.links.findLast(({ at, source }) => (source?.at ?? at) !== undefined);
  return placed?.source?.at ?? placed?.at;
}
