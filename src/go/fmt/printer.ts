import { compareStrings, fromBytes } from "../bytes.ts";
import { ELEMENTS_MAX, tooManyElements } from "../limits.ts";
import { quoteRune, quoteRuneToAscii } from "../strconv/index.ts";
import {
  ByteSlice,
  Complex,
  Func,
  GoError,
  Int,
  Slice,
  Struct,
  TypedNil,
  kindOf,
  methodsOf,
  typeOf,
  type GoMap,
  type List,
  type Value,
} from "../value.ts";
import { durationString } from "./duration.ts";
import { Flags, pad, padWithSpaces } from "./flags.ts";
import { formatFloatVerb, formatInteger, formatUnicode, toRune } from "./numbers.ts";
import { formatHex, formatQuoted, formatString } from "./strings.ts";

/** Go never shows the same address twice; what a pointer prints is only known to be one. */
const SOME_ADDRESS = 0xc000012120n;

/** Deeper values are refused: nearly always one that contains itself, and Go would overflow its stack. */
const DEPTH_MAX = 2_000;
/** A chart's files are printed with `.`, and are megabytes. */
const BYTES_PER_ELEMENT = 16;

/** Prints one operand with one verb, as `pp.printArg` does. */
export class Printer {
  flags = new Flags();
  /** While `%!verb(type=value)` is being printed, methods are not called. */
  #erroring = false;
  #panicking = false;
  #elements = 0;

  print(arg: Value, verb: string): string {
    if (arg === null || arg === undefined) {
      return verb === "T" || verb === "v" ? pad("<nil>", this.flags) : this.#badVerb(arg, verb);
    }
    if (verb === "T") return formatString(typeOf(arg), this.flags);
    if (verb === "p") return this.#pointer(arg, "p");
    return this.#value(arg, verb, 0);
  }

  #value(value: Value, verb: string, depth: number): string {
    if (++this.#elements > ELEMENTS_MAX) throw tooManyElements();
    switch (typeof value) {
      case "string":
        return this.#string(value, verb, value);
      case "number":
        return this.#float(value, verb, value);
      case "boolean":
        return verb === "t" || verb === "v" ? pad(String(value), this.flags) : this.#badVerb(value, verb);
      case "undefined":
        return this.#nilElement();
      default:
        return value === null ? this.#nilElement() : this.#object(value, verb, depth);
    }
  }

