/** Decoding of whole documents. */
import { GoError, type Value } from "../../go/index.ts";
import { decodeAs, type GoType } from "./go-type.ts";

export interface DecodeOptions<T> {
  readonly onto?: T & object;
  readonly strict?: boolean;
  readonly plainNumbers?: boolean;
  /** The document was written as JSON, not as YAML. */
  readonly isJson?: boolean;
}

/** Decodes a whole document, over the fields of `onto` if given. Throws `GoError` with the text that Helm prints. */
export function decode<T>(value: Value, type: GoType<T>, options: DecodeOptions<T> = {}): T {
  const { decoded, error } = decodePartly(value, type, options);
  if (error !== undefined) throw error;
  return decoded;
}

/** The same, with what could be decoded beside the first error: what Go's struct then holds. */
export function decodePartly<T>(
  value: Value,
  type: GoType<T>,
  options: DecodeOptions<T> = {},
): { decoded: T; error: GoError | undefined } {
  const errors: GoError[] = [];
  const report = (error: GoError) => void errors.push(error);
  if (options.onto !== undefined && (value === null || value === undefined)) {
    return { decoded: options.onto, error: undefined };
  }
  const decoded = decodeAs(value, type, {
    onto: options.onto,
    struct: "",
    path: "",
    strict: options.strict === true,
    plainNumbers: options.plainNumbers === true,
    exact: options.isJson === true,
    isJson: options.isJson === true,
    report,
  });
  return { decoded, error: errors[0] };
}
