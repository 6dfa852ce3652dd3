/** Colours and styles of text in a terminal, as gonvenience/bunt 1.4.3 writes them. */

/** Red, green and blue. */
export type Rgb = readonly [number, number, number];

export type Part =
  | "anchor"
  | "binary"
  | "bool"
  | "comment"
  | "dash"
  | "float"
  | "int"
  | "key"
  | "multiLine"
  | "null"
  | "scalar"
  | "empty";

export type Palette = Partial<Record<Part, Rgb>>;

export interface Style {
  readonly color?: Rgb;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

/** Text with styles: nothing is coloured yet. */
export function style(text: string, _style: Style): string {
  return text;
}
