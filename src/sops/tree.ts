/**
 * A SOPS document between reading and writing (sops 3.13, sops.go): maps keep their order and may hold a key twice, comments are entries
 * of their own. Strings are as everywhere in the value model: bytes outside UTF-8 are lone surrogates.
 */
import type { ByteSlice, Int } from "../go/index.ts";

export class Comment {
  constructor(
    readonly value: string,
    /** Stands behind a value, not on a line of its own. */
    readonly inline = false,
  ) {}
}

/** Go's time.Time: `text` is RFC 3339 with as many digits of the second as it needs. */
export class Timestamp {
  constructor(readonly text: string) {}

  /** Whole seconds only. */
  get seconds(): string {
    return this.text.replace(/\.\d+/, "");
  }
}

export interface TreeItem {
  /** A comment's entry has a null value. Only strings and comments can be decrypted. */
  readonly key: TreeValue;
  readonly value: TreeValue;
}

export class TreeBranch {
  constructor(readonly items: readonly TreeItem[]) {}
}

export type TreeValue =
  null | boolean | string | number | Int | Timestamp | ByteSlice | Comment | TreeBranch | readonly TreeValue[];

/** One for each document of a file. */
export type TreeBranches = readonly TreeBranch[];

export function isList(value: TreeValue): value is readonly TreeValue[] {
  return Array.isArray(value);
}

/** What Go's `%T` prints. */
export function goTypeOf(value: TreeValue): string {
  if (value === null) return "<nil>";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return "float64";
  if (value instanceof Timestamp) return "time.Time";
  if (value instanceof Comment) return "sops.Comment";
  if (value instanceof TreeBranch) return "sops.TreeBranch";
  return isList(value) ? "[]interface {}" : value.type;
}
