/**
 * What expressions compute. `null`, booleans, strings and `Uint8Array` are themselves, an int is a bigint, a double is a number; all
 * else has a class.
 */
import type { Type } from "../check/types.ts";
import type { CelList } from "./list.ts";
import type { CelMap } from "./map.ts";
import type { Opaque } from "./opaque.ts";
import type { Optional } from "./optional.ts";
import type { Duration, Timestamp } from "./time.ts";
import type { Uint } from "./uint.ts";

/** What a literal may be. */
export type Constant = null | boolean | bigint | number | string | Uint8Array | Uint;

export type Value = Constant | Timestamp | Duration | CelList | CelMap | TypeValue | Optional | Opaque;

/** `type(x)`, and the names of types. */
export class TypeValue {
  constructor(readonly type: Type) {}
}

/** An evaluation that fails; the words are cel-go's. */
export class CelError extends Error {}

export const noSuchOverload = (): CelError => new CelError("no such overload");
