/** What differs between two manifests, object by object (helm-diff 3.15.11, diff/diff.go). */
import { byteLength, compareStrings } from "../go/index.ts";
import { compile, type Regexp } from "../go/regexp/index.ts";
import { diffLines, type LineRecord } from "./lines.ts";
import type { MappedObject, ObjectIndex } from "./manifest.ts";
import type { DiffOptions } from "./options.ts";
import { hideSecrets, SECRET } from "./secrets.ts";
import { structuredEntry, type StructuredEntry } from "./structured.ts";

export type ChangeType = "ADD" | "REMOVE" | "MODIFY" | "OWNERSHIP" | "MODIFY_SUPPRESSED";

export interface ReportEntry {
  /** The object's name in its index. */
  readonly key: string;
  readonly kind: string;
  /** Lines shown around a change. */
  readonly context: number;
  readonly records: readonly LineRecord[];
  readonly changeType: ChangeType;
  readonly structured?: StructuredEntry | undefined;
}

export interface Report {
  readonly entries: readonly ReportEntry[];
  /** Whether there were any before lines were suppressed. */
  readonly changed: boolean;
}

/** A release that takes an object over from another. */
export interface OwnershipChange {
  readonly oldRelease: string;
  readonly newRelease: string;
}

export interface ReportInput {
  readonly old: ObjectIndex;
  readonly current: ObjectIndex;
  readonly ownership?: ReadonlyMap<string, OwnershipChange> | undefined;
  readonly options: DiffOptions;
  /** Told of what could not be shown as it was asked for. */
  readonly warn: (line: string) => void;
}

/** Throws `GoError` for a wrong regular expression, where there is anything to suppress. */
export function makeReport(input: ReportInput): Report {
  const entries = new Comparison(input).entries();
  const { suppressedLines } = input.options;
  if (entries.length === 0 || suppressedLines.length === 0) return { entries, changed: entries.length > 0 };
  const patterns = suppressedLines.map((pattern) => compile(pattern));
  return { entries: entries.map((entry) => suppressLines(entry, patterns)), changed: true };
}

/** An entry without the lines that match: one of which no change is left has no lines at all. */
function suppressLines(entry: ReportEntry, patterns: readonly Regexp[]): ReportEntry {
  const records = entry.records.filter(({ text }) => !patterns.some((pattern) => pattern.test(text)));
  if (records.some(({ delta }) => delta !== " ")) return { ...entry, records };
  return { ...entry, records: [], changeType: entry.changeType === "MODIFY" ? "MODIFY_SUPPRESSED" : entry.changeType };
}

interface Pair {
  readonly key: string;
  readonly old?: MappedObject | undefined;
  readonly current?: MappedObject | undefined;
}

class Comparison {
  readonly #entries: ReportEntry[] = [];

  constructor(readonly input: ReportInput) {}

  entries(): ReportEntry[] {
    const { old, current, ownership = new Map<string, OwnershipChange>() } = this.input;
    for (const [key, change] of ownership) this.#ownership(key, change);
    const gone: string[] = [];
    for (const key of sortedKeys(old)) {
      if (current.has(key)) this.#compare({ key, old: old.get(key), current: current.get(key) });
      else gone.push(key);
    }
    const added = sortedKeys(current).filter((key) => !old.has(key));
    const removed = this.input.options.findRenames > 0 ? this.#renamed(gone, added) : gone;
    for (const key of removed) {
      const object = old.get(key);
      if (object?.resourcePolicy !== "keep") this.#compare({ key, old: object });
    }
    for (const key of added) this.#compare({ key, current: current.get(key) });
    return this.#entries;
  }

