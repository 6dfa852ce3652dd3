/** Replacement templates, as Go's `Regexp.Expand` reads them: `$1`, `$name`, `${name}`, `$$`. */
import type { Slots } from "./machine.ts";

/** The longest name counts: `$1W` is the group named `1W`, not group 1. Any other `$` stands for itself. */
const REFERENCE = /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu;
const NUMBER = /^(?:0|[1-9][0-9]*)$/;

export interface Match {
  readonly text: string;
  readonly slots: Slots;
  /** Names of the groups by index. */
  readonly names: readonly string[];
}

export function expand(template: string, match: Match): string {
  return template.replace(REFERENCE, (reference: string, braced?: string, bare?: string) => {
    if (reference === "$$") return "$";
    return groupText(braced ?? bare ?? "", match);
  });
}

function groupText(name: string, { text, slots, names }: Match): string {
  const isSet = (index: number): boolean => (slots[2 * index] ?? -1) >= 0;
  const index = NUMBER.test(name) ? Number(name) : names.findIndex((each, i) => each === name && isSet(i));
  return index >= 0 && isSet(index) ? text.slice(slots[2 * index], slots[2 * index + 1]) : "";
}
