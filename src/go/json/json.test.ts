import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import { Complex, func, Int, int64, Slice, Struct, stringSlice, TypedMap, TypedNil, type Value } from "../value.ts";
import { decodeBase64, encodeBase64, JsonTypeError, marshal, marshalIndent, unmarshal } from "./index.ts";

const map = (entries: Record<string, Value>): Map<string, Value> => new Map(Object.entries(entries));

describe("marshal", () => {
  const check = (value: Value, expected: string): void => {
    test(expected, () => expect(marshal(value)).toBe(expected));
  };
  check(undefined, "null");
  check([1, 1e20, 1e21, 1e-7, -0, 0.1], "[1,100000000000000000000,1e+21,1e-7,-0,0.1]");
  check([int64(-5), new Int(2n ** 64n - 1n, "uint64")], "[-5,18446744073709551615]");
  check(map({ b: 1, a: map({}), é: [], Z: null }), '{"Z":null,"a":{},"b":1,"é":[]}');
  check('<&>\u2028\u0001\b"\\\u007f😀\udcff', '"\\u003c\\u0026\\u003e\\u2028\\u0001\\b\\"\\\\\u007f😀\\ufffd"');
  check(stringSlice(["x"]), '["x"]');
  check(new Slice("[]uint8", [new Int(255n, "uint8")]), '"/w=="');
  check(new TypedMap("map[string]string", [["k", "v"]]), '{"k":"v"}');
  check(new TypedNil("*chart.Chart"), "null");
  check(new Struct("x", map({ B: 1, A: map({ d: 1, c: 2 }) })), '{"B":1,"A":{"c":2,"d":1}}');
  check(new Struct("x", map({}), new Map(), { marshalJson: () => map({ b: 1, a: 2 }) }), '{"b":1,"a":2}');

  test("options", () => {
    expect(marshal("<", { escapeHtml: false })).toBe('"<"');
    expect(marshal(map({ b: 1, a: 2 }), { sortKeys: false })).toBe('{"b":1,"a":2}');
    expect(marshalIndent(map({ a: [1, [], map({ b: null })] }), { indent: "  " })).toBe(
      '{\n  "a": [\n    1,\n    [],\n    {\n      "b": null\n    }\n  ]\n}',
    );
    expect(marshalIndent([1], { prefix: "> ", indent: "\t" })).toBe("[\n> \t1\n> ]");
  });

  test("what it refuses", () => {
    expect(() => marshal([Number.NaN])).toThrow("json: unsupported value: NaN");
    expect(() => marshal(-Infinity)).toThrow("json: unsupported value: -Inf");
    expect(() => marshal(new Complex(0, 1))).toThrow("json: unsupported type: complex128");
    expect(() => marshal(func("f", "", () => null))).toThrow("json: unsupported type: func()");
    expect(() => marshal(new TypedMap("map[interface {}]interface {}"))).toThrow("map[interface {}]interface {}");
  });
});

describe("unmarshal", () => {
  const fails = (text: string, message: string): void => {
    test(JSON.stringify(text), () => expect(() => unmarshal(text)).toThrow(message));
  };
  fails("", "unexpected end of JSON input");
  fails("tru", "invalid character ' ' in literal true (expecting 'e')");
  fails("{'a'", "invalid character '\\'' looking for beginning of object key string");
  fails('{"a" 1}', "invalid character '1' after object key");
  fails('{"a":1 "b"}', "invalid character '\"' after object key:value pair");
  fails("[1 2]", "invalid character '2' after array element");
  fails("[1,]", "invalid character ']' looking for beginning of value");
  fails("01", "invalid character '1' after top-level value");
  fails("-x", "invalid character 'x' in numeric literal");
  fails('"\\x"', "invalid character 'x' in string escape code");
  fails('"\n"', "invalid character '\\n' in string literal");
  fails("é", "invalid character 'Ã' looking for beginning of value");
  fails("[".repeat(10_001), "invalid character '[' exceeded max depth");
  fails('{"a":'.repeat(10_001), "invalid character '{' exceeded max depth");

  test("bad text becomes U+FFFD", () => expect(unmarshal('"\\ud83d\\ude00\\ud83d\udcff"')).toBe("😀\ufffd\ufffd"));

  test("kinds and integers", () => {
    expect(() => unmarshal("[]", { into: "map[string]interface {}" })).toThrow(
      "json: cannot unmarshal array into Go value of type map[string]interface {}",
    );
    expect(unmarshal("[1,1.0,9223372036854775808]", { ints: true })).toEqual([int64(1), 1, 2 ** 63]);
  });

  test("keeps what fits", () => {
    const attempt = (): unknown => unmarshal('{"a":1,"big":1e400}');
    expect(attempt).toThrow(JsonTypeError);
    try {
      attempt();
    } catch (error) {
      expect((error as JsonTypeError).partial).toEqual(map({ a: 1, big: null }));
    }
  });
});

describe("properties", () => {
  test("values come back", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON.stringify writes the negative zero as 0.
        const text = JSON.stringify(value);
        expect(JSON.parse(marshal(unmarshal(text)))).toEqual(JSON.parse(text));
      }),
    );
  });

  test("base64 comes back", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
      }),
    );
  });
});
