/**
 * The form that the rules of built-in kinds are written in: a rule looks at one value, says what is wrong with it, and is made of smaller ones. A table of
 * rules by field reads like the kind's documentation. What is not there is given as undefined: most rules have nothing to say of it.
 */
import { isObject, textAt, type JsonObject, type JsonValue } from "../../../kube/index.ts";
import {
  duplicateValue,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
  type FieldError,
} from "../../wire/refusal.ts";

export type Value = JsonValue | undefined;
export type Rule = (value: Value, at: string) => readonly FieldError[];

export const below = (at: string, key: string): string => (at === "" ? key : `${at}.${key}`);

/** Of an object, by its fields. */
export function fields(rules: Readonly<Record<string, Rule>>): Rule {
  const checks = Object.entries(rules);
  return (value, at) => {
    const object = isObject(value) ? value : {};
    return checks.flatMap(([key, rule]) => rule(object[key], below(at, key)));
  };
}

export function all(...rules: readonly Rule[]): Rule {
  return (value, at) => rules.flatMap((rule) => rule(value, at));
}

/** The second where the first has nothing to say. */
export function first(...rules: readonly Rule[]): Rule {
  return (value, at) => {
    for (const rule of rules) {
      const errors = rule(value, at);
      if (errors.length > 0) return errors;
    }
    return [];
  };
}

/** Of each element of a list. */
export function items(rule: Rule): Rule {
  return (value, at) => (Array.isArray(value) ? value.flatMap((one, i) => rule(one, `${at}[${i}]`)) : []);
}

/** Only where something is: pointers. */
export function given(rule: Rule): Rule {
  return (value, at) => (value === undefined || value === null ? [] : rule(value, at));
}

/** Only where it is not Go's zero: texts and numbers that are no pointers. */
export function filled(rule: Rule): Rule {
  return (value, at) => (isZero(value) ? [] : rule(value, at));
}

export function isZero(value: Value): boolean {
  return value === undefined || value === null || value === "" || value === 0 || value === false;
}

/** Rules that depend on more than the value. */
export function when(holds: (value: Value) => boolean, rule: Rule, otherwise: Rule = nothing): Rule {
  return (value, at) => (holds(value) ? rule : otherwise)(value, at);
}

/** For an object: rules made of what stands in it. */
export function by(make: (object: JsonObject) => Rule): Rule {
  return (value, at) => (isObject(value) ? make(value)(value, at) : []);
}

export const nothing: Rule = () => [];

/** Somewhere below. */
export function on(key: string, rule: Rule): Rule {
  return (value, at) => rule(isObject(value) ? value[key] : undefined, below(at, key));
}

export const must =
  (rule: Rule = nothing, why = ""): Rule =>
  (value, at) =>
    isZero(value) || (Array.isArray(value) && value.length === 0) ? [required(at, why)] : rule(value, at);

export const invalid =
  (why: string): Rule =>
  (value, at) => [invalidValue(at, value, why)];

export const forbidden =
  (why: string): Rule =>
  (_value, at) => [forbiddenField(at, why)];

/** Not allowed to be given. */
export const absent = (why: string): Rule => given(forbidden(why));

/** For texts: every message that a check has. */
export const format =
  (problems: (text: string) => readonly string[]): Rule =>
  (value, at) =>
    problems(typeof value === "string" ? value : "").map((why) => invalidValue(at, value ?? "", why));

/** Words in the order of the alphabet, as most of the server's messages have them. */
export const oneOf = (...words: readonly string[]): Rule => choice([...words].sort());

/** Words in the order that the server's message has them. */
export const choice =
  (words: readonly string[]): Rule =>
  (value, at) =>
    words.includes(String(value ?? "")) ? [] : [notSupported(at, value ?? "", words)];

export const NOT_NEGATIVE = "must be greater than or equal to 0";

export const atLeast =
  (least: number, why: string): Rule =>
  (value, at) =>
    Number(value ?? 0) >= least ? [] : [invalidValue(at, value ?? 0, why)];

export const notNegative = given(atLeast(0, NOT_NEGATIVE));

export const between =
  (least: number, most: number): Rule =>
  (value, at) => {
    const number = Number(value ?? 0);
    if (number >= least && number <= most) return [];
    return [invalidValue(at, value ?? 0, `must be between ${least} and ${most}, inclusive`)];
  };

export const portNumber = between(1, 65_535);

/** No two elements of a list have the same; what says what is the same gives undefined where it does not matter. */
export function unique(
  keyOf: (item: JsonValue) => string | undefined,
  error: (item: JsonValue, at: string) => FieldError,
): Rule {
  return (value, at) => {
    const seen = new Set<string>();
    return (Array.isArray(value) ? value : []).flatMap((item, i) => {
      const key = keyOf(item);
      if (key === undefined) return [];
      if (seen.has(key)) return [error(item, `${at}[${i}]`)];
      seen.add(key);
      return [];
    });
  };
}

/** No two elements have the same text at a key. */
export const uniqueBy = (key: string): Rule =>
  unique(
    (item) => textAt(item, key) || undefined,
    (item, at) => duplicateValue(`${at}.${key}`, textAt(item, key)),
  );

/** Of a map: what is wrong with its keys and values. */
export function entries(check: (key: string, value: JsonValue, at: string) => readonly FieldError[]): Rule {
  return (value, at) => (isObject(value) ? Object.entries(value).flatMap(([key, one]) => check(key, one, at)) : []);
}
