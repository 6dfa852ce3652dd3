/** `get` and `getOrNil` of Helmfile: a value by its path (pkg/tmpl/get_or_nil.go). */
import { sprint } from "../../go/fmt/index.ts";
import { func, type Func, GoError, isMap, type List, Struct, TypedMap, typeOf, type Value } from "../../go/index.ts";

/** There is no such value: `getOrNil` gives nil for it. */
class NoValueError extends GoError {}

export const getFunctions: readonly Func[] = [
  func("get", "string, ...interface {}", (path: string, ...args: Value[]) => get(path, args)),
  func("getOrNil", "string, interface {}", (path: string, from: Value) => {
    try {
      return get(path, [from]);
    } catch (error) {
      if (error instanceof NoValueError) return null;
      throw error;
    }
  }),
];

/** `get PATH [DEFAULT] FROM`. */
function get(path: string, args: List): Value {
  if (args.length !== 1 && args.length !== 2)
    throw new GoError(
      `unexpected number of args passed to the template function get(path, [def, ]obj): expected 1 or 2, got ${args.length}, args was ${sprint([args])}`,
    );
  const fallback = args.length === 2 ? { value: args[0] } : undefined;
  let at: Value = args.at(-1);
  for (const key of path === "" ? [] : path.split(".")) {
    const found = childOf(at, key);
    if (found instanceof NoValueError) {
      if (fallback === undefined || !isContainer(at)) throw found;
      return fallback.value ?? null;
    }
    at = found;
    // Labels are texts: what follows is not looked at.
    if (at !== undefined && typeof at === "string" && isTextMap(args.at(-1))) break;
  }
  return at;
}

const isTextMap = (value: Value): boolean => value instanceof TypedMap && value.type === "map[string]string";
const isContainer = (value: Value): boolean => value instanceof Struct || (value !== undefined && isMap(value));

function childOf(value: Value, key: string): Value | NoValueError {
  if (value !== undefined && isMap(value)) {
    if (value.has(key)) return value.get(key);
    return new NoValueError(`no value exist for key "${key}" in ${sprint([value])}`);
  }
  // The whole of what a template is given is a pointer, which is none.
  if (!(value instanceof Struct) || value.type.startsWith("*"))
    return new NoValueError(
      `unexpected type(${typeOf(value)}) of value for key "${key}": it must be either map[string]any or any struct`,
    );
  if (value.fields.has(key)) return value.fields.get(key);
  return new NoValueError(`no field named "${key}" exist in ${sprint([value])}`);
}
