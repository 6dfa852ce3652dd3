import { describe } from "bun:test";
import { chart, TEMPLATE } from "./charts.ts";
import { type Case, refuses } from "./check.ts";

const FRAME = "values don't meet the specifications of the schema(s) in the following chart(s):\nc:\n";

function check(
  name: string,
  schema: string,
  error: string | RegExp,
  rest: Partial<Case> & { values?: string } = {},
): void {
  const { values = "a: x\n" } = rest;
  refuses(name, {
    files: chart({ values, more: { "c/values.schema.json": schema } }),
    args: TEMPLATE,
    error,
    dialects: ["helm4"],
    ...rest,
  });
}

describe("schemas", () => {
  check("no JSON", '{"a":', `${FRAME}unexpected EOF`);
  check(
    "a pattern that others try again and again",
    '{"properties":{"a":{"pattern":"^(a+)+$"}}}',
    /- at '\/a': .* does not match pattern '\^\(a\+\)\+\$'$/,
    {
      values: `a: '${"a".repeat(20_000)}!'\n`,
    },
  );
  check(
    "a pattern that is none",
    '{"properties":{"a":{"pattern":"("}}}',
    /- at '\/properties\/a\/pattern': '\(' is not valid regex: /,
  );
  check("a reference to itself", '{"$ref":"#"}', /causing reference cycle$/);
  check(
    "references in a circle",
    '{"$ref":"#/definitions/x","definitions":{"x":{"$ref":"#/definitions/y"},"y":{"$ref":"#/definitions/x"}}}',
    /causing reference cycle$/,
  );
  check(
    "a reference to a file that is no schema",
    '{"$ref":"file:///etc/passwd"}',
    /^values don't[^]*failing loading "file:\/\/\/etc\/passwd": invalid character/,
  );
  check("a reference to nowhere", '{"$ref":"http://127.0.0.1:1/x"}', /connection refused$/);
  check("nesting", `${'{"not":'.repeat(10_001)}{}${"}".repeat(10_001)}`, /exceeded max depth$/);
  check(
    "nesting that no value leads into",
    `{"properties":{"b":${'{"not":'.repeat(10_001)}{}${"}".repeat(10_002)}}`,
    /exceeded max depth$/,
  );
  const ways = Array.from({ length: 40 }, (_, i) => {
    const next = { $ref: `#/definitions/d${i + 1}` };
    return [`d${i}`, { anyOf: [next, next] }];
  });
  const definitions = { ...Object.fromEntries(ways), d40: { type: "number" } };
  check(
    "more ways to a schema than there is time for",
    JSON.stringify({ $ref: "#/definitions/d0", definitions }),
    /schemas are applied$/,
    {
      stricter: true,
      peakMbMax: 800,
    },
  );
});
