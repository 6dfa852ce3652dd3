/** The types that expressions have before they are evaluated (cel-go 0.26 common/types/types.go, checker/format.go). */

export type TypeKind =
  | "bool"
  | "int"
  | "uint"
  | "double"
  | "string"
  | "bytes"
  | "null"
  | "timestamp"
  | "duration"
  | "dyn"
  | "error"
  | "list"
  | "map"
  | "type"
  | "object"
  | "parameter"
  | "opaque";

export interface Type {
  readonly kind: TypeKind;
  /** As `type(x)` gives it. */
  readonly name: string;
  readonly parameters: readonly Type[];
}

const simple = (kind: TypeKind, name: string = kind): Type => ({ kind, name, parameters: [] });

export const BOOL = simple("bool");
export const INT = simple("int");
export const UINT = simple("uint");
export const DOUBLE = simple("double");
export const STRING = simple("string");
export const BYTES = simple("bytes");
export const NULL = simple("null", "null_type");
export const TIMESTAMP = simple("timestamp", "google.protobuf.Timestamp");
export const DURATION = simple("duration", "google.protobuf.Duration");
export const DYN = simple("dyn");
export const ERROR = simple("error", "!error!");
export const TYPE = simple("type");
export const LIST = simple("list");
export const MAP = simple("map");

export const listOf = (element: Type): Type => ({ kind: "list", name: "list", parameters: [element] });
export const mapOf = (key: Type, value: Type): Type => ({ kind: "map", name: "map", parameters: [key, value] });
export const typeOf = (type: Type): Type => ({ kind: "type", name: "type", parameters: [type] });
export const opaque = (name: string, ...parameters: Type[]): Type => ({ kind: "opaque", name, parameters });
export const optionalOf = (type: Type): Type => opaque(OPTIONAL, type);
export const objectType = (name: string): Type => simple("object", name);
export const parameter = (name: string): Type => simple("parameter", name);

export const OPTIONAL = "optional_type";

export const isDyn = ({ kind }: Type): boolean => kind === "dyn";
export const isDynOrError = ({ kind }: Type): boolean => kind === "dyn" || kind === "error";

export interface Unwrapped {
  readonly type: Type;
  readonly wasOptional: boolean;
}

export function unwrapOptional(type: Type): Unwrapped {
  const [inner] = type.parameters;
  if (type.kind !== "opaque" || type.name !== OPTIONAL || inner === undefined) return { type, wasOptional: false };
  return { type: inner, wasOptional: true };
}

/** As errors show it. */
export function formatType(type: Type): string {
  switch (type.kind) {
    case "null":
    case "timestamp":
    case "duration":
      return type.kind;
    default:
      return type.parameters.length === 0 ? type.name : `${type.name}(${type.parameters.map(formatType).join(", ")})`;
  }
}

export function sameType(a: Type, b: Type): boolean {
  return (
    a === b ||
    (a.kind === b.kind &&
      a.name === b.name &&
      a.parameters.length === b.parameters.length &&
      a.parameters.every((one, i) => sameType(one, b.parameters[i] ?? DYN)))
  );
}
