const MINUS = 0x2d;

/** What separates words inside an action, and is trimmed beside it. */
export function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x09 || unit === 0x0d;
}

/** Behind a run of spaces, but for the last one where it begins ` -}}`. */
export function behindSpace(text: string, at: number): number {
  let end = at;
  while (isSpace(text.charCodeAt(end))) end++;
  return end > at && text.charCodeAt(end) === MINUS && text.startsWith("-}}", end) ? end - 1 : end;
}

/** Whether the action that opens at a place trims the text before it. */
export function trimsBefore(text: string, open: number): boolean {
  return text.charCodeAt(open + 2) === MINUS && isSpace(text.charCodeAt(open + 3));
}

/** Behind the opening delimiter, and the mark that trims. */
export function insideAction(text: string, open: number): number {
  return open + (trimsBefore(text, open) ? "{{- " : "{{").length;
}

/** Whether an action trims the text behind it. */
export function trimsAfter(action: string): boolean {
  const end = action.length - "}}".length;
  return action.charCodeAt(end - 1) === MINUS && isSpace(action.charCodeAt(end - 2));
}
