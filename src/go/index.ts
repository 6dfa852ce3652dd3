export { attempt } from "./attempt.ts";
export { within, withinAwaited } from "./within.ts";
export { encodeBase64 } from "./base64.ts";
export { ELEMENTS_MAX, LimitError, tooManyElements } from "./limits.ts";
export { byteLength, byteSlice, compareStrings, equalBytes, fromBytes, isAscii, toBytes } from "./bytes.ts";
export {
  ByteSlice,
  Complex,
  DetailedStruct,
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
  PromotedFields,
  Slice,
  Struct,
  stringSlice,
} from "./value.ts";
export { TypedMap, TypedNil, typeOf } from "./value.ts";
export type { FuncMap, GoMap, IntKind, List, StructDetails, Value } from "./value.ts";
