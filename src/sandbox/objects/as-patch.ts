/** What cannot be read after a patch is a fault of the patch, where Go's types read it. */
import { isObject, textAt, writeJson, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { Refusal } from "../wire/refusal.ts";

interface Shown {
  /** Instead of what the patch makes of the object. */
  readonly sent: string | undefined;
  readonly isCustom: boolean;
}

const BUILTIN: Shown = { sent: undefined, isCustom: false };

export function asPatch<T>(body: JsonObject, action: (body: JsonObject) => T, { sent, isCustom }: Shown = BUILTIN): T {
  try {
    return action(body);
  } catch (error) {
    const why = firstProblem(body, error, action);
    const isStrict = why?.startsWith("strict decoding error: ") === true;
    if (why === undefined || (isCustom && !isStrict)) throw error;
    throw patchInvalid(sent ?? writeJson(isCustom ? inOrder(body) : body), why);
  }
}

export function patchInvalid(shown: string, why: string): Refusal {
  const text = `Invalid value: ${JSON.stringify(shown)}: ${why}`;
  const causes = [{ reason: "FieldValueInvalid", message: text, field: "patch" }];
  return new Refusal(422, "Invalid", ` "" is invalid: patch: ${text}`, { causes });
}

/** Of several: a patched object is read in the order of its keys. */
function firstProblem(body: JsonObject, error: unknown, action: (body: JsonObject) => unknown): string | undefined {
  const why = error instanceof Refusal ? unreadable(error.message, body) : undefined;
  if (why === undefined) return undefined;
  try {
    action(inOrder(body));
  } catch (first) {
    if (first instanceof Refusal) return unreadable(first.message, body) ?? why;
  }
  return why;
}

function unreadable(message: string, body: JsonObject): string | undefined {
  if (message.startsWith("the API version in the data")) {
    const [kind, apiVersion] = [textAt(body, "kind"), textAt(body, "apiVersion")].map((one) => JSON.stringify(one));
    return `no kind ${kind} is registered for version ${apiVersion} in scheme "pkg/runtime/scheme.go:111"`;
  }
  return /cannot be handled as a \w+: (.*)$/s.exec(message)?.[1];
}

/** As Go writes maps: in the order of their keys. */
function inOrder(object: JsonObject): JsonObject {
  const pairs = Object.entries(object).sort(([x], [y]) => (x < y ? -1 : 1));
  return Object.fromEntries(pairs.map(([key, value]) => [key, valueInOrder(value)]));
}

function valueInOrder(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(valueInOrder);
  return isObject(value) ? inOrder(value) : value;
}
