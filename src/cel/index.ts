/**
 * CEL as Kubernetes 1.36 has it: cel-go 0.26 with the API server's libraries, its messages and its cost limit (decision 24).
 * Load it where an expression must run: nothing else needs it.
 */
export { CALL_COST_MAX, CompileError, compileExpression } from "./expression.ts";
export type { Compiled, Evaluated } from "./expression.ts";
export { NO_OBJECTS } from "./check/environment.ts";
export type { Environment } from "./check/environment.ts";
export { CostExceeded } from "./evaluate/frame.ts";
export { fromJson } from "./values/json.ts";
export type { Json } from "./values/json.ts";
export { CelError, TypeValue } from "./values/value.ts";
export type { Value } from "./values/value.ts";
export { CelList } from "./values/list.ts";
export { CelMap } from "./values/map.ts";
export { Optional } from "./values/optional.ts";
export { StructValue } from "./values/struct.ts";
export { toJson } from "./values/to-json.ts";
export { Opaque } from "./values/opaque.ts";
export { Uint } from "./values/uint.ts";
export { Duration, Timestamp } from "./values/time.ts";
export * as types from "./check/types.ts";
export { authorizer, resourceCheck } from "./functions/authorizer.ts";
export type { AccessDecision, AccessQuestion, Decide } from "./functions/authorizer.ts";
export { declaredType, objectTypes } from "./schema/declared-type.ts";
export type { DeclaredType } from "./schema/declared-type.ts";
export { escapeName, unescapeName } from "./schema/escape.ts";
export { withRoot } from "./schema/schema.ts";
export type { Schema } from "./schema/schema.ts";
export { typedValue } from "./schema/typed-value.ts";
export { estimateCost } from "./estimate/estimate.ts";
export { REQUEST_BYTES_MAX } from "./schema/declared-type.ts";
