/**
 * The fast reader of indexes in the form `helm repo index` (and everybody who writes with the same library) gives them: block style,
 * one key to a line. It takes only what it is sure to read as the full YAML reader would; an entry with anything else in it
 * is handed to that reader, and a file with anything else in its frame is not read here at all.
 */
import { scalarText } from "../decode.ts";
import type { Value } from "../../go/index.ts";
import * as yaml from "../../yaml/index.ts";
import type { ChartVersion } from "./chart-version.ts";
import type { IndexFile } from "./index-file.ts";
import { acceptVersion, type ReadIndexOptions, type SkippedEntry } from "./accept-version.ts";
import { decodeTime, decodeVersion, refuseUnknown } from "./index-types.ts";
import { readCanonicalEntry } from "./canonical-entry.ts";
import { NotCanonical } from "./canonical-scalar.ts";
import { Lines } from "./lines.ts";

/** `undefined` when the text is not of that form, or not valid: the full reader then says what is wrong. */
export function readCanonicalIndex(text: string, options: ReadIndexOptions): IndexFile | undefined {
  if (text.includes("\t") || text.includes("\r") || text.includes("\ufeff")) return undefined;
  const skipped: SkippedEntry[] = [];
  try {
    const index = new Reader(text, { ...options, onSkipped: (entry) => skipped.push(entry) }).index();
    // Told only now: the full reader would tell it again.
    skipped.forEach(options.onSkipped);
    return index;
  } catch {
    return undefined;
  }
}

/** What the frame of an index may hold beside its entries. */
const FRAME_KEYS: ReadonlySet<string> = new Set(["apiVersion", "generated", "publicKeys", "annotations", "serverInfo"]);

class Reader {
  readonly #lines: Lines;
  readonly #frame = new Map<string, Value>();
  readonly #entries = new Map<string, ChartVersion[]>();
  #sawEntries = false;

  constructor(
    readonly text: string,
    readonly options: ReadIndexOptions,
  ) {
    this.#lines = new Lines(text);
  }

  index(): IndexFile {
    const lines = this.#lines;
    if (lines.text() === "---") lines.next();
    while (!lines.done) {
      if (lines.indent !== 0) throw new NotCanonical();
      if (lines.text() === "entries:") this.#readEntries();
      else this.#readFrame();
    }
    return this.#assemble();
  }

  #assemble(): IndexFile {
    const frame = this.#frame;
    return {
      apiVersion: scalarText(frame.get("apiVersion") ?? "") ?? "",
      generated: decodeTime(scalarText(frame.get("generated") ?? "") ?? ""),
      entries: this.#entries,
      publicKeys: [],
      annotations: new Map(),
      serverInfo: new Map(),
    };
  }

  #readFrame(): void {
    const block = this.#lines.takeBlock(0);
    const value = yaml.unmarshal(block, { strict: true });
    if (!(value instanceof Map) || value.size !== 1) throw new NotCanonical();
    for (const [key, item] of value) {
      if (!FRAME_KEYS.has(key) || this.#frame.has(key)) throw new NotCanonical();
      // The lists and maps of the frame are for whoever writes an index; they only have to be what they should be.
      if (key === "publicKeys" && !Array.isArray(item)) throw new NotCanonical();
      if ((key === "annotations" || key === "serverInfo") && !(item instanceof Map)) throw new NotCanonical();
      this.#frame.set(key, item);
    }
  }

  #readEntries(): void {
    if (this.#sawEntries) throw new NotCanonical();
    this.#sawEntries = true;
    const lines = this.#lines;
    lines.next();
    const indent = lines.indent;
    if (lines.done || indent === 0) return;
    while (!lines.done && lines.indent === indent) this.#readChart(indent);
    if (!lines.done && lines.indent !== 0) throw new NotCanonical();
  }

  #readChart(indent: number): void {
    const lines = this.#lines;
    const name = chartName(lines.text());
    if (this.#entries.has(name)) throw new NotCanonical();
    lines.next();
    const at = lines.indent;
    const versions: (ChartVersion | undefined)[] = [];
    if (at < indent) throw new NotCanonical();
    while (lines.isItemAt(at)) versions.push(this.#readVersion(at));
    if (versions.length === 0) throw new NotCanonical();
    this.#entries.set(name, this.#accept(name, versions));
  }

  #readVersion(at: number): ChartVersion | undefined {
    const start = this.#lines.mark();
    try {
      return readCanonicalEntry(this.#lines, at);
    } catch (error) {
      if (!(error instanceof NotCanonical)) throw error;
      this.#lines.reset(start);
      return this.#readAnyVersion(at);
    }
  }

  /** An entry out of the ordinary, with everything it says: it may have to be refused. */
  #readAnyVersion(at: number): ChartVersion | undefined {
    const list = yaml.unmarshal(this.#lines.takeItem(at), { strict: true });
    const item = Array.isArray(list) && list.length === 1 ? list[0] : undefined;
    if (item === undefined || (item !== null && !(item instanceof Map))) throw new NotCanonical();
    refuseUnknown(item, "version");
    return decodeVersion(item, this.options.dialect);
  }

  #accept(name: string, versions: readonly (ChartVersion | undefined)[]): ChartVersion[] {
    if (versions.every((version) => version !== undefined && !("metadata" in version)))
      return versions as ChartVersion[];
    const isGood = (version: ChartVersion | undefined): boolean =>
      version === undefined || "metadata" in version
        ? acceptVersion(name, version as Parameters<typeof acceptVersion>[1], this.options)
        : true;
    return versions.toReversed().filter(isGood).toReversed() as ChartVersion[];
  }
}

const PLAIN_NAME = /^([a-z][a-z0-9_-]*[a-z0-9_]|[a-z]):$/;
/** Names that YAML 1.1 reads as something else than text. */
const NOT_TEXT: ReadonlySet<string> = new Set(["true", "false", "yes", "no", "on", "off", "y", "n", "null"]);

function chartName(line: string): string {
  const name = PLAIN_NAME.exec(line)?.[1];
  if (name !== undefined && !NOT_TEXT.has(name)) return name;
  const key = yaml.unmarshal(line, { strict: true });
  const [only, ...others] = key instanceof Map ? key : [];
  if (only === undefined || others.length > 0 || only[1] !== null) throw new NotCanonical();
  return only[0];
}
