/**
 * Whether a value is valid, told of ordinary documents without compiling them: charts' schemas are long, most values are valid, and a
 * schema that is used once is read faster than it is compiled. What is wrong with a value, and in what order, is left to `validate`.
 */
import type { Value } from "../go/index.ts";
import { fromValue, isObject, type Json, type JsonObject, jsonType, type JsonType } from "./json.ts";
import type { OrdinaryDocument } from "./ordinary-document.ts";
import { type Judge, RULES } from "./rules.ts";

/** Applications inside each other: a loop of references never ends, and is left to `validate` as well. */
const DEPTH_MAX = 400;
/** Schemas that lead to one another by many ways can be applied more often than there is time for. */
const SCHEMAS_MAX = 2 ** 20;

/** `undefined` where there is doubt. */
export function verdictOn(document: OrdinaryDocument, value: Value): boolean | undefined {
  try {
    return new Walk(document).allows(document.root, value);
  } catch (error) {
    if (error instanceof Doubt) return undefined;
    throw error;
  }
}

class Doubt extends Error {}

class Walk implements Judge {
  readonly version: OrdinaryDocument["version"];
  readonly #targets: OrdinaryDocument["targets"];
  readonly #hidesByReference: boolean;
  #depth = 0;
  #schemas = 0;

  constructor({ version, targets }: OrdinaryDocument) {
    this.version = version;
    this.#targets = targets;
    this.#hidesByReference = version < 2019 && targets.size > 0;
  }

  allows(schema: Json, value: Value): boolean {
    if (typeof schema === "boolean") return schema;
    const type = typeOf(value);
    if (type === undefined || !isObject(schema)) throw new Doubt();
    if (++this.#schemas > SCHEMAS_MAX || this.#depth === DEPTH_MAX) throw new Doubt();
    this.#depth++;
    const isAllowed = this.#keywordsAllow(schema, value, type);
    this.#depth--;
    return isAllowed;
  }

  #keywordsAllow(schema: JsonObject, value: Value, type: JsonType): boolean {
    const application = { schema, value, type, judge: this };
    // Before 2019 a $ref hides what stands beside it, except for a constant.
    const isHidden = this.#hidesByReference && Object.hasOwn(schema, "$ref");
    for (const keyword in schema) {
      const rule = RULES.get(keyword);
      if (rule === undefined || (isHidden && keyword !== "$ref" && keyword !== "const")) continue;
      if (!rule(schema[keyword] ?? null, application)) return false;
    }
    return true;
  }

  allowsByReference(reference: Json, value: Value): boolean {
    return this.allows(this.#targets.get(String(reference)) ?? null, value);
  }
}

/** `undefined` for what is no JSON. */
function typeOf(value: Value): JsonType | undefined {
  if (typeof value === "string") return "string";
  if (value instanceof Map) return "object";
  return Array.isArray(value) ? "array" : jsonType(fromValue(value));
}
