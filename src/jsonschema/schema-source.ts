import type { Place } from "./pointer.ts";
import type { Registry } from "./registry.ts";
import type { Schema } from "./schema.ts";

export interface CompileOptions {
  /** Formats count in every draft, as they do in metaschemas; otherwise only before 2019. */
  readonly assertFormats: boolean;
}

/** What the keywords of one schema need to find the others. */
export interface SchemaSource {
  readonly registry: Registry;
  readonly options: CompileOptions;
  /** The schema of a place, filled in later. */
  schemaAt(place: Place): Schema;
}
