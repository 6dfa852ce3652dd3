/** Character classes of YAML 1.1 as libyaml draws them. NUL is the end of the text: the reader lets no other one through. */
export const NUL = 0;
export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const NEL = 0x85;
export const LINE_SEPARATOR = 0x2028;
export const PARAGRAPH_SEPARATOR = 0x2029;

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

export function isBreak(code: number): boolean {
  return code === LF || code === CR || code === NEL || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR;
}

export function isBreakOrEnd(code: number): boolean {
  return code === LF || code === NUL || isBreak(code);
}

export function isBlankOrEnd(code: number): boolean {
  return code === SPACE || code === TAB || isBreakOrEnd(code);
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A letter, digit, `_` or `-`: what names of anchors, directives and tag handles are made of. */
export function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === 95 || code === 45;
}

/** The value of a hexadecimal digit, -1 for anything else. */
export function hexValue(code: number): number {
  if (isDigit(code)) return code - 48;
  if (code >= 65 && code <= 70) return code - 55;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}
