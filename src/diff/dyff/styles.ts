/** Colours and styles of text in a terminal, as gonvenience/bunt 1.4.3 writes them: a sequence wherever they change, true colours. */

/** Red, green and blue. */
export type Rgb = readonly [number, number, number];

export type Part =
  | "anchor"
  | "binary"
  | "bool"
  | "comment"
  | "dash"
  | "empty"
  | "float"
  | "indent"
  | "int"
  | "key"
  | "multiLine"
  | "null"
  | "scalar";

export type Palette = Partial<Record<Part, Rgb>>;

export interface Style {
  readonly color?: Rgb;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** Line breaks keep the style that they have. */
  readonly eachLine?: boolean;
}

/** Writes text in a style, over those that it has. */
export type Pen = (text: string, style: Style) => string;

export const plainPen: Pen = (text) => text;

export const coloredPen: Pen = (text, style) =>
  render(parse(text).map((glyph) => (style.eachLine === true && glyph.text === "\n" ? glyph : styled(glyph, style))));

interface Glyph {
  readonly text: string;
  readonly color: string;
  readonly bold: boolean;
  readonly italic: boolean;
}

function styled(glyph: Glyph, { color, bold = false, italic = false }: Style): Glyph {
  return {
    text: glyph.text,
    color: color === undefined ? glyph.color : `38;2;${color.join(";")}`,
    bold: glyph.bold || bold,
    italic: glyph.italic || italic,
  };
}

// eslint-disable-next-line no-control-regex -- escape sequences begin so
const SEQUENCE = /\x1b\[([\d;]*)m/g;

function parse(text: string): Glyph[] {
  const glyphs: Glyph[] = [];
  let now = { color: "", bold: false, italic: false };
  let from = 0;
  const take = (piece: string): void => {
    for (const character of piece) glyphs.push({ text: character, ...now });
  };
  for (const match of text.matchAll(SEQUENCE)) {
    take(text.slice(from, match.index));
    const codes = match[1] ?? "";
    const color = /38;2;\d+;\d+;\d+/.exec(codes)?.[0] ?? "";
    const others = codes.replace(color, "").split(";");
    now = { color, bold: others.includes("1"), italic: others.includes("3") };
    from = match.index + match[0].length;
  }
  take(text.slice(from));
  return glyphs;
}

function render(glyphs: readonly Glyph[]): string {
  let text = "";
  let now: Omit<Glyph, "text"> = { color: "", bold: false, italic: false };
  for (const glyph of glyphs) {
    text += change(now, glyph) + glyph.text;
    now = glyph;
  }
  return text + change(now, { color: "", bold: false, italic: false });
}

/** What is turned off has to be reset before anything else is turned on. */
function change(from: Omit<Glyph, "text">, to: Omit<Glyph, "text">): string {
  if (from.color === to.color && from.bold === to.bold && from.italic === to.italic) return "";
  if (to.color === "" && !to.bold && !to.italic) return "\x1b[0m";
  const isTurnedOff = (from.bold && !to.bold) || (from.italic && !to.italic);
  const codes = [...(isTurnedOff ? ["0"] : []), ...(to.bold ? ["1"] : []), ...(to.italic ? ["3"] : [])];
  return `\x1b[${[...codes, ...(to.color === "" ? [] : [to.color])].join(";")}m`;
}

/** The colours of dyff 1.12 (pkg/dyff/colors.go). */
export const COLORS = {
  addition: [0x58, 0xbf, 0x38],
  removal: [0xb9, 0x31, 0x1b],
  change: [0xc7, 0xc4, 0x3f],
  lightAddition: [0x90, 0xee, 0x90],
  lightRemoval: [0xff, 0xa0, 0x7a],
  root: [0xb0, 0xc4, 0xde],
} as const satisfies Record<string, Rgb>;

const [LIGHT_CORAL, FIRE_BRICK]: [Rgb, Rgb] = [
  [0xf0, 0x80, 0x80],
  [0xb2, 0x22, 0x22],
];
const [LIME_GREEN, GREEN]: [Rgb, Rgb] = [
  [0x32, 0xcd, 0x32],
  [0x00, 0x80, 0x00],
];

export const REDDISH: Palette = {
  ...{ key: FIRE_BRICK, dash: FIRE_BRICK, indent: [0x33, 0, 0] },
  ...{ scalar: LIGHT_CORAL, bool: LIGHT_CORAL, float: LIGHT_CORAL, int: LIGHT_CORAL },
  ...{ multiLine: [0xe9, 0x96, 0x7a], null: [0xfa, 0x80, 0x72], empty: [0xff, 0xa0, 0x7a] },
};
export const GREENISH: Palette = {
  ...{ key: GREEN, dash: GREEN, indent: [0, 0x33, 0] },
  ...{ scalar: LIME_GREEN, bool: LIME_GREEN, float: LIME_GREEN, int: LIME_GREEN },
  ...{ multiLine: [0x6b, 0x8e, 0x23], null: [0x80, 0x80, 0x00], empty: [0x55, 0x6b, 0x2f] },
};
