import { GoError } from "../../value.ts";
import { parseFloat, parseInt, parseUint, quote, unquoteRune } from "../../strconv/index.ts";

/** Each form that a number literal can take without loss. */
export interface NumberForms {
  int?: bigint;
  uint?: bigint;
  float?: number;
  complex?: { real: number; imaginary: number };
}

/** The number a literal stands for. Throws `GoError` with the parser's message. */
export function numberForms(text: string, kind: "charConstant" | "complex" | "number"): NumberForms {
  if (kind === "charConstant") return charForms(text);
  if (kind === "complex") return complexForms(text);
  if (SMALL.test(text)) return smallForms(BigInt(text));
  const imaginary = text.endsWith("i") ? attempt(() => parseFloat(text.slice(0, -1))) : undefined;
  if (imaginary !== undefined) return simplified(0, imaginary);
  return realForms(text);
}

/** Nearly all numbers in templates. */
const SMALL = /^-?[1-9][0-9]{0,8}$|^0$/;

function smallForms(whole: bigint): NumberForms {
  return whole < 0n ? { int: whole, float: Number(whole) } : { int: whole, uint: whole, float: Number(whole) };
}

function charForms(text: string): NumberForms {
  // Go decodes one character and wants the closing mark right behind it.
  const rune = attempt(() => unquoteRune(text));
  if (rune !== undefined) return { int: BigInt(rune), uint: BigInt(rune), float: rune };
  const first = /^'(?:\\(?:[abfnrtv\\']|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3})|[^\\'])/su;
  throw new GoError(first.test(text) ? `malformed character constant: ${text}` : "invalid syntax");
}

function complexForms(text: string): NumberForms {
  const at = Math.max(text.lastIndexOf("+"), text.lastIndexOf("-"));
  const split = /[eEpP]/.test(text[at - 1] ?? "") ? text.slice(0, at - 1).search(/[+-](?=[^+-]*$)/) : at;
  const real = attempt(() => parseFloat(text.slice(0, split)));
  const imaginary = attempt(() => parseFloat(text.slice(split, -1)));
  if (real === undefined || imaginary === undefined) throw new GoError("syntax error scanning complex number");
  return simplified(real, imaginary);
}

/** A complex number without imaginary part is also a real one. */
function simplified(real: number, imaginary: number): NumberForms {
  const forms: NumberForms = { complex: { real, imaginary } };
  if (imaginary !== 0) return forms;
  return { ...forms, float: real, ...wholeForms(real) };
}

function realForms(text: string): NumberForms {
  const forms: NumberForms = {};
  const uint = attempt(() => parseUint(text, 0));
  if (uint !== undefined) forms.uint = uint;
  const int = attempt(() => parseInt(text, 0));
  if (int !== undefined) forms.int = int;
  if (int === 0n) forms.uint = 0n;
  const whole = forms.int ?? forms.uint;
  if (whole !== undefined) return { ...forms, float: Number(whole) };
  const float = attempt(() => parseFloat(text));
  if (float === undefined) throw new GoError(`illegal number syntax: ${quote(text)}`);
  if (!/[.eEpP]/.test(text)) throw new GoError(`integer overflow: ${quote(text)}`);
  return { float, ...wholeForms(float) };
}

/** The integers equal to a float, where there are. */
function wholeForms(float: number): NumberForms {
  if (!Number.isInteger(float)) return {};
  const whole = BigInt(float);
  const forms: NumberForms = {};
  if (whole === BigInt.asIntN(64, whole)) forms.int = whole;
  if (whole === BigInt.asUintN(64, whole)) forms.uint = whole;
  return forms;
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
