/**
 * Values to YAML, as the Go tools write it. `marshal` is sigs.k8s.io/yaml v1.6.0: through JSON, and from there with
 * go-yaml v2. `marshalPretty` is Helm's toYamlPretty: go-yaml v3 with an indentation of two.
 */
import { GoError, LimitError, type Value } from "../go/index.ts";
import * as json from "../go/json/index.ts";
import { formatFloat } from "../go/strconv/index.ts";
import { type EmitOptions, type Leaf, ValueEmitter } from "./emit-values.ts";
import { reflect } from "./reflect.ts";
import { unmarshalJson } from "./unmarshal.ts";

const FOLD_COLUMN = 80;

/** Throws `GoError` with Go's text. */
export function marshal(value: Value): string {
  if (value instanceof Map && value.size === 0) return "{}\n";
  try {
    return emitJson(value);
  } catch (error) {
    return throughJson(value, error);
  }
}

/**
 * The same, with the piece of the text that each entry of each map and list became: no pieces for the rare values that
 * change on the way through JSON.
 */
export function marshalTraced(value: Value): { text: string; leaves: Leaf[] } {
  const leaves: Leaf[] = [];
  try {
    const text = emitJson(value, (leaf) => leaves.push(leaf));
    return { text, leaves: leaves.map((leaf) => ({ ...leaf, start: skipBlanks(text, leaf.start) })) };
  } catch (error) {
    return { text: throughJson(value, error), leaves: [] };
  }
}

/** What stands between a key and its value belongs to neither. */
function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\n") at++;
  return at;
}

/** Thrown where only the way through JSON's text shows what becomes of a value. */
class NeedsJson extends Error {}

const needsJson = new NeedsJson();

function emitJson(value: Value, onLeaf?: (leaf: Leaf) => void): string {
  return new ValueEmitter(onLeaf === undefined ? KEPT : { ...KEPT, onLeaf }).document(value);
}

/** What the error of `emitJson` means: another way, or the error that Go has on that way. */
function throughJson(value: Value, error: unknown): string {
  if (error instanceof LimitError) throw error;
  if (!(error instanceof NeedsJson || error instanceof GoError)) throw error;
  return new ValueEmitter({ ...V2, view: json.plain }).document(unmarshalJson(marshalJson(value)));
}

const V2: Omit<EmitOptions, "view"> = { dialect: "v2", indent: 2, width: FOLD_COLUMN, formatNumber: formatJsonNumber };

const KEPT: EmitOptions = { ...V2, view: json.plain, check: checkKept };

function marshalJson(value: Value): string {
  try {
    return json.marshal(value);
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`error marshaling into JSON: ${error.message}`);
    throw error;
  }
}

/** JSON leaves these as they are, and the YAML reader that follows refuses or folds them. */
const NOT_KEPT = /[\x7f-\x9f\ufffe\uffff]/;
/** The reader looks for a key's `:` 1024 characters far, and JSON's escapes take up to six. */
const KEY_MAX = 160;

function checkKept(text: string, role: "key" | "value"): void {
  if (NOT_KEPT.test(text) || !text.isWellFormed() || (role === "key" && text.length > KEY_MAX)) throw needsJson;
}

const UINT64_END = 2 ** 64;
const INT64_START = -(2 ** 63);

/** A float64 as JSON, read back by go-yaml v2: whole numbers are integers as far as 64 bits go. */
function formatJsonNumber(value: number): string {
  if (!Number.isFinite(value)) throw needsJson;
  if (Number.isInteger(value) && value < UINT64_END && value > INT64_START) return String(value);
  return formatFloat(value, "g", -1, 64);
}

/** Throws `YamlPanic` for functions. Floats keep their form: 1000000.0 is `1e+06`. */
export function marshalPretty(value: Value): string {
  return new ValueEmitter({
    dialect: "v3",
    indent: 2,
    width: Infinity,
    view: reflect,
    formatNumber: formatYamlNumber,
  }).document(value);
}

function formatYamlNumber(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  return formatFloat(value, "g", -1, 64);
}
