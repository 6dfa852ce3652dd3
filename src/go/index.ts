export { byteLength, byteSlice, compareStrings, fromBytes, isAscii, toBytes } from "./bytes.ts";
export {
  Complex,
  Func,
  func,
  GoError,
  Int,
  int,
  int64,
  isMap,
  kindOf,
  listItems,
  methodsOf,
  Slice,
  Struct,
  stringSlice,
} from "./value.ts";
export { TypedMap, TypedNil, typeOf } from "./value.ts";
export type { FuncMap, GoMap, IntKind, List, Value } from "./value.ts";
