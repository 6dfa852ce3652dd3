/** How the text after `=` becomes a value in each flavour of `--set`. */
import { int64, type Value } from "../../go/index.ts";

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);
const DECIMAL = /^[+-]?[0-9]+$/;

/** `--set`: booleans, null and int64s are recognised; a leading zero keeps a number text (strvals/parser.go, typedVal). */
export function typedValue(text: string): Value {
  switch (foldAscii(text)) {
    case "true":
      return true;
    case "false":
      return false;
    case "null":
      return null;
    case "0":
      return int64(0);
    default:
      return text.startsWith("0") ? text : (parseInt64(text) ?? text);
  }
}

function parseInt64(text: string): Value | undefined {
  if (!DECIMAL.test(text)) return undefined;
  const number = BigInt(text.startsWith("+") ? text.slice(1) : text);
  return number > INT64_MAX || number < INT64_MIN ? undefined : int64(number);
}

/** strings.EqualFold also folds U+017F to s and U+212A to k; of those only `falſe` can spell a word here. */
function foldAscii(text: string): string {
  return text.length > 5 ? "" : text.replace("\u017f", "s").toLowerCase();
}
