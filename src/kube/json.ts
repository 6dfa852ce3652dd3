/** What the Kubernetes API speaks. Objects are plain data: made by `JSON.parse` or by literals, never by keys of foreign input. */
/** An integer of 64 bits that a number cannot hold is a bigint. */
export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Only a text that has so many digits where a value begins may have such an integer: digests in texts have them often enough. */
const MANY_DIGITS = /(?:^|"\s*:|[[,])\s*-?\d{16}/;

/** Throws `SyntaxError`. Integers are as apimachinery decodes them: int64 where they fit, else float64. */
export function parseJson(text: string): JsonValue {
  return JSON.parse(text, MANY_DIGITS.test(text) ? exactly : undefined) as JsonValue;
}

function exactly(_key: string, value: unknown, { source = "" }: { readonly source?: string } = {}): unknown {
  return typeof value === "number" && /^-?\d+$/.test(source) ? integer(BigInt(source)) : value;
}

/** An integer as it stands in an object of the API. */
export function integer(exact: bigint): number | bigint {
  const near = Number(exact);
  return Number.isSafeInteger(near) || BigInt.asIntN(64, exact) !== exact ? near : exact;
}

export function isNumber(value: JsonValue | undefined): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** Whether apimachinery has it as an int64: what does not fit is a float64. */
export function isInteger(value: JsonValue | undefined): value is number | bigint {
  return typeof value === "bigint" || Number.isSafeInteger(value);
}

interface Writing {
  readonly space?: number;
  readonly replacer?: (key: string, value: unknown) => unknown;
}

/** The text of an object; the options are those of `JSON.stringify`. */
export function writeJson(value: unknown, { space, replacer }: Writing = {}): string {
  try {
    return JSON.stringify(value, replacer, space);
  } catch (error) {
    // Of a bigint. To look out for one takes several times as long, and there is nearly never one.
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(
      value,
      (key, part: unknown) => (typeof part === "bigint" ? rawJson(`${part}`) : (replacer?.(key, part) ?? part)),
      space,
    );
  }
}

const { rawJSON: rawJson } = JSON as unknown as { readonly rawJSON: (text: string) => unknown };

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value below a path of keys and indexes; undefined where the path ends early. */
export function valueAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): JsonValue | undefined {
  let at = value;
  for (const key of path) {
    if (typeof key === "number") at = Array.isArray(at) ? at[key] : undefined;
    else at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}

export function textAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): string {
  const found = valueAt(value, ...path);
  return typeof found === "string" ? found : "";
}

export function numberAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "number" ? found : undefined;
}

export function objectAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): JsonObject {
  const found = valueAt(value, ...path);
  return isObject(found) ? found : {};
}

export function listAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): JsonValue[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}
