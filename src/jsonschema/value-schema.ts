/** A schema to check values against, and what is kept between one check and the next. */
import type { Value } from "../go/index.ts";
import { Compiler } from "./compile.ts";
import { formatErrors } from "./error.ts";
import { fromValue, type Json } from "./json.ts";
import { checkSchema } from "./metaschema.ts";
import { type OrdinaryDocument, readOrdinary } from "./ordinary-document.ts";
import { Registry, type SchemaLoader } from "./registry.ts";
import type { Schema } from "./schema.ts";
import { validate } from "./validate.ts";
import { verdictOn } from "./verdict.ts";

export interface SchemaOptions {
  /** The URL that the schema is known under, against which its references are resolved. */
  readonly url: string;
  /** Schemas at other URLs. */
  readonly load: SchemaLoader;
}

export class ValueSchema {
  readonly #schema: Json;
  readonly #options: SchemaOptions;
  readonly #ordinary: OrdinaryDocument | undefined;
  #compiled: Schema | undefined;

  constructor(schema: Json, options: SchemaOptions) {
    this.#schema = schema;
    this.#options = options;
    this.#ordinary = readOrdinary(schema);
  }

  /**
   * What is wrong with a value, as the library prints it; `undefined` where nothing is. Throws GoError for a schema that
   * cannot be used.
   */
  faultOf(value: Value): string | undefined {
    const verdict = this.#ordinary && verdictOn(this.#ordinary, value);
    if (verdict === true) return undefined;
    // Where there is doubt nothing is taken for known: a schema may be too deep for the stack, which is found out by going through it all.
    const root = (this.#compiled ??= this.#compile({ isOrdinary: verdict === false }));
    const errors = validate(root, fromValue(value));
    return errors === undefined ? undefined : formatErrors(root.location, errors);
  }

  #compile(known: { readonly isOrdinary: boolean }): Schema {
    const { url, load } = this.#options;
    const registry = new Registry(load, checkSchema);
    registry.add(url, this.#schema, known);
    return new Compiler(registry, { assertFormats: false }).compile({ url, fragment: "" });
  }
}
