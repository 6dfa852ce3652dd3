/**
 * The fast reader of indexes in the form `helm repo index` (and everybody who writes with the same library) gives them: block style,
 * one key to a line. It takes only what it is sure to read as the full YAML reader would; an entry with anything else in it
 * is handed to that reader, and a file with anything else in its frame is not read here at all.
 */
import type { Value } from "../../go/index.ts";
import * as yaml from "../../yaml/index.ts";
import type { ChartVersion } from "./chart-version.ts";
import type { IndexFile } from "./index-file.ts";
import { acceptVersion, type ReadIndexOptions, type SkippedEntry } from "./accept-version.ts";
import {
  completed,
  decodeIndex,
  type DecodedVersion,
  decodeVersion,
  readIndexDocument,
  readVersionsDocument,
} from "./index-types.ts";
import { readCanonicalEntry } from "./canonical-entry.ts";
import { NotCanonical } from "./canonical-scalar.ts";
import { Lines } from "./lines.ts";

/** `undefined` when the text is not of that form, or not valid: the full reader then says what is wrong. */
export function readCanonicalIndex(text: string, options: ReadIndexOptions): IndexFile | undefined {
  if (NOT_PLAIN.some((character) => text.includes(character))) return undefined;
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

/** What YAML takes for blanks, or for ends of lines. */
const NOT_PLAIN: readonly string[] = ["\t", "\r", "\u0085", "\u2028", "\u2029", "\ufeff"];

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
    const { apiVersion, generated } = decodeIndex(this.#frame, { dialect: this.options.dialect, isJson: false });
    // The lists and maps of the frame are for whoever writes an index; they only have to be what they should be.
    const unread = { publicKeys: [], annotations: new Map(), serverInfo: new Map() };
    return { apiVersion, generated, entries: this.#entries, ...unread };
  }

  #readFrame(): void {
    const block = this.#lines.takeBlock(0);
    const value = readIndexDocument(block, this.options.dialect);
    if (!(value instanceof Map) || value.size !== 1) throw new NotCanonical();
    for (const [key, item] of value) {
      if (key.toLowerCase() === "entries" || this.#frame.has(key)) throw new NotCanonical();
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
    const versions: ReadVersion[] = [];
    if (at < indent) throw new NotCanonical();
    while (lines.isItemAt(at)) versions.push(this.#readVersion(at));
    if (versions.length === 0) throw new NotCanonical();
    this.#entries.set(name, this.#accept(name, versions));
  }

  #readVersion(at: number): ReadVersion {
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
  #readAnyVersion(at: number): DecodedVersion | null {
    const list = readVersionsDocument(this.#lines.takeItem(at), this.options.dialect);
    const item = Array.isArray(list) && list.length === 1 ? list[0] : undefined;
    if (item === undefined || (item !== null && !(item instanceof Map))) throw new NotCanonical();
    return decodeVersion(item, this.options.dialect);
  }

  #accept(name: string, versions: readonly ReadVersion[]): ChartVersion[] {
    return versions
      .toReversed()
      .filter((version) => isPlain(version) || acceptVersion(name, version, this.options))
      .map((version) => (isPlain(version) ? version : completed(version)))
      .toReversed();
  }
}

/** What was read line by line is good; what was not has yet to be looked at. */
type ReadVersion = ChartVersion | DecodedVersion | null;

function isPlain(version: ReadVersion): version is ChartVersion {
  return version !== null && !("metadata" in version);
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
