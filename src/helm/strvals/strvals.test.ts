import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import { GoError, type GoMap, Int, type Value } from "../../go/value.ts";
import { jsonPrefixEnd } from "./json-prefix.ts";
import { type Flavour, parseInto } from "./parser.ts";

function parsed(expression: string, flavour: Flavour = "set", dialect: "helm3" | "helm4" = "helm4"): unknown {
  const data: GoMap = new Map();
  try {
    parseInto(data, expression, { flavour, dialect, readFile: (path) => `content of ${path}` });
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
  return plain(data);
}

function plain(value: Value): unknown {
  if (value instanceof Int) return { int64: Number(value.value) };
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

const int = (n: number) => ({ int64: n });

describe("--set", () => {
  const cases: [expression: string, want: unknown][] = [
    ["a=1", { a: int(1) }],
    ["a=1,b=x", { a: int(1), b: "x" }],
    ["a.b.c=true", { a: { b: { c: true } } }],
    ["a\\.b=1", { "a.b": int(1) }],
    ["a=x\\,y", { a: "x,y" }],
    ["a=", { a: "" }],
    ["a={1,x,null}", { a: [int(1), "x", null] }],
    ["a={}", { a: [""] }],
    ["a[1]=x", { a: [null, "x"] }],
    ["a[0].b=1,a[0].c=2", { a: [{ b: int(1), c: int(2) }] }],
    ["a[0][1]=x", { a: [[null, "x"]] }],
    ["a=007", { a: "007" }],
    ["a=9223372036854775808", { a: "9223372036854775808" }],
    ["a=TRUE,b=Null,c=0", { a: true, b: null, c: int(0) }],
    ["a[0]", { a: [] }],
    ["a[", {}],
    ["a", 'key "a" has no value'],
    ["a,b=1", 'key "a" has no value (cannot end with ,)'],
    ["a.b.=1", 'key map "b" has no value'],
    ["a[-1]=1", "negative -1 index not allowed"],
    ["a[65537]=1", "index of 65537 is greater than maximum supported index of 65536"],
    ["a[x]=1", 'error parsing index: strconv.Atoi: parsing "x": invalid syntax'],
    ["a[0]b=1", "unexpected data at end of array index: ['b']"],
    ["a={1", "list must terminate with '}'"],
    ["a=1,a.b=2", "unable to parse key: interface conversion: interface {} is int64, not map[string]interface {}"],
    [`${"a.".repeat(31)}b=1`, "value name nested level is greater than maximum supported nested level of 30"],
  ];
  for (const [expression, want] of cases) {
    test(expression.slice(0, 40), () => expect(parsed(expression)).toEqual(want));
  }

  test("Helm 3 names the end of an index", () => {
    expect(parsed("a[", "set", "helm3")).toBe("error parsing index: EOF");
  });

  test("the other flavours", () => {
    expect(parsed("a=1,b={x,2}", "string")).toEqual({ a: "1", b: ["x", "2"] });
    expect(parsed("a=f.txt", "file")).toEqual({ a: "content of f.txt" });
    expect(parsed("a=x,y\\z", "literal")).toEqual({ a: "x,y\\z" });
    expect(parsed('a={"b":[1,null]},c="x"', "json")).toEqual({ a: { b: [1, null] }, c: "x" });
  });

  test("never fails but with an error of its own, and never reaches beyond the data", () => {
    const flavours = fc.constantFrom<Flavour>("set", "string", "file", "json", "literal");
    fc.assert(
      fc.property(fc.stringMatching(/^[ab.,=[\]{}0-9\\" -]{0,30}$/), flavours, (expression, flavour) => {
        parsed(expression, flavour);
      }),
    );
  });
});

describe("whatever is escaped", () => {
  const escape = (text: string): string => text.replace(/[^a-z0-9]/gu, "\\$&");
  const word = fc.string({ unit: "grapheme-composite", minLength: 1, maxLength: 8 });

  test("comes back as it was, beside what stood there", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), word, (path, value) => {
        const wanted = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
        expect(parsed(`${path.map(escape).join(".")}=${escape(value)}`, "string")).toEqual(wanted);
        const list = { l: [value, "x"] };
        expect(parsed(`l={${escape(value)},x}`, "string")).toEqual(list);
        expect(parsed(`l[1]=x,l[0]=${escape(value)}`, "string")).toEqual(list);
      }),
    );
  });

  test("literals are taken as they stand", () => {
    fc.assert(fc.property(fc.string(), (value) => expect(parsed(`a=${value}`, "literal")).toEqual({ a: value })));
  });
});

describe("the end of a JSON value", () => {
  const cases: [text: string, end: number | undefined][] = [
    ["1b=2", 1],
    ["-1.5e3,x", 6],
    ['"a\\"b",c', 6],
    ['{"a":"}"} x', 9],
    ["nullx", 4],
    ["  [1]", 5],
    ["[1", undefined],
    ["x", undefined],
  ];
  for (const [text, end] of cases) test(text, () => expect(jsonPrefixEnd(text)).toBe(end));
});
