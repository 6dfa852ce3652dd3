/** Numbers that may be shares: `3`, `25%`. */
import { invalidValue } from "../../wire/refusal.ts";
import { matching } from "./formats.ts";
import { NOT_NEGATIVE, type Rule, type Value } from "./rules.ts";

const PERCENT = matching(
  "[0-9]+%",
  "a valid percent string must be a numeric string followed by an ending '%'",
  "1%",
  "93%",
);

export const countOrPercent: Rule = (value, at) => {
  if (typeof value === "string") return PERCENT(value).map((why) => invalidValue(at, value, why));
  return Number(value ?? 0) < 0 ? [invalidValue(at, value, NOT_NEGATIVE)] : [];
};

export const atMostAll: Rule = (value, at) => {
  const percent = /^(\d+)%$/.exec(typeof value === "string" ? value : "")?.[1];
  return Number(percent ?? 0) > 100 ? [invalidValue(at, value, "must not be greater than 100%")] : [];
};

export const isNone = (value: Value): boolean => value === 0 || /^0+%$/.test(String(value));
