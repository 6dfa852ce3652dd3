import { describe, expect, test } from "bun:test";
import { unmarshal } from "../../yaml/index.ts";
import { faultOfDefinitions } from "./check-crds.ts";

/** As the real program answered (v5.8.1), with "cannot" where it says "unable to" half of the time. */
describe("what is wrong with definitions", () => {
  function check(text: string, expected: string | undefined, fromYaml = true): void {
    test(JSON.stringify(text), () => {
      const fault = faultOfDefinitions(unmarshal(text), { fromYaml });
      expect(fault).toBe(expected && `json: cannot unmarshal ${expected}`);
    });
  }
  function checkSchema(text: string, expected: string | undefined): void {
    check(`a: {Schema: ${text}}`, expected && `Go value of type spec.Schema: ${expected}`);
  }
  const STRUCT = "Go value of type struct { spec.Extensions; spec.SchemaProps; spec.SwaggerSchemaProps }";
  const INT = "json: cannot unmarshal JSON number into Go value of type int64: cannot parse";

  check("null", undefined);
  check("a: null", undefined);
  check("1", "number into Go value of type accumulator.nameToApiMap");
  check("[1]", "array into Go value of type accumulator.nameToApiMap");
  check("a: 2", "number into Go value of type accumulator.OpenAPIDefinition");
  check("b: 1\na: x", "string into Go value of type accumulator.OpenAPIDefinition");
  check('{"b": 1, "a": "x"}', "number into Go value of type accumulator.OpenAPIDefinition", false);
  check("a: {Dependencies: [1, true, null]}", undefined);
  check("a: {Dependencies: x}", "string into Go struct field OpenAPIDefinition.Dependencies of type []string");
  check("a: {dependencies: [{}]}", "object into Go struct field OpenAPIDefinition.Dependencies of type string");
  check(
    '{"a": {"Dependencies": [1]}}',
    "number into Go struct field OpenAPIDefinition.Dependencies of type string",
    false,
  );
  // A schema ends decoding at once, what is around it does not.
  check("a: 1\nb: {Schema: 1}", `Go value of type spec.Schema: json: cannot unmarshal JSON number into ${STRUCT}`);

  checkSchema("{type: [a], items: 1, properties: {b: null}, Title: 1, x-y: {}}", undefined);
  checkSchema("[]", `json: cannot unmarshal JSON array into ${STRUCT}`);
  checkSchema("{title: true}", "json: cannot unmarshal JSON boolean into Go value of type string");
  checkSchema("{required: x}", "json: cannot unmarshal JSON string into Go value of type []string");
  checkSchema("{allOf: {}}", "json: cannot unmarshal JSON object into Go value of type []spec.Schema");
  checkSchema("{definitions: 1}", "json: cannot unmarshal JSON number into Go value of type spec.Definitions");
  checkSchema("{enum: 1}", "json: cannot unmarshal JSON number into Go value of type []interface {}");
  checkSchema("{maxItems: 1.5}", `${INT} "1.5" as signed integer: invalid syntax`);
  checkSchema(
    "{maxItems: 99999999999999999999}",
    `${INT} "100000000000000000000" as signed integer: value out of range`,
  );
  checkSchema(
    "{properties: {b: 1}}",
    `json: cannot unmarshal Go value of type spec.Schema: json: cannot unmarshal JSON number into ${STRUCT}`,
  );
  const either = (type: string): string => `json: cannot unmarshal Go value of type spec.${type}:`;
  checkSchema("{type: {}}", `${either("StringOrArray")} expected string or array, not '{'`);
  checkSchema("{additionalProperties: x}", `${either("SchemaOrBool")} expected object or bool, not 'string'`);
  checkSchema('{"$ref": "%zz"}', 'parse "%zz": invalid URL escape "%zz"');
});
