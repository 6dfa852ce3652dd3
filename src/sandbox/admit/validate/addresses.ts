/** Addresses that nobody else can be reached at (kubernetes pkg/apis/core/validation, ValidateNonSpecialIP 1.36). */
import { invalidValue } from "../../wire/refusal.ts";
import type { Rule } from "./rules.ts";

const SPECIAL: readonly (readonly [pattern: RegExp, why: (text: string) => string])[] = [
  [/^(0\.0\.0\.0|::)$/, (text) => `may not be unspecified (${text})`],
  [/^(127\.|::1$)/, () => "may not be in the loopback range (127.0.0.0/8, ::1/128)"],
  [/^(169\.254\.|fe[89ab][0-9a-f]:)/i, () => "may not be in the link-local range (169.254.0.0/16, fe80::/10)"],
  [/^(224\.0\.0\.|ff02:)/i, () => "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"],
];

export const specialAddress: Rule = (value, at) => {
  const text = String(value ?? "");
  const found = SPECIAL.find(([pattern]) => pattern.test(text));
  return found === undefined ? [] : [invalidValue(at, text, found[1](text))];
};
