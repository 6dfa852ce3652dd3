/**
 * Metadata into fields as go-viper/mapstructure v2 decodes with WeaklyTypedInput: numbers and booleans may stand for text and the other way
 * round, one map for a list of one. A key counts in whatever case where the right one is missing. All that does not fit is reported at once.
 */
import { GoError, Int } from "../go/index.ts";
import { formatFloat, NumError, parseBool, parseInt } from "../go/strconv/index.ts";
import { goTypeOf, isList, TreeBranch, Comment, type TreeValue } from "./tree.ts";

export class WeakDecoder {
  readonly #errors: string[] = [];

  /** Throws `GoError` where anything did not fit. */
  finish(): void {
    if (this.#errors.length === 0) return;
    throw new GoError(`decoding failed due to the following error(s):\n\n${this.#errors.join("\n")}`);
  }

  fields(branch: TreeBranch, name = ""): Fields {
    return new Fields(this, branch, name);
  }

  text(value: TreeValue, name: string): string {
    if (value === null || typeof value === "string") return value ?? "";
    if (typeof value === "boolean") return value ? "1" : "0";
    if (value instanceof Int) return value.value.toString();
    if (typeof value === "number") return formatFloat(value, "f");
    if (isList(value) && value.length === 0) return "";
    this.#unconvertible(name, "string", value);
    return "";
  }

  int(value: TreeValue, name: string): number {
    if (value === null) return 0;
    if (value instanceof Int) return value.toNumber();
    if (typeof value === "number") return Math.trunc(value);
    if (typeof value === "boolean") return Number(value);
    if (typeof value === "string")
      return this.#parsed(name, "int", () => Number(parseInt(value === "" ? "0" : value, 0))) ?? 0;
    this.#unconvertible(name, "int", value);
    return 0;
  }

  bool(value: TreeValue, name: string): boolean {
    if (value === null || value === "") return false;
    if (typeof value === "boolean") return value;
    if (value instanceof Int) return value.value !== 0n;
    if (typeof value === "number") return value !== 0;
    if (typeof value === "string") return this.#parsed(name, "bool", () => parseBool(value)) ?? false;
    this.#unconvertible(name, "bool", value);
    return false;
  }

  /** The maps of a list. */
  structs(value: TreeValue, name: string): Fields[] {
    if (value === null || (value instanceof TreeBranch && entriesOf(value).length === 0)) return [];
    const items = isList(value) ? value.filter((item) => !(item instanceof Comment)) : [value];
    return items.flatMap((item, i) => {
      if (item instanceof TreeBranch) return [this.fields(item, `${name}[${i}]`)];
      if (item !== null) this.#errors.push(`'${name}[${i}]' expected a map or struct, got "${kindOf(item)}"`);
      return item === null ? [this.fields(new TreeBranch([]), `${name}[${i}]`)] : [];
    });
  }

  #unconvertible(name: string, type: string, value: TreeValue): void {
    this.#errors.push(`'${name}' expected type '${type}', got unconvertible type '${mapTypeOf(value)}'`);
  }

  #parsed<T>(name: string, type: string, parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof NumError)) throw error;
      const why = error.reason === "range" ? "value out of range" : "invalid syntax";
      this.#errors.push(`'${name}' cannot parse value as '${type}': strconv.${error.operation}: ${why}`);
      return undefined;
    }
  }
}

/** The fields of one struct. */
export class Fields {
  readonly #decoder: WeakDecoder;
  readonly #name: string;
  readonly #values: ReadonlyMap<string, TreeValue>;

  constructor(decoder: WeakDecoder, branch: TreeBranch, name: string) {
    this.#decoder = decoder;
    this.#name = name;
    this.#values = new Map(entriesOf(branch));
  }

  text(field: string): string {
    return this.#decoder.text(this.#value(field), this.#path(field));
  }

  int(field: string): number {
    return this.#decoder.int(this.#value(field), this.#path(field));
  }

  bool(field: string): boolean {
    return this.#decoder.bool(this.#value(field), this.#path(field));
  }

  structs(field: string): Fields[] {
    return this.#decoder.structs(this.#value(field), this.#path(field));
  }

  /** The texts of a map, as they are. */
  texts(field: string): ReadonlyMap<string, string> {
    const value = this.#value(field);
    if (!(value instanceof TreeBranch)) return new Map();
    return new Map(
      entriesOf(value).map(([key, text]) => [key, this.#decoder.text(text, `${this.#path(field)}[${key}]`)]),
    );
  }

  #path(field: string): string {
    return this.#name === "" ? field : `${this.#name}.${field}`;
  }

  #value(field: string): TreeValue {
    const exact = this.#values.get(field);
    if (exact !== undefined) return exact;
    for (const [key, value] of this.#values) if (key.toLowerCase() === field) return value;
    return null;
  }
}

function entriesOf(branch: TreeBranch): [string, TreeValue][] {
  return branch.items.flatMap(({ key, value }): [string, TreeValue][] => {
    if (key instanceof Comment) return [];
    if (typeof key !== "string") throw new GoError(`Unexpected key type ${goTypeOf(key)}`);
    return [[key, value]];
  });
}

function mapTypeOf(value: TreeValue): string {
  return value instanceof TreeBranch ? "map[string]interface {}" : goTypeOf(value);
}

function kindOf(value: TreeValue): string {
  return isList(value) ? "slice" : goTypeOf(value);
}
