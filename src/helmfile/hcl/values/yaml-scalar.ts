/** What a YAML scalar means (go-cty-yaml 1.2, resolve.go): YAML 1.1 booleans, decimal numbers, timestamps as text. */
import { GoError } from "../../../go/index.ts";
import { decodeBase64 } from "../../../go/json/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { formatTime, parseTime, RFC3339, UTC } from "../../../go/time/index.ts";
import { type Node, NodeStyles } from "../../../yaml/index.ts";
import { BigFloat } from "./big-float.ts";
import { parseNumber } from "./number-text.ts";
import { bool, NULL, number, string, type Value } from "./value.ts";

const PREFIX = "tag:yaml.org,2002:";
const TAGS: ReadonlySet<string> = new Set([
  "",
  ...["str", "bool", "int", "float", "null", "timestamp", "binary"].map((name) => PREFIX + name),
]);
const QUOTES = NodeStyles.singleQuoted | NodeStyles.doubleQuoted;

/** The tag is written out, empty where there is none. Throws `GoError`. */
export function yamlScalar({ tag, value: text, style }: Node): Value {
  if (!TAGS.has(tag)) throw new GoError(`unsupported tag ${quote(tag)}`);
  const kind = tag.slice(PREFIX.length);
  if (kind === "str" || kind === "binary" || !/^$|^[-+\dyYnNtTfFoO~.]/.test(text)) return byTag(kind, { tag, text });
  if ((style & QUOTES) !== 0) return string(text);
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (kind === "" && /^\.(?:nan|NaN|NAN)$/.test(text)) throw new GoError("floating point NaN is not supported");
  if (text.startsWith(".")) return pointed(text) ?? byTag(kind, { tag, text });
  return /^[-+\d]/.test(text) ? numeric(kind, { tag, text }) : byTag(kind, { tag, text });
}

const TRUE_WORDS = ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"];
const FALSE_WORDS = ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"];

const WORDS: ReadonlyMap<string, Value> = new Map([
  ...TRUE_WORDS.map((word) => [word, bool(true)] as const),
  ...FALSE_WORDS.map((word) => [word, bool(false)] as const),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, NULL] as const),
  ...[".inf", ".Inf", ".INF"].flatMap((word) =>
    ["", "+", "-"].map((sign) => [sign + word, number(BigFloat.infinity(sign === "-"))] as const),
  ),
]);

function pointed(text: string): Value | undefined {
  const value = parseNumber(text);
  return value === undefined ? undefined : number(value);
}

interface Tagged {
  readonly tag: string;
  readonly text: string;
}

const INTEGER = /^(?:[-+]?\d+|0o[0-7]+|0x[\da-fA-F]+)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

function numeric(kind: string, { tag, text }: Tagged): Value {
  const time = kind === "" || kind === "timestamp" ? timestamp(text) : undefined;
  if (time !== undefined) return time;
  if (INTEGER.test(text)) return byTag("int", { tag: `${PREFIX}int`, text });
  return FLOAT.test(text) ? byTag("float", { tag: `${PREFIX}float`, text }) : byTag(kind, { tag, text });
}

function byTag(kind: string, { tag, text }: Tagged): Value {
  const cannotParse = (why = ""): GoError => new GoError(`cannot parse ${quote(text)} as ${tag}${why}`);
  switch (kind) {
    case "bool": {
      const word = WORDS.get(text);
      if (word?.type.kind !== "bool") throw cannotParse();
      return word;
    }
    case "int":
    case "float": {
      const value = plainNumber(text.replaceAll("_", ""));
      if (value === undefined) throw cannotParse();
      return number(value);
    }
    case "timestamp": {
      const time = timestamp(text);
      if (time === undefined) throw cannotParse();
      return time;
    }
    case "binary":
      if (decodeBase64(text) === undefined) throw cannotParse(": not valid base64");
      return string(text);
    case "null":
      return NULL;
    default:
      return string(text);
  }
}

/** Decimal as in HCL, otherwise with Go's prefixes. */
function plainNumber(text: string): BigFloat | undefined {
  const decimal = parseNumber(text);
  if (decimal !== undefined) return decimal;
  return /^0(?:x[\da-fA-F]+|o[0-7]+|b[01]+)$/i.test(text) ? BigFloat.integer(BigInt(text.toLowerCase())) : undefined;
}

const LAYOUTS = [
  "2006-1-2T15:4:5.999999999Z07:00",
  "2006-1-2t15:4:5.999999999Z07:00",
  "2006-1-2 15:4:5.999999999",
  "2006-1-2",
];

function timestamp(text: string): Value | undefined {
  if (!/^\d{4}-/.test(text)) return undefined;
  for (const layout of LAYOUTS) {
    try {
      return string(formatTime(parseTime(layout, text, { fallback: UTC, local: UTC }), RFC3339));
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
    }
  }
  return undefined;
}
