/** Puts the errors of text/template into Helm's words (helm pkg/engine/engine.go; Helm 3 has only the first two shapes). */
import type { Dialect } from "../dialect.ts";
import { trimSpace } from "../../go/unicode/index.ts";

const WARN_START = "HELM_ERR_START";
const WARN_END = "HELM_ERR_END";
const WARNING = new RegExp(`${WARN_START}(.*)${WARN_END}`, "s");

/** Marks what `fail` and `required` say, so that it is shown without Go's frame. */
export function markWarning(message: string): string {
  return WARN_START + message + WARN_END;
}

/** A parse error: the place, and what stands behind the last colon. */
export function parseErrorText(file: string, message: string): string {
  const parts = message.split(": ");
  if (parts.length === 1) return `parse error in (${file}): ${message}`;
  return `parse error at (${parts[1]}): ${parts.at(-1)}`;
}

/**
 * An error of execution. `chain` holds the messages of the error and of its causes, outermost first, as far as each is known to
 * Go's `errors.Unwrap`.
 */
export function executionErrorText(file: string, chain: readonly string[], dialect: Dialect): string {
  const message = chain[0] ?? "";
  const [, location, rest] = splitThree(message);
  if (rest === undefined) return `execution error in (${file}): ${message}`;
  const warning = WARNING.exec(rest);
  if (warning !== null) return `execution error at (${location}): ${warning[1]}`;
  return dialect === "helm4" ? frame(chain) : message;
}

/** strings.SplitN(message, ": ", 3) */
function splitThree(message: string): (string | undefined)[] {
  const first = message.indexOf(": ");
  const second = first < 0 ? -1 : message.indexOf(": ", first + 2);
  if (second < 0) return [message];
  return [message.slice(0, first), message.slice(first + 2, second), message.slice(second + 2)];
}

/** One paragraph per error of the chain; the whole message as it is when one of them is not text/template's. */
function frame(chain: readonly string[]): string {
  const paragraphs: string[] = [];
  for (const message of chain) {
    const text = paragraphOf(message);
    if (text === undefined) return chain[0] ?? "";
    if (paragraphs.at(-1) !== text) paragraphs.push(text);
  }
  return trimSpace(paragraphs.join(""));
}

const PREFIX = "template: ";

function paragraphOf(message: string): string | undefined {
  if (!message.startsWith(PREFIX)) return undefined;
  const rest = message.slice(PREFIX.length);
  if (rest.startsWith("no template ")) return `${message}\n`;
  return executingParagraph(rest) ?? simpleParagraph(rest);
}

/** `NAME: executing "FUNCTION" at <LOCATION>: MESSAGE` */
function executingParagraph(rest: string): string | undefined {
  const [name, after] = cut(rest, ": executing ");
  if (after === undefined || !after.startsWith('"')) return undefined;
  const quote = after.indexOf('"', 1);
  if (quote < 0 || !after.startsWith(" at <", quote + 1)) return undefined;
  const [location, message] = cut(after.slice(quote + 1 + " at <".length), ">: ");
  if (message === undefined) return undefined;
  return paragraph(name, `executing "${after.slice(1, quote)}" at <${location}>:`, untilNested(message));
}

/** `NAME: MESSAGE` */
function simpleParagraph(rest: string): string | undefined {
  const colon = rest.lastIndexOf(": ");
  return colon < 0 ? undefined : paragraph(rest.slice(0, colon), "", untilNested(rest.slice(colon + 2)));
}

function paragraph(location: string, executing: string, message: string): string {
  let text = "";
  if (location !== "") text += `${location}\n  `;
  if (executing !== "") text += `${executing}\n    `;
  if (message !== "") text += `${message}\n`;
  return text;
}

function untilNested(message: string): string {
  const nested = message.indexOf(" template:");
  return nested < 0 ? message : message.slice(0, nested);
}

function cut(text: string, separator: string): [before: string, after: string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
