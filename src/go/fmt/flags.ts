/** What stands between `%` and the verb. */
export class Flags {
  minus = false;
  plus = false;
  sharp = false;
  space = false;
  zero = false;
  /** `%+v`: struct field names. */
  plusV = false;
  /** `%#v`: Go syntax. */
  sharpV = false;
  width: number | undefined = undefined;
  precision: number | undefined = undefined;

  /** Nothing stands there. */
  get areNone(): boolean {
    const { minus, plus, sharp, space, zero, plusV, sharpV, width, precision } = this;
    const given = minus || plus || sharp || space || zero || plusV || sharpV;
    return !given && width === undefined && precision === undefined;
  }
}

/** Pads to the width, counted in characters: on the left, or on the right with `-`. */
export function pad(text: string, flags: Flags): string {
  if (flags.width === undefined || flags.width === 0) return text;
  const missing = flags.width - runeCount(text);
  if (missing <= 0) return text;
  return flags.minus ? text + padding(missing, flags) : padding(missing, flags) + text;
}

/** Zeros only ever stand on the left. */
export function padding(count: number, flags: Flags): string {
  return (flags.zero && !flags.minus ? "0" : " ").repeat(Math.max(count, 0));
}

/** Numbers place their zeros themselves, between sign and digits. */
export function padWithSpaces(text: string, flags: Flags): string {
  if (!flags.zero) return pad(text, flags);
  flags.zero = false;
  const padded = pad(text, flags);
  flags.zero = true;
  return padded;
}

export function runeCount(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) count--;
  }
  return count;
}

/** Cuts a string to the precision, counted in characters. */
export function truncate(text: string, flags: Flags): string {
  const most = flags.precision;
  if (most === undefined || text.length <= most) return text;
  let units = 0;
  for (let count = 0; count < most && units < text.length; count++) {
    const unit = text.charCodeAt(units);
    units += unit >= 0xd800 && unit <= 0xdbff ? 2 : 1;
  }
  return text.slice(0, units);
}
