/**
 * Lines at the end of a terminal that are written again and again in the same place. What others write meanwhile appears above them. Nothing is
 * left behind that would have to be put right: the cursor stays visible, and below the lines.
 */
import { textWidth } from "../../../helm/waiting/index.ts";
import type { Output } from "../../context.ts";

const [BEGIN, END] = ["\x1b[?2026h", "\x1b[?2026l"];
/** The whole line, before it is written: what was cleared from a place on still counts when a terminal breaks its lines anew. */
const CLEAR_LINE = "\x1b[2K";
const CLEAR_BELOW = "\x1b[J";
const STYLE = /\x1b\[[\d;]*m/g;

export class LiveRegion {
  readonly #err: Output;
  readonly #all: readonly Output[];
  /** Columns of each line that stands there. */
  #widths: readonly number[] = [];
  #columns = 0;
  #isDrawing = false;

  constructor({ out, err }: { readonly out: Output; readonly err: Output }) {
    this.#err = err;
    this.#all = [out, err];
  }

  draw(lines: readonly string[], columns: number): void {
    // A terminal that became narrower has broken the lines anew: what is there goes first.
    const up = this.#up(columns);
    const isSame = columns === this.#columns;
    const body = lines.map((line) => `${CLEAR_LINE}${line}\n`).join("");
    this.#write(`${BEGIN}${up}${isSame ? "" : CLEAR_BELOW}${body}${CLEAR_BELOW}${END}`);
    this.#widths = lines.map((line) => textWidth(line.replace(STYLE, "")));
    this.#columns = columns;
    for (const output of this.#all) output.beforeWrite = this.#giveWay;
  }

  end(): void {
    this.#clear();
    for (const output of this.#all) if (output.beforeWrite === this.#giveWay) output.beforeWrite = undefined;
  }

  readonly #giveWay = (): void => {
    if (!this.#isDrawing) this.#clear();
  };

  #clear(): void {
    if (this.#widths.length === 0) return;
    this.#write(`${this.#up(this.#columns)}${CLEAR_BELOW}`);
    this.#widths = [];
  }

  /** To the beginning of the first line. */
  #up(columns: number): string {
    const rows = this.#widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
    return rows === 0 ? "" : `\x1b[${rows}A\r`;
  }

  #write(text: string): void {
    this.#isDrawing = true;
    try {
      this.#err.write(text);
    } finally {
      this.#isDrawing = false;
    }
  }
}
