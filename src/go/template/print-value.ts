import { sprint } from "../fmt/index.ts";
import { DetailedStruct, Func, Int, Struct, methodsOf, type Value } from "../value.ts";

/** What an action writes for a value; `undefined` for functions, which cannot be printed. */
export function printValue(value: Value): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      // `%v` writes larger numbers with an exponent.
      if (Number.isInteger(value) && value > -1e6 && value < 1e6 && !Object.is(value, -0)) return String(value);
      return sprint([value]);
    case "boolean":
      return value ? "true" : "false";
    case "undefined":
      return "<no value>";
    default:
      return printObject(value);
  }
}

function printObject(value: Value & (object | null)): string | undefined {
  if (value === null) return "<no value>";
  if (value instanceof Int && value.type === value.kind) return value.value.toString();
  if (value instanceof Func) return undefined;
  return sprint([addressed(dereference(value))]);
}

/** What an action prints can be addressed, so that methods of the pointer count too. */
function addressed(value: Value): Value {
  if (!(value instanceof Struct) || value.details.pointerMethods !== true) return value;
  const { allFields } = value.details;
  return new DetailedStruct(value, allFields === undefined ? {} : { allFields });
}

/** Pointers are followed before printing, unless the pointer has a `String` or `Error` method. */
export function dereference(value: Value): Value {
  if (!(value instanceof Struct) || !value.type.startsWith("*")) return value;
  const methods = methodsOf(value);
  if (methods?.has("String") === true || methods?.has("Error") === true) return value;
  const { fields, native, details } = value;
  return new DetailedStruct(new Struct(value.type.slice(1), fields, value.methods, native), details);
}
