/** The `fieldPath` of a rule (apiextensions-apiserver pkg/apiserver/schema/cel/validation.go, ValidFieldPath 0.36). */
import { isObject, objectAt, type JsonObject, type JsonValue } from "../../kube/index.ts";

const WORDS = /\.([^.[\]']+)|\['((?:[^'\\]|\\.)*)'\]/y;
const ESCAPED: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "'": "'",
  "\\": "\\",
};

/** As errors show it; undefined where the schema has no such place. */
export function fieldPathOf(path: string, schema: JsonObject): string | undefined {
  let at: JsonValue | undefined = schema;
  let shown = "";
  WORDS.lastIndex = 0;
  for (let end = 0; end < path.length;) {
    WORDS.lastIndex = end;
    const [all, plain, quoted = ""] = WORDS.exec(path) ?? [];
    if (all === undefined || !isObject(at)) return undefined;
    const name = plain ?? quoted.replaceAll(/\\(.)/g, (_, letter: string) => ESCAPED[letter] ?? letter);
    if (isObject(at["properties"])) {
      at = objectAt(at, "properties")[name];
      shown += shown === "" ? name : `.${name}`;
    } else if (isObject(at["additionalProperties"])) {
      at = at["additionalProperties"];
      shown += `[${name}]`;
    } else return undefined;
    if (at === undefined) return undefined;
    end += all.length;
  }
  return shown;
}
