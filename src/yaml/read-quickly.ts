import type { Value } from "../go/index.ts";
import { HeadReader } from "./quick-head.ts";
import { surprise } from "./quick-inline.ts";
import { QuickReader } from "./quick-values.ts";

/** Line breaks and blanks with rules of their own. */
const UNUSUAL = /[\t\r\x85\u2028\u2029\ufeff]/;

/** What is given instead of a value where the reader gives up. */
export const gaveUp: unique symbol = Symbol("gave up");

export interface QuickOptions {
  /** Nothing unusual is in it. */
  readonly isCommon?: boolean | undefined;
  readonly strict?: boolean | undefined;
  readonly wanted?: ReadonlySet<string> | undefined;
}

/** The first document of a text that the YAML reader lets through. */
export function readQuickly(
  text: string,
  { isCommon, strict = false, wanted }: QuickOptions = {},
): Value | typeof gaveUp {
  if (isCommon !== true && UNUSUAL.test(text)) return gaveUp;
  const reader = wanted === undefined || strict ? new QuickReader(text, strict) : new HeadReader(text, wanted);
  try {
    return reader.document();
  } catch (error) {
    if (error === surprise || reader.scanning) return gaveUp;
    throw error;
  }
}
