/** Decoded structs back to YAML, with the fields that Go's `omitempty` leaves out left out (sigs.k8s.io/yaml). */
import type { Value } from "../../go/index.ts";
import { marshal } from "../../yaml/index.ts";
import { isScalarShape, type Shape, type StructShape } from "../kustomization/shape.ts";
import { KUSTOMIZATION } from "../kustomization/shapes.ts";
import type { Kustomization } from "../kustomization/types.ts";

/** The text of one field of a kustomization; empty when there is nothing to write. */
export function encodeField(name: keyof Kustomization, kustomization: Kustomization): string {
  const field = kustomization[name];
  if (field === undefined || isEmpty(field)) return "";
  const shape = KUSTOMIZATION.fields[name];
  return shape === undefined ? "" : marshal(new Map([[name, encode(field, shape)]]));
}

function isEmpty(field: unknown): boolean {
  if (field instanceof Map) return field.size === 0;
  return field === "" || (Array.isArray(field) && field.length === 0);
}

export function encode(value: unknown, shape: Shape): Value {
  if (isScalarShape(shape)) return value as Value;
  if ("list" in shape) return (value as unknown[]).map((item) => encode(item, shape.list));
  if ("map" in shape) {
    return new Map([...(value as Map<string, unknown>)].map(([key, item]) => [key, encode(item, shape.map)]));
  }
  return encodeStruct(value as Record<string, unknown>, shape);
}

function encodeStruct(struct: Record<string, unknown>, { fields, always = [] }: StructShape): Value {
  const result = new Map<string, Value>();
  for (const [name, shape] of Object.entries(fields)) {
    const field = struct[name];
    // A text that may be absent is a pointer in Go: it is written when it is there, empty or not.
    const isPointer = name === "sourceValue";
    if (field !== undefined && (isPointer || always.includes(name) || !isZero(field))) {
      result.set(name, encode(field, shape));
    } else if (always.includes(name)) {
      result.set(name, zeroOf(shape));
    }
  }
  return result;
}

function isZero(field: unknown): boolean {
  return field === false || field === 0 || isEmpty(field);
}

function zeroOf(shape: Shape): Value {
  if (shape === "int" || shape === "int64") return 0;
  if (shape === "bool") return false;
  if (isScalarShape(shape)) return shape === "any" ? null : "";
  if ("list" in shape || "map" in shape || shape.name === "Selector") return null;
  return encodeStruct({}, shape);
}