  /** A nil inside an `interface {}` element. */
  #nilElement(): string {
    return this.flags.sharpV ? "interface {}(nil)" : "<nil>";
  }

  #object(value: object & Value, verb: string, depth: number): string {
    if (depth > DEPTH_MAX) throw new GoError("value contains itself or is nested too deeply");
    const handled = this.#byMethods(value, verb);
    if (handled !== undefined) return handled;
    if (value instanceof Int) return this.#integer(value, verb);
    if (Array.isArray(value)) return this.#list({ type: "[]interface {}", items: value }, verb, depth);
    if (value instanceof Map) return this.#map(value, verb, depth);
    if (value instanceof Slice) return this.#slice(value, verb, depth);
    if (value instanceof Complex) return this.#complex(value, verb);
    if (value instanceof Struct) return this.#struct(value, verb, depth);
    if (value instanceof TypedNil) return this.#typedNil(value, verb);
    return this.#pointer(value, verb);
  }

  // --- methods

  #byMethods(value: object & Value, verb: string): string | undefined {
    if (this.#erroring) return undefined;
    // Byte slices reach their elements first.
    if (verb === "w" && !(value instanceof Slice && value.type === "[]uint8")) return this.#badVerb(value, verb);
    if (this.flags.sharpV || !"vsxXq".includes(verb)) return undefined;
    const isDuration = value instanceof Int && value.type === "time.Duration";
    if (isDuration) return this.#string(durationString(value.value), verb, value);
    const methods = methodsOf(value);
    if (methods === undefined || (value instanceof Struct && onPointerOnly(value))) return undefined;
    const name = methods.has("Error") ? "Error" : "String";
    const method = methods.get(name);
    if (method === undefined || method.params.length > 0) return undefined;
    return this.#callMethod(value, method, verb);
  }

  #callMethod(value: Value, method: Func, verb: string): string {
    try {
      const text = method.call();
      return this.#string(typeof text === "string" ? text : "", verb, value);
    } catch (error) {
      if (!(error instanceof GoError) || this.#panicking) throw error;
      const { flags } = this;
      this.flags = new Flags();
      this.#panicking = true;
      const text = `%!${verb}(PANIC=${method.name} method: ${this.print(error.message, "v")})`;
      this.#panicking = false;
      this.flags = flags;
      return text;
    }
  }

  #badVerb(value: Value, verb: string): string {
    if (value === null || value === undefined) return `%!${verb}(<nil>)`;
    this.#erroring = true;
    const text = `%!${verb}(${typeOf(value)}=${this.#value(value, "v", 0)})`;
    this.#erroring = false;
    return text;
  }

  // --- basic kinds

  #string(text: string, verb: string, value: Value): string {
    switch (verb) {
      case "v":
        return this.flags.sharpV ? formatQuoted(text, this.flags) : formatString(text, this.flags);
      case "s":
        return formatString(text, this.flags);
      case "x":
      case "X":
        return formatHex(text, verb, this.flags);
      case "q":
        return formatQuoted(text, this.flags);
      default:
        return this.#badVerb(value, verb);
    }
  }

  #float(number: number, verb: string, value: Value): string {
    switch (verb) {
      case "v":
        return formatFloatVerb(number, { verb: "g", precision: -1 }, this.flags);
      case "b":
      case "g":
      case "G":
      case "x":
      case "X":
        return formatFloatVerb(number, { verb, precision: -1 }, this.flags);
      case "f":
      case "e":
      case "E":
        return formatFloatVerb(number, { verb, precision: 6 }, this.flags);
      case "F":
        return formatFloatVerb(number, { verb: "f", precision: 6 }, this.flags);
      default:
        return this.#badVerb(value, verb);
    }
  }

  #complex(value: Complex, verb: string): string {
    if (!"vbgGxXfFeE".includes(verb)) return this.#badVerb(value, verb);
    const { plus } = this.flags;
    const real = this.#float(value.real, verb, value);
    this.flags.plus = true;
    const imaginary = this.#float(value.imaginary, verb, value);
    this.flags.plus = plus;
    return `(${real}${imaginary}i)`;
  }

  #integer(int: Int, verb: string): string {
    const { flags } = this;
    const { value } = int;
    switch (verb) {
      case "v":
        return flags.sharpV && int.kind.startsWith("u")
          ? this.#hexadecimal(value)
          : formatInteger(value, { base: 10, verb }, flags);
      case "d":
        return formatInteger(value, { base: 10, verb }, flags);
      case "b":
        return formatInteger(value, { base: 2, verb }, flags);
      case "o":
      case "O":
        return formatInteger(value, { base: 8, verb }, flags);
      case "x":
      case "X":
        return formatInteger(value, { base: 16, verb }, flags);
      case "c":
        return pad(String.fromCodePoint(toRune(value)), flags);
      case "q":
        return pad((flags.plus ? quoteRuneToAscii : quoteRune)(toRune(value)), flags);
      case "U":
        return formatUnicode(value, flags);
      default:
        return this.#badVerb(int, verb);
    }
  }

  #hexadecimal(value: bigint): string {
    const { sharp } = this.flags;
    this.flags.sharp = true;
    const text = formatInteger(value, { base: 16, verb: "v" }, this.flags);
    this.flags.sharp = sharp;
    return text;
  }

  // --- composite kinds

  #slice(value: Slice, verb: string, depth: number): string {
    const isBytes = value.type === "[]uint8" || value.type === "[]byte";
    if (!isBytes) return this.#list(value, verb, depth);
    if ("sxXq".includes(verb)) return this.#string(bytesText(value), verb, value);
    if (verb !== "v" && verb !== "d") return this.#list({ type: "[]uint8", items: value.items }, verb, depth);
    if (value instanceof ByteSlice && this.flags.areNone) return this.#bytes(value.bytes);
    if (!this.flags.sharpV) return `[${value.items.map((item) => this.#value(item, "d", 1)).join(" ")}]`;
    return `${depth === 0 ? "[]byte" : "[]uint8"}{${value.items.map((item) => this.#value(item, "v", 1)).join(", ")}}`;
  }

  /** All at once, so that they count for less than other elements. */
  #bytes(bytes: Uint8Array): string {
    this.#elements += bytes.length / BYTES_PER_ELEMENT;
    if (this.#elements > ELEMENTS_MAX) throw tooManyElements();
    return `[${bytes.join(" ")}]`;
  }

  #list({ type, items }: { type: string; items: List }, verb: string, depth: number): string {
    const shown = items.map((item) => this.#value(item, verb, depth + 1));
    return this.flags.sharpV ? `${type}{${shown.join(", ")}}` : `[${shown.join(" ")}]`;
  }

  #map(map: GoMap, verb: string, depth: number): string {
    const keys = [...map.keys()].sort(compareStrings);
    const shown = keys.map((key) => `${this.#string(key, verb, key)}:${this.#value(map.get(key), verb, depth + 1)}`);
    return this.flags.sharpV ? `${typeOf(map)}{${shown.join(", ")}}` : `map[${shown.join(" ")}]`;
  }

  #struct(struct: Struct, verb: string, depth: number): string {
    const isPointer = struct.type.startsWith("*");
    if (isPointer && depth > 0) return this.#pointer(struct, verb);
    const named = this.flags.plusV || this.flags.sharpV;
    const fields = Array.from(struct.details.allFields ?? struct.fields, ([name, field]) => {
      const text = this.#value(field, verb, depth + 1);
      return named ? `${name}:${text}` : text;
    });
    const type = this.flags.sharpV ? struct.type.replace("*", "") : "";
    return `${isPointer ? "&" : ""}${type}{${fields.join(this.flags.sharpV ? ", " : " ")}}`;
  }

  #typedNil(value: TypedNil, verb: string): string {
    const kind = kindOf(value);
    if (this.flags.sharpV) return kind === "ptr" ? `(${value.type})(nil)` : `${value.type}(nil)`;
    if (kind === "map") return "map[]";
    if (kind === "slice") return "[]";
    return this.#pointer(value, verb);
  }

  #pointer(value: Value, verb: string): string {
    const hasAddress = value instanceof Map || value instanceof Func || value instanceof TypedNil;
    const pointerLike = hasAddress || Array.isArray(value) || value instanceof Slice || kindOf(value) === "ptr";
    if (!pointerLike) return this.#badVerb(value, verb);
    const address = value instanceof TypedNil ? 0n : SOME_ADDRESS;
    switch (verb) {
      case "v":
        if (this.flags.sharpV) return `(${typeOf(value)})(0x${address.toString(16)})`;
        return address === 0n ? pad("<nil>", this.flags) : this.#hexadecimal(address);
      case "p":
        return this.flags.sharp ? padWithSpaces(address.toString(16), this.flags) : this.#hexadecimal(address);
      case "b":
      case "o":
      case "d":
      case "x":
      case "X":
        return this.#integer(new Int(address, "uintptr"), verb);
      default:
        return this.#badVerb(value, verb);
    }
  }
}

function onPointerOnly({ type, details }: Struct): boolean {
  return details.pointerMethods === true && !type.startsWith("*");
}

/** The text that a `[]byte` is. */
export function bytesText(value: Slice): string {
  if (value instanceof ByteSlice) return fromBytes(value.bytes);
  return fromBytes(Uint8Array.from(value.items, (item) => (item instanceof Int ? item.toNumber() : 0)));
}
