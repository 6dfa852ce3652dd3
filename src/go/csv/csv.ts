/**
 * Records of comma-separated values as Go's encoding/csv reads and writes them (Go 1.26). Error texts name lines and byte
 * columns as Go's `*csv.ParseError` does.
 */
import { byteLength } from "../bytes.ts";

/** The first record of `text`, which is how pflag's slice flags take their values. Throws with Go's text. */
export function readCsvRecord(text: string): string[] {
  const record = new CsvReader(text).read();
  if (record === undefined) throw new Error("EOF");
  return record;
}

/** Go's `*csv.ParseError`. */
export class CsvError extends Error {
  constructor(
    message: string,
    readonly line: number,
    /** What is wrong, without its place. */
    readonly reason: string,
  ) {
    super(message);
  }
}

const BARE_QUOTE = 'bare " in non-quoted-field';
const STRAY_QUOTE = 'extraneous or missing " in quoted-field';

/** Reads one record after the other. */
export class CsvReader {
  readonly #lines: string[];
  #next = 0;
  #line = "";
  #column = 1;
  #start = 0;

  constructor(text: string) {
    this.#lines = text.split(/(?<=\n)/).map(normalizeEnd);
  }

  /** The line on which the record begins that was read last. */
  get line(): number {
    return this.#start;
  }

  /** The next record, undefined at the end. Throws `CsvError`. */
  read(): string[] | undefined {
    do {
      if (this.#next >= this.#lines.length) return undefined;
      this.#advance();
    } while (this.#line === "\n" || this.#line === "");
    this.#start = this.#next;
    const fields: string[] = [];
    for (let more = true; more;) {
      more = this.#line.startsWith('"') ? this.#quotedField(fields) : this.#plainField(fields);
    }
    return fields;
  }

  /** Reads one field; whether another follows. */
  #plainField(fields: string[]): boolean {
    const comma = this.#line.indexOf(",");
    const field = comma < 0 ? this.#line.replace(/\n$/, "") : this.#line.slice(0, comma);
    const quote = field.indexOf('"');
    if (quote >= 0) throw this.#error(BARE_QUOTE, this.#column + byteLength(field.slice(0, quote)));
    fields.push(field);
    if (comma >= 0) this.#take(comma + 1);
    return comma >= 0;
  }

  #quotedField(fields: string[]): boolean {
    let field = "";
    this.#take(1);
    for (;;) {
      const quote = this.#line.indexOf('"');
      if (quote < 0) {
        field += this.#line;
        this.#column += byteLength(this.#line);
        if (this.#next >= this.#lines.length) throw this.#error(STRAY_QUOTE, this.#column);
        this.#advance();
        continue;
      }
      field += this.#take(quote + 1).slice(0, -1);
      if (this.#line.startsWith('"')) {
        field += this.#take(1);
        continue;
      }
      const more = this.#line.startsWith(",");
      if (!more && this.#line !== "" && this.#line !== "\n") throw this.#error(STRAY_QUOTE, this.#column - 1);
      fields.push(field);
      if (more) this.#take(1);
      return more;
    }
  }

  #advance(): void {
    this.#line = this.#lines[this.#next++] ?? "";
    this.#column = 1;
  }

  #take(length: number): string {
    const taken = this.#line.slice(0, length);
    this.#line = this.#line.slice(length);
    this.#column += byteLength(taken);
    return taken;
  }

  #error(what: string, column: number): Error {
    const place = `parse error on line ${this.#next}, column ${column}: ${what}`;
    const message = this.#start === this.#next ? place : `record on line ${this.#start}; ${place}`;
    return new CsvError(message, this.#next, what);
  }
}

function normalizeEnd(line: string): string {
  if (line.endsWith("\r\n")) return `${line.slice(0, -2)}\n`;
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** The record as Go's csv.Writer writes it, without the end of line. */
export function writeCsvRecord(fields: readonly string[]): string {
  return fields.map((field) => (needsQuotes(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(",");
}

function needsQuotes(field: string): boolean {
  // A lone `\.` would end the data for PostgreSQL, so Go quotes it.
  return field === "\\." || /[,"\r\n]/.test(field) || /^\p{White_Space}/u.test(field);
}
