import { quoteRune } from "../../go/strconv/index.ts";
import { refuse } from "./refuse.ts";

/** RFC 6901. */
export function checkJsonPointer(text: string): void {
  if (text === "") return;
  if (!text.startsWith("/")) refuse("not starting with /");
  if (/~(?![01])/.test(text)) refuse("~ must be followed by 0 or 1");
}

/** draft-handrews-relative-json-pointer-01. */
export function checkRelativeJsonPointer(text: string): void {
  const digits = /^[0-9]*/.exec(text)?.[0] ?? "";
  if (digits === "") refuse("must start with non-negative integer");
  if (digits.length > 1 && digits.startsWith("0")) refuse("starts with zero");
  const rest = text.slice(digits.length);
  if (rest !== "#") checkJsonPointer(rest);
}

const UUID_LENGTHS = [8, 4, 4, 4, 12];

/** RFC 4122. */
export function checkUuid(text: string): void {
  const groups = text.split("-");
  if (groups.length !== UUID_LENGTHS.length) refuse(`must have ${UUID_LENGTHS.length} elements`);
  for (const [i, group] of groups.entries()) {
    const length = UUID_LENGTHS[i] ?? 0;
    if (new TextEncoder().encode(group).length !== length) {
      refuse(`element ${i + 1} must be ${length} characters long`);
    }
    const bad = /[^0-9a-fA-F]/u.exec(group)?.[0];
    if (bad !== undefined) refuse(`non-hex character ${quoteRune(bad.codePointAt(0) ?? 0)}`);
  }
}
