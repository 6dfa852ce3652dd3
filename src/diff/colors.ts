/** Colours as github.com/mgutz/ansi writes them. */
export type Color = "red" | "green" | "yellow" | "magenta" | "light blue";

const CODES: Readonly<Record<Color, number>> = { red: 31, green: 32, yellow: 33, magenta: 35, "light blue": 94 };

/** Writes a text in a colour, or as it is. */
export type Paint = (text: string, color: Color) => string;

export function painter(colored: boolean): Paint {
  return colored ? (text, color) => `\x1b[0;${CODES[color]}m${text}\x1b[0m` : (text) => text;
}
