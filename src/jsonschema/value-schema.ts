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
    if (this.#ordinary !== undefined && verdictOn(this.#ordinary, value) === true) return undefined;
    const root = (this.#compiled ??= this.#compile());
    const errors = validate(root, fromValue(value));
    return errors === undefined ? undefined : formatErrors(root.location, errors);
  }

  #compile(): Schema {
    const { url, load } = this.#options;
    const registry = new Registry(load, checkSchema);
    registry.add(url, this.#schema, { isOrdinary: this.#ordinary !== undefined });
    return new Compiler(registry, { assertFormats: false }).compile({ url, fragment: "" });
  }
}
