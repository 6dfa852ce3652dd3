import type { Value } from "../../value.ts";
import type { Tag } from "./tag.ts";
import type { TagTable } from "./tag-table.ts";

/** A call that has been made, and what is known of its arguments. */
export interface TracedCall {
  readonly name: string;
  /** As the function received them. */
  readonly args: readonly unknown[];
  readonly tags: readonly (Tag | undefined)[];
  readonly result: Value;
  /** For what stands in the call itself. */
  readonly written: () => Tag;
  /** Tags of entries of maps and lists. */
  readonly table: TagTable;
}
