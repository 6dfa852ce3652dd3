import type { Type } from "./types.ts";

/** What an expression may name. */
export interface Environment {
  readonly variables: ReadonlyMap<string, Type>;
  /** Functions that are there in special places only. */
  readonly functions?: ReadonlySet<string>;
  /** The fields of an object type; undefined where there is no such type. */
  fieldsOf(type: string): ReadonlyMap<string, Type> | undefined;
}

export const NO_OBJECTS: Environment["fieldsOf"] = () => undefined;
