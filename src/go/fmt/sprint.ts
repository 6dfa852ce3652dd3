import type { Value } from "../value.ts";
import { Printer } from "./printer.ts";
import { printf } from "./printf.ts";

/** Go's `fmt.Sprint`: a space between two operands when neither is a string. */
export function sprint(args: readonly Value[]): string {
  const only = args[0];
  if (args.length === 1 && typeof only === "string") return only;
  const printer = new Printer();
  let text = "";
  let afterString = true;
  for (const [i, arg] of args.entries()) {
    const isString = typeof arg === "string";
    if (i > 0 && !isString && !afterString) text += " ";
    text += printer.print(arg, "v");
    afterString = isString;
  }
  return text;
}

/** Go's `fmt.Sprintln`: always a space between operands, and a line break at the end. */
export function sprintln(args: readonly Value[]): string {
  const printer = new Printer();
  return `${args.map((arg) => printer.print(arg, "v")).join(" ")}\n`;
}

/** Go's `fmt.Sprintf`. */
export function sprintf(format: string, args: readonly Value[]): string {
  return printf(format, args);
}
