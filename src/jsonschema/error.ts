/** The tree of what is wrong with a value, and its text (santhosh-tekuri/jsonschema v6.0.3 output.go). */
import { escapeToken } from "./pointer.ts";
import { quote } from "./text.ts";

/** The way from a value back to the whole: shared by all that is below it. */
export interface Location {
  readonly parent: Location | undefined;
  readonly token: string;
}

/** `reference`: found through a `$ref`, and passed over in the text when it has one cause. `group`: several at once. */
export type ErrorKind = "reference" | "group" | "keyword";

export interface ValidationError {
  readonly kind: ErrorKind;
  readonly location: Location | undefined;
  /** Made when it is shown: most errors belong to a branch that another one makes up for. */
  readonly text: () => string;
  readonly causes: readonly ValidationError[];
}

export function instancePointer(location: Location | undefined): string {
  let pointer = "";
  for (let at = location; at !== undefined; at = at.parent) pointer = `/${escapeToken(at.token)}${pointer}`;
  return pointer;
}

/** The whole text, beginning with the schema that refused the value. */
export function formatErrors(schemaUrl: string, causes: readonly ValidationError[]): string {
  const lines = [`jsonschema validation failed with ${quote(schemaUrl)}`];
  for (const cause of causes) addLines(lines, cause, 0);
  return lines.join("\n");
}

function addLines(lines: string[], error: ValidationError, depth: number): void {
  const isPassedOver = error.kind === "reference" && error.causes.length === 1;
  if (!isPassedOver) {
    lines.push(`${"  ".repeat(depth)}- at ${quote(instancePointer(error.location))}: ${error.text()}`);
  }
  for (const cause of error.causes) addLines(lines, cause, isPassedOver ? depth : depth + 1);
}

/** The errors that a failed validation shows at its top: a group gives way to its members. */
export function topCauses(error: ValidationError): readonly ValidationError[] {
  return error.kind === "group" ? error.causes : [error];
}
