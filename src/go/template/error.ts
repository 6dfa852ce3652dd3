import { byteLength } from "../bytes.ts";
import { quote } from "../strconv/index.ts";
import { GoError } from "../value.ts";
import { print, type Node, type Place } from "./parse/node.ts";

/** `template: name:line: problem` */
export class ParseError extends GoError {
  constructor(
    readonly templateName: string,
    readonly line: number,
    readonly problem: string,
  ) {
    super(`template: ${templateName}:${line}: ${problem}`);
  }
}

/** `template: name:line:column: executing "name" at <context>: problem`. Go's `template.ExecError`. */
export class ExecError extends GoError {
  constructor(
    /** The template that was executing. */
    readonly templateName: string,
    message: string,
    /** The place, for whoever shows more than the message. */
    readonly at?: { readonly file: string; readonly line: number; readonly column: number },
    /** What a called function failed with. */
    override readonly cause?: GoError,
  ) {
    super(message);
  }
}

/** An execution error at a node, worded as text/template does. */
export function execErrorAt(templateName: string, node: Node, problem: string, cause?: GoError): ExecError {
  const { line, column } = locate(node);
  const file = node.place.parseName;
  const where = `${file}:${line}:${column}`;
  const message = `template: ${where}: executing ${quote(templateName)} at <${print(node)}>: ${problem}`;
  return new ExecError(templateName, message, { file, line, column: column + 1 }, cause);
}

/** The line from 1, and the column in bytes from 0, as Go's messages have them. */
export function locate(node: Node): { line: number; column: number } {
  return locateOffset(node.place, node.position);
}

export function locateOffset({ text }: Place, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (let i = before.indexOf("\n"); i >= 0; i = before.indexOf("\n", i + 1)) line++;
  return { line, column: byteLength(before.slice(lineStart)) };
}
