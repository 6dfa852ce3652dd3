/**
 * Text of a cluster for a terminal or a log: one line, and nothing in it that moves a cursor, changes a colour or turns the direction
 * of writing. Whoever can write to a container's log can write there.
 */
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])/g;
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]+/g;

const LENGTH_MAX = 2000;

export function printable(text: string): string {
  const clean = text
    .slice(0, LENGTH_MAX * 2)
    .replace(ESCAPES, "")
    .replace(CONTROLS, " ")
    .trim();
  return clean.length > LENGTH_MAX ? `${clean.slice(0, LENGTH_MAX)}…` : clean;
}
