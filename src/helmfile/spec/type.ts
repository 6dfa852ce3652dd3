/**
 * The types of the fields of a state file. Helmfile declares them as Go structs; a table of them (`state.ts`) serves the reader, the
 * merges and the writer alike, and TypeScript's types are derived from it.
 */
import type { Value } from "../../go/index.ts";

/** Written even where it is empty (Go's tag has no `omitempty`). */
interface Written {
  readonly always?: boolean;
}

interface Text extends Written {
  readonly kind: "text";
}
interface Bool extends Written {
  readonly kind: "bool";
}
interface Whole extends Written {
  readonly kind: "int";
}
interface Real extends Written {
  readonly kind: "float32";
}
/** Whatever YAML has. */
interface Any extends Written {
  readonly kind: "any";
}
/** A pointer in Go: that it is there counts, even where it is false, 0 or empty. */
interface Pointer<Of extends Type = Type> extends Written {
  readonly kind: "pointer";
  readonly of: Of;
}
interface List<Of extends Type = Type> extends Written {
  readonly kind: "list";
  readonly of: Of;
  /** Whether an element may stand there without the list around it. */
  readonly orElement: boolean;
}
interface Table<Of extends Type = Type> extends Written {
  readonly kind: "map";
  readonly of: Of;
}
export interface StructType<Fields extends FieldTable = FieldTable> extends Written {
  readonly kind: "struct";
  /** As Go's messages name it: `state.ReleaseSpec`. */
  readonly name: string;
  readonly fields: Fields;
  /** The field that a text is, where one stands in place of the struct. */
  readonly textIs: string | undefined;
  /** Says what is wrong with a value, beyond its types. */
  readonly check: ((value: Readonly<Record<string, unknown>>) => string | undefined) | undefined;
}

export type Type = Text | Bool | Whole | Real | Any | Pointer | List | Table | StructType;
export type FieldTable = Readonly<Record<string, Type>>;

/** The TypeScript type of a value. What is empty is left out: absent and empty are one in Go, but for pointers. */
export type Shape<T extends Type> = T extends Text
  ? string
  : T extends Bool
    ? boolean
    : T extends Whole | Real
      ? number
      : T extends Any
        ? Value
        : T extends Pointer<infer Of>
          ? Shape<Of>
          : T extends List<infer Of>
            ? readonly Shape<Of>[]
            : T extends Table<infer Of>
              ? ReadonlyMap<string, Shape<Of>>
              : T extends StructType<infer Fields>
                ? { readonly [Name in keyof Fields]?: Shape<Fields[Name]> }
                : never;

export const text: Text = { kind: "text" };
export const bool: Bool = { kind: "bool" };
export const whole: Whole = { kind: "int" };
export const real: Real = { kind: "float32" };
export const any: Any = { kind: "any" };
export const pointer = <Of extends Type>(of: Of): Pointer<Of> => ({ kind: "pointer", of });
export const list = <Of extends Type>(of: Of): List<Of> => ({ kind: "list", of, orElement: false });
export const listOrElement = <Of extends Type>(of: Of): List<Of> => ({ kind: "list", of, orElement: true });
export const table = <Of extends Type>(of: Of): Table<Of> => ({ kind: "map", of });
export const always = <Of extends Type>(of: Of): Of => ({ ...of, always: true });
export const struct = <Fields extends FieldTable>(
  name: string,
  fields: Fields,
  { textIs, check }: { textIs?: keyof Fields & string; check?: StructType["check"] } = {},
): StructType<Fields> => ({ kind: "struct", name, fields, textIs, check });
