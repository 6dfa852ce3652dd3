import { byteLength } from "../bytes.ts";
import { quote } from "../strconv/index.ts";
import { GoError } from "../value.ts";
import { print, type ActiveStatement, type Node, type Place } from "./parse/node.ts";

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

/** Where something failed: the running template, its statement, and the node that Go's message names. */
export interface FailurePoint {
  readonly template: string;
  readonly statement: ActiveStatement | undefined;
  readonly node: Node;
}

/** An execution error, worded as text/template does. */
export function execErrorAt({ template, statement, node }: FailurePoint, problem: string, cause?: GoError): ExecError {
  const place = node.place ?? statement?.place ?? NOWHERE;
  const offset = node.place === undefined ? (statement?.start ?? 0) + node.position : node.position;
  const { line, column } = locateOffset(place, offset);
  const file = place.parseName;
  const where = `${file}:${line}:${column}`;
  const message = `template: ${where}: executing ${quote(template)} at <${print(node)}>: ${problem}`;
  return new ExecError(template, message, { file, line, column: column + 1 }, cause);
}

const NOWHERE: Place = { parseName: "", text: "" };

/** The line from 1, and the column in bytes from 0, as Go's messages have them. */
export function locateOffset({ text }: Place, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (let i = before.indexOf("\n"); i >= 0; i = before.indexOf("\n", i + 1)) line++;
  return { line, column: byteLength(before.slice(lineStart)) };
}