  #ownership(key: string, { oldRelease, newRelease }: OwnershipChange): void {
    const records = this.#lines(oldRelease, newRelease, true);
    this.#entries.push({ key, kind: "", context: 0, records, changeType: "OWNERSHIP" });
  }

  #lines(before: string, after: string, stripCr = this.input.options.stripTrailingCr): LineRecord[] {
    return diffLines(linesOf(before, stripCr), linesOf(after, stripCr));
  }

  /** Pairs what is gone with what is most like it among what is new, which is taken out of `added`. Gives what stays gone. */
  #renamed(gone: readonly string[], added: string[]): string[] {
    const { old, current, options } = this.input;
    return gone.filter((key) => {
      const before = old.get(key);
      if (before === undefined) return true;
      const nearest = this.#nearest(before, added);
      if (nearest === undefined || !(nearest.share < Math.fround(options.findRenames))) return true;
      added.splice(added.indexOf(nearest.key), 1);
      this.#compare({ key, old: before, current: current.get(nearest.key) });
      return false;
    });
  }

  #nearest(before: MappedObject, added: readonly string[]): { key: string; share: number } | undefined {
    let nearest: { key: string; share: number } | undefined;
    for (const key of added) {
      const after = this.input.current.get(key);
      if (after === undefined || !mayBeRenamed(before, after)) continue;
      hideSecrets({ old: before, current: after }, this.input.options);
      const records = this.#lines(before.content, after.content);
      const share = Math.fround(changes(records) / records.length);
      if (share > 0 && (nearest === undefined || share < nearest.share)) nearest = { key, share };
    }
    return nearest;
  }

  #compare({ key, old, current }: Pair): void {
    if (old !== undefined && current !== undefined && old.content === current.content) return;
    const { options } = this.input;
    hideSecrets({ old, current }, options);
    const changeType = old === undefined ? "ADD" : current === undefined ? "REMOVE" : "MODIFY";
    const kind = (old ?? current)?.kind ?? "";
    const common = { key, kind, context: options.context, changeType } as const;
    if (options.output === "structured") return this.#structured(common, { key, old, current });
    const records = this.#lines(old?.content ?? "", current?.content ?? "");
    if (changeType === "MODIFY" && changes(records) === 0) return;
    this.#entries.push({ ...common, records });
  }

  #structured(common: Omit<ReportEntry, "records" | "structured">, { key, old, current }: Pair): void {
    const { kind, changeType } = common;
    let structured: StructuredEntry | undefined;
    try {
      const suppressed = this.input.options.suppressedKinds.includes(kind);
      structured = structuredEntry({ key, changeType, suppressed, old, current });
      if (changeType === "MODIFY" && !suppressed && structured.changes.length === 0) return;
    } catch (error) {
      const place = `${key} (kind: ${kind}, changeType: ${changeType})`;
      this.input.warn(`Warning: failed to build structured entry for ${place}: ${(error as Error).message}`);
    }
    this.#entries.push({ ...common, records: [], structured });
  }
}

/** Texts whose lengths are so different are not compared. What a Secret's length is says nothing of what is shown. */
const LENGTH_RATIO = { min: Math.fround(0.1), max: 10 } as const;

function mayBeRenamed(before: MappedObject, after: MappedObject): boolean {
  if (before.kind !== after.kind || before.content === "" || after.content === "") return false;
  if (before.kind === SECRET) return true;
  const ratio = Math.fround(byteLength(before.content) / byteLength(after.content));
  return ratio >= LENGTH_RATIO.min && ratio <= LENGTH_RATIO.max;
}

function changes(records: readonly LineRecord[]): number {
  return records.filter(({ delta }) => delta !== " ").length;
}

function linesOf(text: string, stripCr: boolean): string[] {
  const lines = text.split("\n");
  return stripCr ? lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line)) : lines;
}

function sortedKeys(index: ObjectIndex): string[] {
  return [...index.keys()].sort(compareStrings);
}

/** Objects by the template they come from, for releases whose objects have different names. */
export function byTemplate(index: ObjectIndex): ObjectIndex {
  const counts = new Map<string, number>();
  const result: ObjectIndex = new Map();
  for (const key of sortedKeys(index)) {
    const object = index.get(key);
    if (object === undefined) continue;
    const source = object.content.split("\n", 1)[0]?.replace("# Source: ", "") ?? "";
    const count = (counts.get(source) ?? 0) + 1;
    const isTaken = result.has(source);
    counts.set(source, count);
    result.set(isTaken ? `${source} ${count}` : source, object);
  }
  return result;
}
