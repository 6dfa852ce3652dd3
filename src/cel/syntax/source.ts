/** The text of an expression in code points, and its errors as cel-go 0.26 prints them (common/source.go, common/error.go). */

export interface Problem {
  /** In code points; negative where an error has no place. */
  readonly offset: number;
  readonly message: string;
}

/** Longer lines are not shown. */
const SNIPPET_LENGTH_MAX = 16_384;
const PROBLEMS_MAX = 100;

export class Source {
  readonly codePoints: readonly string[];
  readonly #lines: readonly number[];

  constructor(readonly text: string) {
    this.codePoints = [...text];
    const lines = [0];
    this.codePoints.forEach((one, i) => {
      if (one === "\n") lines.push(i + 1);
    });
    this.#lines = lines;
  }

  slice(start: number, end: number): string {
    return this.codePoints.slice(start, end).join("");
  }

  /** All problems in the order of their places. */
  describe(problems: readonly Problem[]): string {
    const sorted = problems
      .slice(0, PROBLEMS_MAX)
      .map((problem) => ({ problem, place: this.#place(problem.offset) }))
      .sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
    const lines = sorted.map(({ problem, place }) => this.#describe(problem.message, place));
    const more = problems.length - PROBLEMS_MAX;
    return [...lines, ...(more > 0 ? [`${more} more errors were truncated`] : [])].join("\n");
  }

  #describe(message: string, { line, column }: Place): string {
    const head = `ERROR: <input>:${line}:${column + 1}: ${message}`;
    const start = this.#lines[line - 1];
    if (start === undefined || column < 0) return head;
    const end = this.#lines[line];
    const snippet = this.codePoints.slice(start, end === undefined ? undefined : end - 1);
    if (snippet.join("").length > SNIPPET_LENGTH_MAX) return head;
    const shown = snippet.map((one) => (one === "\t" ? " " : one));
    const dots = shown.slice(0, column).map((one) => (isWide(one) ? "．" : "."));
    const mark = isWide(shown[column] ?? "") ? "＾" : "^";
    return `${head}\n | ${shown.join("")}\n | ${dots.join("")}${mark}`;
  }

  #place(offset: number): Place {
    if (offset < 0) return { line: -1, column: -1 };
    if (this.text === "") return { line: 1, column: -1 };
    let line = this.#lines.length;
    while (line > 1 && (this.#lines[line - 1] ?? 0) > offset) line--;
    return { line, column: offset - (this.#lines[line - 1] ?? 0) };
  }
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function isWide(character: string): boolean {
  return (character.codePointAt(0) ?? 0) > 0x7f;
}
