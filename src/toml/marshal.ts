/**
 * Writes a value as TOML: BurntSushi/toml v1.6.0 with its default indent. Tables come after plain values, keys are
 * sorted, nil is left out.
 */
import { GoError, isMap, kindOf, listItems, Struct, type Value } from "../go/index.ts";
import { type Entry, formatElement, mapEntries, structEntries } from "./element.ts";
import { formatKey, formatKeyPart, type Key } from "./key.ts";
import { isNothing, isScalar, isTextMarshaler, tomlType, TomlEncodeError } from "./toml-type.ts";

const INDENT = "  ";
/** Nearly always a value that contains itself: every level names all of those above it. */
const DEPTH_MAX = 2_000;

/** Throws TomlEncodeError where Go returns an error, and another GoError where Go panics. */
export function marshal(value: Value): string {
  if (value === null || value === undefined) {
    throw new GoError("reflect: call of reflect.Value.Type on zero Value");
  }
  const encoder = new Encoder();
  encoder.encode([], value);
  return encoder.text;
}

class Encoder {
  text = "";

  encode(key: Key, value: Value): void {
    if (key.length > DEPTH_MAX) throw new GoError("value contains itself or is nested too deeply");
    if (isNothing(value)) {
      if (kindOf(value) === "slice") this.#keyValue(key, value);
    } else if (isScalar(value) || (value instanceof Struct && isTextMarshaler(value))) {
      this.#keyValue(key, value);
    } else if (isMap(value) || value instanceof Struct) {
      this.#table(key, value);
    } else {
      this.#list(key, value);
    }
  }

  #list(key: Key, value: Value): void {
    const items = listItems(value);
    if (items === undefined) {
      throw new TomlEncodeError(`unsupported type for key '${formatKey(key)}': ${kindOf(value)}`);
    }
    if (tomlType(value) !== "tables") {
      this.#keyValue(key, value);
      return;
    }
    if (key.length === 0) throw new TomlEncodeError("toml: top-level values must be Go maps or structs");
    for (const item of items) {
      this.#newline();
      this.text += `${indent(key)}[[${formatKey(key)}]]`;
      this.#newline();
      this.#entries(key, item);
    }
  }

  #table(key: Key, value: Value): void {
    if (key.length === 1) this.#newline();
    if (key.length > 0) {
      this.text += `${indent(key)}[${formatKey(key)}]`;
      this.#newline();
    }
    this.#entries(key, value);
  }

  #entries(key: Key, value: Value): void {
    for (const [name, entry] of entriesOf(value)) {
      if (!isNothing(entry)) this.encode([...key, name], entry);
    }
  }

  /** At the top, a value stands alone. */
  #keyValue(key: Key, value: Value): void {
    const last = key.at(-1);
    if (last === undefined) {
      this.text += formatElement(value);
      return;
    }
    this.text += `${indent(key)}${formatKeyPart(last)} = ${formatElement(value)}`;
    this.#newline();
  }

  /** The text never begins with an empty line. */
  #newline(): void {
    if (this.text !== "") this.text += "\n";
  }
}

function entriesOf(value: Value): Entry[] {
  if (isMap(value)) return mapEntries(value);
  return value instanceof Struct ? structEntries(value) : [];
}

function indent(key: Key): string {
  return INDENT.repeat(Math.max(key.length - 1, 0));
}
