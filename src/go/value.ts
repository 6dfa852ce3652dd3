/**
 * The value model: how each Go value that a template or a YAML document can hold is represented in TypeScript.
 * Every function is written against this table (docs/decisions/0001-value-model.md says why it is so).
 *
 *   Go                                   TypeScript
 *   no value (reflect's zero Value)      undefined           a missing map key; prints `<no value>`
 *   nil interface{}                      null
 *   bool, string, float64                boolean, string, number
 *   every integer kind, time.Duration    Int                 int and int64 are distinct, 64-bit exact
 *   []interface{}                        Array
 *   []string, []int, ...                 Slice               any other element type
 *   map[string]interface{}               Map
 *   named and other map types            TypedMap            chart's `common.Values`, map[string]string, ...
 *   structs and pointers to structs      Struct
 *   complex128                           Complex             only from literals in templates
 *   typed nil pointers                   TypedNil
 *   functions                            Func
 *
 * Strings are bytes in Go and text here: a byte that is not part of valid UTF-8 is the lone surrogate U+DC80..U+DCFF
 * (Python's surrogateescape); `go/bytes.ts` converts. Maps keep insertion order and are sorted by whoever prints or ranges.
 */
export type Value =
  undefined | null | boolean | string | number | Int | Slice | List | GoMap | Struct | TypedNil | Func;

export type List = Value[];
export type GoMap = Map<string, Value>;

export type IntKind =
  "int" | "int8" | "int16" | "int32" | "int64" | "uint" | "uint8" | "uint16" | "uint32" | "uint64" | "uintptr";

/** A Go integer. `type` is what `%T` prints: the kind itself, or a named type such as `time.Duration`. */
export class Int {
  constructor(
    readonly value: bigint,
    readonly kind: IntKind = "int",
    readonly type: string = kind,
    /** Exported methods by name, for named types such as `time.Month`. */
    readonly methods?: ReadonlyMap<string, Func>,
  ) {}

  toNumber(): number {
    return Number(this.value);
  }
}

const SMALL_INTS = 1024;
const smallInts: Int[] = [];

/** A Go `int`. */
export function int(value: number | bigint): Int {
  const n = Number(value);
  if (n >= 0 && n < SMALL_INTS) return (smallInts[n] ??= new Int(BigInt(n)));
  return new Int(BigInt.asIntN(64, BigInt(value)));
}

/** A Go `int64`, wrapped to 64 bits as Go wraps. */
export function int64(value: number | bigint): Int {
  return new Int(BigInt.asIntN(64, BigInt(value)), "int64");
}

/** A slice whose element type is not `interface {}`. `type` is what `%T` prints, for example `[]string`. */
export class Slice {
  constructor(
    readonly type: string,
    readonly items: List,
    /** Exported methods by name, for named types such as `common.VersionSet`. */
    readonly methods?: ReadonlyMap<string, Func>,
  ) {}
}

export function stringSlice(items: readonly string[]): Slice {
  return new Slice("[]string", items as string[]);
}

/** A `[]byte` whose elements are only made when somebody looks at them one by one. */
export class ByteSlice extends Slice {
  constructor(readonly bytes: Uint8Array) {
    super("[]uint8", []);
    let items: Int[] | undefined;
    const get = () => (items ??= Array.from(bytes, (byte) => new Int(BigInt(byte), "uint8")));
    Object.defineProperty(this, "items", { get });
  }
}

/** A map whose type is not `map[string]interface {}`. `type` is what `%T` prints, for example `common.Values`. */
export class TypedMap extends Map<string, Value> {
  constructor(
    readonly type: string,
    entries?: Iterable<readonly [string, Value]>,
    /** What a missing key gives: nothing for `interface {}` elements, the zero value for others (`""` for strings). */
    readonly zero?: Value,
    methods?: ReadonlyMap<string, Func>,
  ) {
    super();
    this.#methods = methods;
    if (entries) for (const [key, value] of entries) this.set(key, value);
  }

  readonly #methods: ReadonlyMap<string, Func> | undefined;

  /** Exported methods by name, for types such as `chart.VersionSet`. */
  get methods(): ReadonlyMap<string, Func> | undefined {
    return this.#methods;
  }

  /** Whether that name is a method's: then it is no key. */
  hasMethod(name: string): boolean {
    return this.#methods?.has(name) === true;
  }

  /** An empty map of this type. */
  emptied(): TypedMap {
    return new TypedMap(this.type, [], this.zero, this.#methods);
  }

  /** The map itself; of a map that shows another under a different type, that other. */
  get shared(): GoMap {
    return this;
  }
}

/** A struct, or a pointer to one (`type` then starts with `*`). */
export class Struct {
  constructor(
    readonly type: string,
    /** Exported fields in declaration order. */
    readonly fields: ReadonlyMap<string, Value>,
    readonly methods: ReadonlyMap<string, Func> = NO_METHODS,
    /** What the TypeScript side keeps behind it: a time, a parsed version, ... Not visible to templates. */
    readonly native?: unknown,
  ) {}

  get details(): StructDetails {
    return NO_DETAILS;
  }
}

/** A struct of which printing and error messages show more than templates can reach. */
export class DetailedStruct extends Struct {
  readonly #details: StructDetails;

  constructor({ type, fields, methods, native }: Struct, details: StructDetails) {
    super(type, fields, methods, native);
    this.#details = details;
  }

  override get details(): StructDetails {
    return this.#details;
  }
}

/** What only printing and error messages show of a struct. */
export interface StructDetails {
  /** All fields in declaration order, where there are unexported ones. */
  readonly allFields?: ReadonlyMap<string, Value>;
  /** `String` and `Error` belong to the pointer: fmt does not call them for a struct that is no pointer. */
  readonly pointerMethods?: boolean;
}

/** Fields of a struct and, by name only, those of a struct embedded in it. */
export class PromotedFields extends Map<string, Value> {
  constructor(
    own: ReadonlyMap<string, Value>,
    /** The embedded struct. */
    readonly embedded: string,
  ) {
    super(own);
  }

