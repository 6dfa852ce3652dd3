/**
 * What Go calls the types of fields that have a name of their own. A line of the table is `GROUP.VERSION.STRUCT FIELD:NAME...`; a name that begins with `=` is that of
 * a whole list or map, any other that of its elements.
 */
import { GO_NAMES } from "./go-names.ts";

export interface GoName {
  readonly name: string;
  readonly isWhole: boolean;
}

let names: ReadonlyMap<string, string> | undefined;

/** Of a field of a struct, which is named as in OpenAPI; undefined where Go's type is a plain one. */
export function goName(struct: string, field: string): GoName | undefined {
  names ??= new Map(GO_NAMES.trim().split("\n").flatMap(fieldsOf));
  const found = names.get(`${struct.split(".").slice(-3).join(".")} ${field}`);
  if (found === undefined) return undefined;
  return { name: found.replace(/^=/, ""), isWhole: found.startsWith("=") };
}

function fieldsOf(line: string): [string, string][] {
  const [struct = "", ...fields] = line.split(" ");
  return fields.map((field) => {
    const [key = "", name = ""] = field.split(":");
    return [`${struct} ${key}`, name];
  });
}
