/** One step of a field chain: a map's entry, a struct's field, or a method. Mirrors evalField of text/template (exec.go). */
import { quote } from "../strconv/index.ts";
import { GoError, Struct, TypedMap, TypedNil, methodsOf, typeOf, type Func, type GoMap, type Value } from "../value.ts";

/** What a missing map key gives: nothing, the element type's zero value, or an error. */
export type MissingKey = "default" | "zero" | "error";

export interface FieldStep {
  readonly name: string;
  readonly missingKey: MissingKey;
  /** The receiver stood in an `interface {}` element: messages name that type, not the value's. */
  readonly inInterface: boolean;
  /** The step has arguments, which only a method takes. */
  readonly hasArguments: boolean;
}

/** The method of that name, if the receiver has one. */
export function findMethod(receiver: Value, name: string): Func | undefined {
  return typeof receiver === "object" && receiver !== null ? methodsOf(receiver)?.get(name) : undefined;
}

/** The field of a receiver that has no such method. Throws `GoError` with text/template's message. */
export function readField(receiver: Value, step: FieldStep): Value {
  const { name } = step;
  if (receiver === undefined) {
    if (step.missingKey === "error") throw new GoError(`nil data; no entry for key ${quote(name)}`);
    return undefined;
  }
  if (receiver === null) throw new GoError(`nil pointer evaluating interface {}.${name}`);
  if (receiver instanceof Map) return readEntry(receiver, step);
  if (receiver instanceof Struct) return readStructField(receiver, step);
  if (receiver instanceof TypedNil) return readNil(receiver, step);
  throw cannotEvaluate(receiver, step);
}

function readEntry(map: GoMap, step: FieldStep): Value {
  if (step.hasArguments) throw new GoError(`${step.name} is not a method but has arguments`);
  const value = map.get(step.name);
  return value === undefined ? missingEntry(map, step) : value;
}

function missingEntry(map: GoMap, { name, missingKey }: FieldStep): Value {
  switch (missingKey) {
    case "default":
      return undefined;
    case "zero":
      return map instanceof TypedMap && map.zero !== undefined ? map.zero : null;
    case "error":
      throw new GoError(`map has no entry for key ${quote(name)}`);
  }
}

function readStructField(struct: Struct, step: FieldStep): Value {
  const value = struct.fields.get(step.name);
  if (value === undefined && !struct.fields.has(step.name)) {
    if (struct.details.allFields?.has(step.name) !== true) throw cannotEvaluate(struct, step);
    throw new GoError(`${step.name} is an unexported field of struct type ${receiverType(struct, step)}`);
  }
  if (step.hasArguments) throw new GoError(`${step.name} has arguments but cannot be invoked as function`);
  return value;
}

function readNil(receiver: TypedNil, step: FieldStep): Value {
  if (receiver.type.startsWith("map[")) return readEntry(new Map(), step);
  const hasNoSuchField = receiver.fields?.has(step.name) === false;
  if (hasNoSuchField || !receiver.type.startsWith("*")) throw cannotEvaluate(receiver, step);
  throw new GoError(`nil pointer evaluating ${receiverType(receiver, step)}.${step.name}`);
}

function cannotEvaluate(receiver: Value, step: FieldStep): GoError {
  return new GoError(`can't evaluate field ${step.name} in type ${receiverType(receiver, step)}`);
}

function receiverType(receiver: Value, step: FieldStep): string {
  return step.inInterface ? "interface {}" : typeOf(receiver);
}

/** Whether the entries of a container are of type `interface {}`. */
export function holdsInterfaces(container: Value): boolean {
  if (Array.isArray(container)) return true;
  if (container instanceof TypedMap) return container.zero === undefined;
  return container instanceof Map;
}

/** A map whose entries are `interface {}`, and in which that name is no method's. */
export function isSimpleMap(value: Value, name: string): value is GoMap {
  if (!(value instanceof Map)) return false;
  return !(value instanceof TypedMap) || (value.zero === undefined && !value.hasMethod(name));
}
