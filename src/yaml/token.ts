/** Tokens of the scanner. Kinds are numbers because the parser switches on them for every token of every file. */
export const Kind = {
  streamEnd: 0,
  versionDirective: 1,
  tagDirective: 2,
  documentStart: 3,
  documentEnd: 4,
  blockSequenceStart: 5,
  blockMappingStart: 6,
  blockEnd: 7,
  flowSequenceStart: 8,
  flowSequenceEnd: 9,
  flowMappingStart: 10,
  flowMappingEnd: 11,
  blockEntry: 12,
  flowEntry: 13,
  key: 14,
  value: 15,
  alias: 16,
  anchor: 17,
  tag: 18,
  scalar: 19,
} as const;

export type ScalarStyle = 0 | 1 | 2 | 3 | 4;
export const Plain = 0;
export const SingleQuoted = 1;
export const DoubleQuoted = 2;
export const Literal = 3;
export const Folded = 4;

/** A place in the text: `line` and `column` count from 0, `at` is the index into the text. */
export interface Mark {
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

export class Token implements Mark {
  // oxlint-disable-next-line max-params -- made for every token of every file: an options object would cost more than the token
  constructor(
    readonly kind: number,
    readonly at: number,
    readonly line: number,
    readonly column: number,
    /** How many characters an indicator took: 1 for `-`, `?` and `:`, 0 for tokens the scanner made up. */
    readonly width: number,
    /** A scalar's text, an anchor's name, a tag's or directive's handle. */
    readonly value: string = "",
    readonly style: ScalarStyle = Plain,
    /** A tag's suffix, a directive's prefix or version. */
    readonly suffix: string = "",
  ) {}
}
