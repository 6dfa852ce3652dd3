/** Attributes and elements (hcl 2.24, ops.go). */
import { quote } from "../../../go/strconv/index.ts";
import type { Step } from "../syntax/ast.ts";
import type { Range } from "../syntax/range.ts";
import { isPrimitive, nameOf, NUMBER, STRING, type Type } from "../values/type.ts";
import {
  ANYTHING,
  elementType,
  elementsOf,
  entriesOf,
  isKnown,
  isNull,
  numberOf,
  textOf,
  unknown,
  type Value,
} from "../values/value.ts";
import { converted, diagnostic, fine, type Outcome, wrong } from "./outcome.ts";

/** Takes one step after the other, up to the first that is wrong. */
export function follow(from: Value, steps: readonly Step[]): Outcome {
  let value = from;
  for (const step of steps) {
    const next =
      step.kind === "attribute" ? attributeOf(value, step.name, step.range) : elementAt(value, step.key, step.range);
    if (next.problems.length > 0) return next;
    value = next.value;
  }
  return fine(value);
}

function attributeOf(value: Value, name: string, at: Range): Outcome {
  if (isNull(value))
    return wrong(
      diagnostic(
        "Attempt to get attribute from null value",
        "This value is null, so it does not have any attributes.",
        at,
      ),
    );
  const { type } = value;
  if (type.kind === "dynamic") return fine(ANYTHING);
  if (type.kind === "object") {
    const attribute = type.attributes.get(name.normalize("NFC"));
    if (attribute === undefined) return unsupported(`This object does not have an attribute named ${quote(name)}.`, at);
    return fine(isKnown(value) ? (entriesOf(value).get(name.normalize("NFC")) ?? ANYTHING) : unknown(attribute));
  }
  if (type.kind !== "map") return unsupported(noAttributes(type, name), at);
  if (!isKnown(value)) return fine(unknown(type.element));
  const element = entriesOf(value).get(name.normalize("NFC"));
  if (element !== undefined) return fine(element);
  return wrong(diagnostic("Missing map element", `This map does not have an element with the key ${quote(name)}.`, at));
}

function unsupported(detail: string, at: Range): Outcome {
  return wrong(diagnostic("Unsupported attribute", detail, at));
}

function noAttributes(type: Type, name: string): string {
  if (type.kind === "list" && type.element.kind === "object") {
    const what = type.element.attributes.has(name) ? `attribute ${quote(name)}` : "an attribute";
    return `Can't access attributes on a list of objects. Did you mean to access ${what} for a specific element of the list, or across all elements of the list?`;
  }
  if (type.kind === "set" && type.element.kind === "object")
    return "Can't access attributes on a set of objects. Did you mean to access an attribute across all elements of the set?";
  return isPrimitive(type)
    ? `Can't access attributes on a primitive-typed value (${nameOf(type)}).`
    : "This value does not have any attributes.";
}

const NOT_FOUND = "The given key does not identify an element in this collection value";

function invalid(detail: string, at: Range): Outcome {
  return wrong(diagnostic("Invalid index", detail, at));
}

export function elementAt(value: Value, key: Value, at: Range): Outcome {
  if (isNull(value))
    return wrong(diagnostic("Attempt to index null value", "This value is null, so it does not have any indices.", at));
  if (isNull(key)) return invalid("Can't use a null value as an indexing key.", at);
  const { type } = value;
  if (key.type.kind === "dynamic" || type.kind === "dynamic") return fine(ANYTHING);
  if (type.kind === "set")
    return invalid(
      "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
      at,
    );
  if (isPrimitive(type)) return invalid("This value does not have any indices.", at);
  const isSequence = type.kind === "list" || type.kind === "tuple";
  const wanted = converted(key, isSequence ? NUMBER : STRING);
  if ("reason" in wanted) return invalid(`${NOT_FOUND}: ${wanted.reason}.`, at);
  if (isSequence) return elementOfSequence(value, wanted.value, at);
  return type.kind === "map"
    ? elementOfMap(value, wanted.value, at)
    : elementOfObject(value, { key: wanted.value, given: key, at });
}

function elementOfMap(value: Value, key: Value, at: Range): Outcome {
  if (!isKnown(value) || !isKnown(key)) return fine(unknown(elementType(value.type)));
  const element = entriesOf(value).get(textOf(key));
  return element === undefined ? invalid(`${NOT_FOUND}.`, at) : fine(element);
}

interface Asked {
  readonly key: Value;
  readonly given: Value;
  readonly at: Range;
}

function elementOfObject(value: Value, { key, given, at }: Asked): Outcome {
  if (!isKnown(key)) return fine(ANYTHING);
  const type = value.type.kind === "object" ? value.type.attributes.get(textOf(key)) : undefined;
  const hint =
    given.type.kind === "number" ? " An object only supports looking up attributes by name, not by numeric index." : "";
  if (type === undefined) return invalid(`${NOT_FOUND}.${hint}`, at);
  return fine(isKnown(value) ? (entriesOf(value).get(textOf(key)) ?? ANYTHING) : unknown(type));
}

function elementOfSequence(value: Value, key: Value, at: Range): Outcome {
  const { type } = value;
  const elements = type.kind === "tuple" ? type.elements : [];
  if (!isKnown(key) || (type.kind !== "tuple" && !isKnown(value)))
    return fine(type.kind === "tuple" ? ANYTHING : unknown(elementType(type)));
  const length = type.kind === "tuple" ? elements.length : elementsOf(value).length;
  const index = numberOf(key);
  if (!index.isInteger)
    return invalid(
      `${NOT_FOUND}: indexing a sequence requires a whole number, but the given index has a fractional part.`,
      at,
    );
  if (index.sign < 0) return invalid(`${NOT_FOUND}: a negative number is not a valid index for a sequence.`, at);
  const i = index.toNumber();
  if (i < length)
    return fine(isKnown(value) ? (elementsOf(value)[i] ?? ANYTHING) : unknown(elements[i] ?? ANYTHING.type));
  return invalid(NOT_FOUND + tooLarge(i, length), at);
}

/** Upstream compares the wrong way round: only an index just behind the end is told what it is. */
function tooLarge(index: number, length: number): string {
  if (index > length) return ".";
  if (length === 0) return ": the collection has no elements.";
  return ": the given index is greater than or equal to the length of the collection.";
}
