/** How much a template may ask for. Go would try, and run out of memory. */
import { GoError } from "../go/index.ts";

/** Numbers made by one `until`, `untilStep` or `seq`. */
export const SEQUENCE_LENGTH_MAX = 2 ** 22;
/** Length of the text made by one `repeat`, `indent` or `replace`. */
export const TEXT_LENGTH_MAX = 2 ** 28;

export function checkSequenceLength(length: number): void {
  if (length <= SEQUENCE_LENGTH_MAX) return;
  throw new GoError(`sequence of ${length} numbers is too long (max ${SEQUENCE_LENGTH_MAX})`);
}

export function checkTextLength(length: number): void {
  if (length <= TEXT_LENGTH_MAX) return;
  throw new GoError(`text of ${length} characters is too long (max ${TEXT_LENGTH_MAX})`);
}
