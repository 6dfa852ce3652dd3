/** What one value may come to. Go knows no such limits: it goes on until memory ends, and takes the machine along. */
import { GoError } from "./value.ts";

/**
 * Elements looked at while a value is printed, written, copied or compared. A value whose parts stand in it again and again
 * (`$d = dict "a" $d "b" $d`, sixty times) is small, but is more than any machine holds once it is written.
 */
export const ELEMENTS_MAX = 2 ** 21;

/** Functions that answer errors with an empty text let this one through. */
export class LimitError extends GoError {}

export function tooManyElements(): LimitError {
  return new LimitError(`value is too large (more than ${ELEMENTS_MAX} elements)`);
}

/** Whether the engine refused to make a text or a list, because it would be too long. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /out of memory|invalid (?:array|string) length/i.test(error.message);
}
