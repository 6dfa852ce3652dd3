import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GoError } from "../go/index.ts";
import * as json from "../go/json/index.ts";
import { type Json, parseJson, ValueSchema } from "./index.ts";

const URL = "file:///values.schema.json";

function load(url: string): Json {
  if (url.startsWith("urn:")) return true;
  throw new GoError(`no URLLoader registered for "${url}"`);
}

/** `ok`, what is wrong with the value, or `C` and what is wrong with the schema. */
function answer(schema: string, value: string): string {
  try {
    return new ValueSchema(parseJson(schema), { url: URL, load }).faultOf(json.unmarshal(value)) ?? "ok";
  } catch (error) {
    if (error instanceof GoError) return `C ${error.message}`;
    throw error;
  }
}

interface RecordedCase {
  readonly schema: unknown;
  readonly value: unknown;
  readonly want: string;
}

const CASES = join(import.meta.dir, "../../test/cases/jsonschema/values.jsonl");

describe("as santhosh-tekuri/jsonschema answered", () => {
  for (const [i, line] of readFileSync(CASES, "utf8").trim().split("\n").entries()) {
    const { schema, value, want } = JSON.parse(line) as RecordedCase;
    test(`${i + 1}`, () => expect(answer(JSON.stringify(schema), JSON.stringify(value))).toBe(want));
  }
});

describe("details", () => {
  const check = (schema: string, value: string, want: string): void => {
    test(`${schema} ${value}`, () => expect(answer(schema, value)).toBe(want));
  };
  const at = (place: string, text: string): string =>
    `jsonschema validation failed with '${URL}#'\n- at '${place}': ${text}`;
  check('{"enum":[1.0,2]}', "3", at("", "value must be one of 1.0, 2"));
  check('{"enum":[1.0,2]}', "1", "ok");
  check('{"minimum":1500}', "1000000", "ok");
  check('{"minimum":1500000}', "1000", at("", "minimum: got 1,000, want 1.5×10⁰⁶"));
  check('{"multipleOf":0.1}', "0.3", "ok");
  check('{"maxLength":1}', '"😀"', "ok");
  check('{"minItems":1000}', "[]", at("", "minItems: got 0, want 1,000"));
  check(
    '{"$ref":"#"}',
    "1",
    at("", 'both /$ref and  resolve to "file:///values.schema.json#" causing reference cycle'),
  );
  check(
    '{"properties":{"__proto__":{"type":"string"}}}',
    '{"__proto__":1}',
    at("/__proto__", "got number, want string"),
  );
  check(
    '{"pattern":"^(a+)+$"}',
    `"${"a".repeat(50)}!"`,
    at("", `'${"a".repeat(50)}!' does not match pattern '^(a+)+$'`),
  );
  check('{"$ref":"urn:a:b"}', "1", "ok");
  check(
    "null",
    "1",
    `C "${URL}#" is not valid against metaschema: jsonschema validation failed with 'https://json-schema.org/draft/2020-12/schema#'\n- at '': got null, want boolean or object`,
  );
});

describe("schemas that are no JSON", () => {
  const check = (text: string, message: string): void => {
    test(text, () => expect(() => parseJson(text)).toThrow(message));
  };
  check("", "EOF");
  check("{", "unexpected EOF");
  check("nul", "unexpected EOF");
  check("{} x", "invalid character after top-level value");
  check("{'a':1}", "invalid character '\\'' looking for beginning of object key string");
});
