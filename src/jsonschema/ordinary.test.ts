/** What is called ordinary has no fault by its metaschema: told of variations of a schema, some of them faulty. */
import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { SchemaDocument } from "./document.ts";
import { DRAFTS } from "./draft.ts";
import type { Json } from "./json.ts";
import { checkSchema } from "./metaschema.ts";
import { isOrdinary, startReading } from "./ordinary.ts";
import { Registry } from "./registry.ts";

const KEYWORDS =
  "title description $comment format readOnly deprecated uniqueItems maximum minimum exclusiveMaximum exclusiveMinimum multipleOf maxLength minItems pattern $ref examples additionalProperties additionalItems not contains propertyNames if then else items allOf oneOf prefixItems properties definitions $defs patternProperties type required enum const default $id id $schema dependencies unknown".split(
    " ",
  );

const leaf = fc.oneof(
  fc.constantFrom<Json>("string", "object", "(", "^a+$", "#/definitions/a", "http://json-schema.org/draft-07/schema#"),
  fc.constantFrom<Json>(true, false, null, 0, 1, -1, 0.5, ""),
  fc.constantFrom<Json>([], ["string"], ["a", "a"], ["a", 1], {}),
);
const schema = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.dictionary(
    fc.constantFrom(...KEYWORDS),
    fc.oneof({ depthSize: "small" }, leaf, tie("schema"), fc.array(tie("schema"), { maxLength: 2 })),
    { maxKeys: 4 },
  ),
})).schema;

/** By the metaschema alone: a keyword that is never ordinary is added, and valid in every draft. */
function faultOf(value: Json, url: string): string | undefined {
  const doubtful = { ...(value as Record<string, Json>), $schema: url, dependencies: { doubt: ["a"] } };
  const seen: { fault?: string } = {};
  const registry = new Registry(
    () => true,
    (checked, place, document: SchemaDocument) => {
      try {
        checkSchema(checked, place, document);
      } catch (error) {
        seen.fault = String(error);
      }
    },
  );
  registry.add("file:///a.json", doubtful);
  registry.document("file:///a.json");
  return seen.fault;
}

for (const { url, version } of DRAFTS) {
  test(`draft ${version}: nothing ordinary is faulty`, () => {
    let ordinary = 0;
    fc.assert(
      fc.property(schema, (value) => {
        const { dependencies: _, ...rest } = value as Record<string, Json>;
        if (!isOrdinary(rest, startReading(version))) return;
        ordinary++;
        expect(faultOf(rest, url)).toBeUndefined();
      }),
      { numRuns: 3000, seed: 7 },
    );
    expect(ordinary).toBeGreaterThan(300);
  });
}

test("what a metaschema refuses, or what is not certain, is not ordinary", () => {
  const faulty: Json[] = [
    { type: "text" },
    { properties: { a: { minimum: "1" } } },
    { pattern: "(" },
    { required: ["a", "a"] },
    { items: { enum: [] } },
    { properties: { a: { $id: "b" } } },
  ];
  expect(faulty.filter((value) => isOrdinary(value, startReading(7)))).toEqual([]);
  expect(isOrdinary({ type: ["string", "null"], properties: { a: { enum: ["x", 1] } } }, startReading(7))).toBe(true);
});
