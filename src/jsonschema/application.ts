import type { ValidationError } from "./error.ts";
import type { Unevaluated } from "./evaluated.ts";
import type { Json } from "./json.ts";
import type { Schema } from "./schema.ts";

/** One schema being applied to one value, as the keywords of a type see it. */
export interface Application {
  readonly schema: Schema;
  readonly unevaluated: Unevaluated;
  /** Only whether the value is valid matters, not why. */
  readonly isQuick: boolean;
  readonly hasErrors: boolean;
  add(error: ValidationError | undefined): void;
  /** Records what is wrong here, with the errors that led to it. */
  fail(text: () => string, causes?: readonly ValidationError[]): void;
  /** `minItems: got 1, want 2`. */
  failLimit(keyword: string, got: number, want: number): void;
  /** Applies a schema to a property or an item. */
  applyTo(schema: Schema, value: Json, token: string): ValidationError | undefined;
}
