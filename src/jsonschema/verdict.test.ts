/** Verdicts are those of `validate`, whichever keywords meet and whatever the value is; what has one compiles; texts are the same. */
import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { Int, int, type Value } from "../go/index.ts";
import { Compiler } from "./compile.ts";
import { DRAFTS } from "./draft.ts";
import { formatErrors } from "./error.ts";
import { fromValue, type Json } from "./json.ts";
import { checkSchema } from "./metaschema.ts";
import { readOrdinary } from "./ordinary-document.ts";
import { Registry } from "./registry.ts";
import { validate } from "./validate.ts";
import { ValueSchema } from "./value-schema.ts";
import { verdictOn } from "./verdict.ts";

const URL = "file:///a.json";

const name = fc.constantFrom("a", "b", "1", "__proto__", "~/%");
const count = fc.nat(3);
const number = fc.constantFrom(0, 1, 2, 3, -1, 0.5);
const text = fc.constantFrom("", "a", "b", "aa", "é😀", "2020-01-01", "1.1.1.1");
const pattern = fc.constantFrom("^a", "b$", "^.$", "[0-9]");
const type = fc.constantFrom("array", "boolean", "integer", "null", "number", "object", "string");
const constant = fc.oneof(number, text, fc.constantFrom<Json>(null, true, [], [1, "a"], { a: 1 }, {}));
const types = fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 }));
const enumeration = fc.uniqueArray(fc.oneof(number, text), { minLength: 1, maxLength: 3 });
const reference = fc.constantFrom("#", "#/definitions/a", "#/$defs/a", "#/properties/a", "#/items/0", "#/x/y", "#a");

interface Parts {
  schema: Json;
  map: Json;
  patterns: Json;
  some: Json[];
}

/** Some of the keywords that stand together, with their operands. */
function some(operands: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<Json> {
  return fc.record(operands, { requiredKeys: [] }) as fc.Arbitrary<Json>;
}

const { schema, map } = fc.letrec<Parts>((tie: fc.LetrecTypedTie<Parts>) => {
  const one = tie("schema");
  const many = tie("some");
  const properties = { properties: tie("map"), patternProperties: tie("patterns"), additionalProperties: one };
  const groups = [
    some({ type: types, enum: enumeration, const: constant }),
    some({ type: types, $ref: reference, const: constant, enum: enumeration, properties: tie("map") }),
    some({ not: one, allOf: many, anyOf: many, oneOf: many }),
    some(Object.fromEntries(["if", "then", "else"].map((keyword) => [keyword, one]))),
    some(properties),
    some({ ...properties, required: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }), type: types }),
    some({ minProperties: count, maxProperties: count, propertyNames: one }),
    some({ items: fc.oneof(one, many), additionalItems: one }),
    some({ items: one, prefixItems: many, contains: one }),
    some({ minItems: count, maxItems: count, uniqueItems: fc.boolean() }),
    some({ minLength: count, maxLength: count, pattern, format: fc.constantFrom("date", "ipv4", "unknown") }),
    some({ minimum: number, maximum: number, multipleOf: fc.constantFrom(1, 2, 0.5) }),
    some({ exclusiveMinimum: number, exclusiveMaximum: number, description: text }),
    some({ definitions: tie("map"), $defs: tie("map"), unknown: text }),
  ];
  return {
    schema: fc.oneof(
      { depthSize: "small" },
      { weight: 1, arbitrary: fc.constantFrom<Json>(true, false, {}) },
      { weight: 6, arbitrary: fc.oneof(...groups) },
    ),
    map: fc.dictionary(name, one, { maxKeys: 3 }),
    patterns: fc.dictionary(pattern, one, { maxKeys: 2 }),
    some: fc.array(one, { minLength: 1, maxLength: 3 }),
  };
});

/** A whole one: references have somewhere to lead to. */
const document = fc.tuple(schema, map, fc.oneof(schema, constant)).map(([root, definitions, y]): Json => {
  return typeof root === "boolean" ? root : { definitions, x: { y }, ...(root as Record<string, Json>) };
});

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Value>(
      null,
      undefined,
      true,
      Number.NaN,
      int(1),
      new Int(2n ** 60n, "int64"),
      new Int(1n, "uintptr"),
    ),
    fc.oneof(number, text),
    { weight: 2, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
    {
      weight: 4,
      arbitrary: fc
        .array(fc.tuple(name, tie("value")), { maxLength: 3 })
        .map((entries) => new Map<string, Value>(entries)),
    },
  ),
}));

const options = { url: URL, load: () => expect.unreachable("something is loaded") };

/** By `validate`, of a document that nothing is known of. */
function thoroughFault(whole: Json, given: Value): string | undefined {
  const registry = new Registry(options.load, checkSchema);
  registry.add(URL, whole);
  const compiled = new Compiler(registry, { assertFormats: false }).compile({ url: URL, fragment: "" });
  const errors = validate(compiled, fromValue(given));
  return errors && formatErrors(compiled.location, errors);
}

for (const { url, version } of DRAFTS) {
  test(`draft ${version}`, () => {
    const verdicts = new Map<boolean | undefined, number>();
    const agrees = fc.property(document, value, (part, given) => {
      const whole = typeof part === "boolean" ? part : { ...(part as Record<string, Json>), $schema: url };
      const ordinary = readOrdinary(whole);
      const verdict = ordinary && verdictOn(ordinary, given);
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      if (ordinary === undefined) return;
      const fault = thoroughFault(whole, given);
      if (verdict !== undefined) expect(verdict).toBe(fault === undefined);
      expect(new ValueSchema(whole, options).faultOf(given)).toBe(fault);
    });
    fc.assert(agrees, { numRuns: 3000, seed: 7 });
    expect(verdicts.get(true)).toBeGreaterThan(200);
    expect(verdicts.get(false)).toBeGreaterThan(200);
  });
}

test("a nil is a value, and a loop of references is left to validate", () => {
  const check = (part: Json, given: Value, wanted: boolean | undefined): void => {
    const ordinary = readOrdinary(part);
    expect(ordinary && verdictOn(ordinary, given)).toBe(wanted);
  };
  check({ properties: { a: false } }, new Map([["a", undefined]]), false);
  check({ properties: { a: { type: "null" } } }, new Map([["a", undefined]]), true);
  check({ $ref: "#" }, 1, undefined);
  check({ $ref: "#/nowhere" }, 1, undefined);
});
