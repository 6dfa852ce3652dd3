/** What the sandbox knows of a type: its fields, how lists and maps are owned and merged, what a Go server would fill in. */
import type { JsonValue } from "../../kube/index.ts";

export type ScalarType =
  "string" | "bytes" | "time" | "micro-time" | "int32" | "int64" | "number" | "boolean" | "int-or-string" | "quantity";

export interface ScalarSchema {
  readonly kind: "scalar";
  readonly type: ScalarType;
}

export interface ObjectSchema {
  readonly kind: "object";
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Owned as one. */
  readonly atomic: boolean;
  /** Fields that are not declared are kept, and owned one by one: custom resources with `x-kubernetes-preserve-unknown-fields`. */
  readonly open?: boolean;
}

export interface MapSchema {
  readonly kind: "map";
  readonly values: Schema;
  readonly atomic: boolean;
}

export interface ListSchema {
  readonly kind: "list";
  readonly items: Schema;
  readonly listType: "atomic" | "set" | "map";
  /** Of the elements of a `map`. */
  readonly keys: readonly string[];
}

/** Anything: not looked into, maps owned field by field. */
export interface AnySchema {
  readonly kind: "any";
}

export type Schema = ScalarSchema | ObjectSchema | MapSchema | ListSchema | AnySchema;

export interface Field {
  readonly schema: Schema;
  readonly required: boolean;
  /** Holds nothing or something, which may be empty. Other fields are left out when they are, unless they are always written. */
  readonly isPointer: boolean;
  readonly isAlwaysWritten: boolean;
  /** What stands there when nothing was given; undefined for nothing. */
  readonly filled: JsonValue | undefined;
  readonly options: readonly string[];
  /** Of strategic merge patches: the key of merged elements, empty for plain values. */
  readonly mergeKey: string | undefined;
  readonly retainKeys: boolean;
  /** In protobuf: `5`, or `2.5` within a struct that is embedded; empty where it has none. */
  readonly number: string;
}

export const ANY: AnySchema = { kind: "any" };
