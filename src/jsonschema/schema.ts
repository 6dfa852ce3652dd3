/** A compiled schema: its keywords with the schemas they lead to. */
import type { Regexp } from "../go/regexp/index.ts";
import type { Format } from "./formats/index.ts";
import type { Json, JsonType } from "./json.ts";
import type { JsonNumeric } from "./numbers.ts";
import { encodeFragment } from "./pointer.ts";

export type TypeName = JsonType | "integer";

/** In the order in which messages name them. */
export const TYPE_NAMES: readonly TypeName[] = ["null", "boolean", "number", "integer", "string", "array", "object"];

export interface PatternSchema {
  readonly pattern: Regexp;
  readonly schema: Schema;
}

export class Schema {
  /** `true` and `false`, and `{}`, which is true. */
  always?: boolean;

  // --- references
  /** The named schema around this one. */
  resource: Schema = this;
  dynamicAnchors?: Map<string, Schema>;
  dynamicAnchor?: string;
  recursiveAnchor?: boolean;
  ref?: Schema | undefined;
  recursiveRef?: Schema | undefined;
  dynamicRef?: { readonly schema: Schema; readonly anchor: string } | undefined;

  // --- any value
  types?: readonly TypeName[] | undefined;
  constant?: { readonly value: Json };
  enumeration?: readonly Json[];
  format?: Format | undefined;
  not?: Schema | undefined;
  allOf?: readonly Schema[] | undefined;
  anyOf?: readonly Schema[] | undefined;
  oneOf?: readonly Schema[] | undefined;
  ifSchema?: Schema | undefined;
  thenSchema?: Schema | undefined;
  elseSchema?: Schema | undefined;

  // --- objects
  minProperties?: number | undefined;
  maxProperties?: number | undefined;
  required?: readonly string[] | undefined;
  properties?: ReadonlyMap<string, Schema> | undefined;
  patternProperties?: readonly PatternSchema[] | undefined;
  additionalProperties?: Schema | boolean | undefined;
  propertyNames?: Schema | undefined;
  dependencies?: ReadonlyMap<string, readonly string[] | Schema> | undefined;
  dependentRequired?: ReadonlyMap<string, readonly string[]> | undefined;
  dependentSchemas?: ReadonlyMap<string, Schema> | undefined;
  unevaluatedProperties?: Schema | undefined;

  // --- lists
  minItems?: number | undefined;
  maxItems?: number | undefined;
  uniqueItems?: boolean | undefined;
  /** Before 2020: one schema for all, or one for each. */
  items?: Schema | readonly Schema[] | undefined;
  additionalItems?: Schema | boolean | undefined;
  prefixItems?: readonly Schema[] | undefined;
  /** Since 2020: for those after `prefixItems`. */
  items2020?: Schema | undefined;
  contains?: Schema | undefined;
  minContains?: number | undefined;
  maxContains?: number | undefined;
  unevaluatedItems?: Schema | undefined;

  // --- strings and numbers
  minLength?: number | undefined;
  maxLength?: number | undefined;
  pattern?: Regexp | undefined;
  patternText?: string | undefined;
  minimum?: JsonNumeric | undefined;
  maximum?: JsonNumeric | undefined;
  exclusiveMinimum?: JsonNumeric | undefined;
  exclusiveMaximum?: JsonNumeric | undefined;
  multipleOf?: JsonNumeric | undefined;

  // --- what `unevaluated…` need not look at
  allPropertiesEvaluated = false;
  allItemsEvaluated = false;
  itemsEvaluated = 0;

  constructor(
    readonly url: string,
    readonly pointer: string,
    public version: number,
  ) {}

  /** Its URL with the pointer as fragment. */
  get location(): string {
    return `${this.url}#${encodeFragment(this.pointer)}`;
  }
}