  get #promoted(): ReadonlyMap<string, Value> {
    const value = super.get(this.embedded);
    return value instanceof Struct ? value.fields : NO_FIELDS;
  }

  override get(name: string): Value {
    return super.has(name) ? super.get(name) : this.#promoted.get(name);
  }

  override has(name: string): boolean {
    return super.has(name) || this.#promoted.has(name);
  }
}

const NO_DETAILS: StructDetails = {};
const NO_METHODS: ReadonlyMap<string, Func> = new Map();
const NO_FIELDS: ReadonlyMap<string, Value> = new Map();

/** A Go `complex128`, which only a literal such as `2i` can make. */
export class Complex extends Struct {
  constructor(
    readonly real: number,
    readonly imaginary: number,
  ) {
    super("complex128", NO_FIELDS);
  }
}

/** A nil pointer, map or slice that still knows its type: it is not equal to nil inside an interface. */
export class TypedNil {
  constructor(
    readonly type: string,
    /** Of a pointer to a struct, where known: the struct's fields. Asking for another is another error. */
    readonly fields?: ReadonlySet<string>,
  ) {}
}

/**
 * A Go function or method that a template can call. `params` are Go types; the executor checks and converts arguments as
 * text/template does, and hands each over in this form:
 *   `int`, and every other integer kind but `int64`/`uint64` → number;  `int64`, `uint64`, `time.Duration` → bigint
 *   `float64` → number;  `string` → string;  `bool` → boolean
 *   `[]string` → string[];  `[]interface {}` → List;  `map[string]interface {}` → GoMap
 *   `interface {}` → any `Value` but `undefined` (no value becomes `null`)
 * A thrown `GoError` is the function's error result, and equally what Go's recover turns a panic into.
 */
export class Func {
  constructor(
    readonly name: string,
    readonly params: readonly string[],
    readonly variadic: boolean,
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- arguments were converted by `params`, see above
    readonly call: (...args: never[]) => Value,
  ) {}
}

/** Declares a function: `func("trunc", "int, string", (n: number, s: string) => ...)`; `"string, ...interface {}"` is variadic. */
export function func<Args extends never[]>(name: string, params: string, call: (...args: Args) => Value): Func {
  const { types, variadic } = signatureOf(params);
  return new Func(name, types, variadic, call as (...args: never[]) => Value);
}

interface Signature {
  readonly types: readonly string[];
  readonly variadic: boolean;
}

/** Every command that renders declares some 300 functions, with a quarter as many signatures. */
const signatures = new Map<string, Signature>();

function signatureOf(params: string): Signature {
  const known = signatures.get(params);
  if (known !== undefined) return known;
  const types = params === "" ? [] : params.split(",").map((type) => type.trim());
  const last = types.at(-1);
  const variadic = last?.startsWith("...") === true;
  if (variadic && last !== undefined) types[types.length - 1] = last.slice(3);
  const signature = { types, variadic };
  signatures.set(params, signature);
  return signature;
}

export type FuncMap = ReadonlyMap<string, Func>;

/** An error that a Go function returns (or panics with): its message is Go's, byte for byte. */
export class GoError extends Error {
  override name = "GoError";
}

/** What `%T` and Sprig's `typeOf` print. */
export function typeOf(value: Value): string {
  switch (typeof value) {
    case "undefined":
      return "<nil>";
    case "boolean":
      return "bool";
    case "number":
      return "float64";
    case "string":
      return "string";
    default:
      return typeOfObject(value);
  }
}

function typeOfObject(value: null | Int | Slice | List | GoMap | Struct | TypedNil | Func): string {
  if (value === null) return "<nil>";
  if (Array.isArray(value)) return "[]interface {}";
  if (value instanceof Func) return "func()";
  if (value instanceof Map) return value instanceof TypedMap ? value.type : "map[string]interface {}";
  return value.type;
}

/** What reflect's Kind prints: `map`, `slice`, `float64`, `ptr`, `struct`, `invalid`, ... */
export function kindOf(value: Value): string {
  switch (typeof value) {
    case "undefined":
      return "invalid";
    case "boolean":
      return "bool";
    case "number":
      return "float64";
    case "string":
      return "string";
    default:
      return kindOfObject(value);
  }
}

function kindOfObject(value: null | Int | Slice | List | GoMap | Struct | TypedNil | Func): string {
  if (value === null) return "invalid";
  if (value instanceof Map) return "map";
  if (Array.isArray(value) || value instanceof Slice) return "slice";
  if (value instanceof Int) return value.kind;
  if (value instanceof Func) return "func";
  if (value.type.startsWith("*")) return "ptr";
  if (value.type.startsWith("map[")) return "map";
  if (value.type.startsWith("[]")) return "slice";
  if (value instanceof Complex) return "complex128";
  return value instanceof Struct ? "struct" : "ptr";
}

/** The exported methods of a value, where its type has any. */
export function methodsOf(value: Value): ReadonlyMap<string, Func> | undefined {
  if (value instanceof Struct || value instanceof Int || value instanceof Slice) return value.methods;
  return value instanceof TypedMap ? value.methods : undefined;
}

export function isMap(value: Value): value is GoMap {
  return value instanceof Map;
}

/** The elements of any slice, `undefined` when the value is not one. */
export function listItems(value: Value): List | undefined {
  if (Array.isArray(value)) return value;
  return value instanceof Slice ? value.items : undefined;
}
