import type { Value } from "../../value.ts";
import { locateLeaves } from "./locate-leaves.ts";
import { segment, tagOfStretch, union, type Segment, type Tag } from "./tag.ts";
import type { TagTable } from "./tag-table.ts";
import { between } from "./align.ts";

export interface SerializedValue {
  readonly text: string;
  readonly value: Value;
  readonly tag: Tag | undefined;
  readonly table: TagTable;
}

/** Pieces of a text that a value was written to, by `toYaml` or `toJson`: one for each entry, with the entry's tag. */
export function serialized({ text, value, tag, table }: SerializedValue): Segment[] {
  const pieces: Segment[] = [];
  const outer: (Tag | undefined)[] = [tag];
  locateLeaves(text, value, {
    entry({ container, key, start, end }) {
      const found = table.of(container, key, outer.at(-1));
      if (found !== undefined) pieces.push(segment({ start, end }, found, []));
    },
    enter(container, key) {
      outer.push(table.of(container, key, outer.at(-1)));
    },
    leave() {
      outer.pop();
    },
  });
  return pieces;
}

/** Gives each entry of a value that was read from a text, by `fromYaml` or `fromJson`, the tag of where it stands there. */
export function deserialized({ text, value, tag, table }: SerializedValue): void {
  const whole = union([tag]);
  const segments = tag?.segments ?? [];
  const nothing: Tag = { reads: [] };
  locateLeaves(text, value, {
    entry({ container, key, start, end }) {
      const found = segments.length === 0 ? whole : tagOfStretch(between(segments, start, end), start);
      table.set(container, key, found ?? nothing);
    },
    enter() {},
    leave() {},
  });
}
