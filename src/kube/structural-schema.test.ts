import { expect, test } from "bun:test";
import type { JsonObject } from "./json.ts";
import { schemaFaults } from "./structural-schema.ts";

const schema: JsonObject = {
  type: "object",
  required: ["spec", "metadata"],
  properties: {
    spec: {
      type: "object",
      required: ["size"],
      properties: {
        size: { type: "integer", minimum: 1, maximum: 9 },
        port: { "x-kubernetes-int-or-string": true },
        color: { type: "string", enum: ["red", "blue"], nullable: true },
        name: { type: "string", pattern: "^[a-z]+$", maxLength: 3 },
        tags: { type: "array", maxItems: 2, items: { type: "string" } },
        labels: { type: "object", additionalProperties: { type: "string" } },
        free: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
        one: {
          type: "object",
          properties: { a: { type: "string" }, b: { type: "string" } },
          oneOf: [{ required: ["a"] }, { required: ["b"] }],
        },
      },
    },
  },
};

function check(spec: JsonObject, ...expected: string[]): void {
  const object = { apiVersion: "v1", kind: "K", metadata: { name: "n" }, spec };
  const found = schemaFaults(object, schema).map(({ path, message, isDropped }) =>
    isDropped ? `${path} dropped` : `${path}: ${message}`,
  );
  expect(found).toEqual(expected);
}

test("what fits", () => {
  check({ size: 1 });
  check({ size: 9, port: "http", color: null, name: "abc", tags: ["a", "b"], labels: { x: "y" } });
  check({ size: 2, port: 80, free: { a: { b: [1] } }, one: { a: "x" } });
});

test("what does not", () => {
  check({}, "spec.size: Required value");
  check({ size: "1" }, 'spec.size: must be of type integer: "string"');
  check({ size: 0 }, "spec.size: should be greater than or equal to 1");
  check({ size: 10 }, "spec.size: should be less than or equal to 9");
  check({ size: 1, port: true }, "spec.port: must be an integer or a string");
  check({ size: 1, color: "green" }, 'spec.color: Unsupported value: "green": supported values: ["red","blue"]');
  check({ size: 1, name: "ABC" }, 'spec.name: should match "^[a-z]+$"');
  check({ size: 1, name: "abcd" }, "spec.name: should have at most 3 characters");
  check({ size: 1, tags: ["a", 1] }, 'spec.tags[1]: must be of type string: "integer"');
  check({ size: 1, labels: { x: 1 } }, 'spec.labels.x: must be of type string: "integer"');
  check({ size: 1, one: { a: "x", b: "y" } }, "spec.one: must validate one and only one schema (oneOf)");
  check({ size: 1, gone: 1, more: {} }, "spec.gone dropped", "spec.more dropped");
});
