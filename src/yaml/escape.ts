/** Characters that stand as escapes between double quotes. */
export const NEEDS_ESCAPE = /[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|["\\]/;

const SHORT_ESCAPES: ReadonlyMap<number, string> = new Map([
  [0, "\\0"],
  [7, "\\a"],
  [8, "\\b"],
  [9, "\\t"],
  [10, "\\n"],
  [11, "\\v"],
  [12, "\\f"],
  [13, "\\r"],
  [27, "\\e"],
  [34, '\\"'],
  [92, "\\\\"],
  [0x85, "\\N"],
  [0xa0, "\\_"],
  [0x2028, "\\L"],
  [0x2029, "\\P"],
]);

/** The escape of a character, the short one where there is one. */
export function escapeRune(rune: number): string {
  const short = SHORT_ESCAPES.get(rune);
  if (short !== undefined) return short;
  const digits = rune.toString(16).toUpperCase();
  if (rune <= 0xff) return `\\x${digits.padStart(2, "0")}`;
  return rune <= 0xffff ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}
