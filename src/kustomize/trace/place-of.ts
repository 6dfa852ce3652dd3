import type { Position } from "../../base/index.ts";
import type { Resource } from "../resource/resource.ts";

/** The place that set a field last: where its value itself stands, when that is known. */
export function placeOf({ history }: Resource, key: string): Position | undefined {
  const placed = history?.fields.get(key)?.links.findLast(({ at, source }) => (source?.at ?? at) !== undefined);
  return placed?.source?.at ?? placed?.at;
}

/** The place that named an object: in the file it came from, which prefixes and suffixes of others are not. */
export function placeOfName({ history }: Resource): Position | undefined {
  const [first] = history?.fields.get("\0metadata\0name")?.links ?? [];
  return first?.source?.at ?? first?.at;
}
