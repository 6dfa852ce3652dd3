import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import {
  atoi,
  formatFloat,
  NumError,
  parseBool,
  parseFloat,
  parseInt,
  parseUint,
  quote,
  quoteToAscii,
  unquote,
  unquoteRune,
} from "./index.ts";

describe("formatFloat", () => {
  const check = (value: number, form: [format: string, precision?: number, bits?: 32 | 64], expected: string): void => {
    test(`${value} ${form.join(" ")}`, () => {
      expect(formatFloat(value, ...form)).toBe(expected);
    });
  };
  check(1e6, ["g"], "1e+06");
  check(123456, ["g"], "123456");
  check(1234567, ["g"], "1.234567e+06");
  check(0.0001, ["g"], "0.0001");
  check(0.00001, ["g"], "1e-05");
  check(-0, ["g"], "-0");
  check(2.5, ["f", 0], "2");
  check(0.125, ["f", 2], "0.12");
  check(3.5, ["f", 0], "4");
  check(1e21, ["f"], "1000000000000000000000");
  check(1e23, ["e", 20], "9.99999999999999916114e+22");
  check(100, ["G", 2], "1E+02");
  check(0.1, ["g", -1, 32], "0.1");
  check(1e20, ["f", 2, 32], "100000002004087734272.00");
  check(1.5, ["x"], "0x1.8p+00");
  check(1, ["b"], "4503599627370496p-52");
  check(Number.NaN, ["g"], "NaN");
  check(Infinity, ["g"], "+Inf");

  test("the shortest digits read back as the same number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        for (const format of ["g", "e", "f"])
          expect(Object.is(parseFloat(formatFloat(value, format)), value)).toBe(true);
      }),
    );
  });
});

describe("parse", () => {
  const check = (parse: () => unknown, expected: unknown): void => {
    test(`${parse}`, () => {
      expect(outcome(parse)).toEqual(expected);
    });
  };
  check(() => parseInt("0x1F", 0), 31n);
  check(() => parseInt("010", 0), 8n);
  check(() => parseInt("1_000", 0), 1000n);
  check(() => parseInt("1__0", 0), `strconv.ParseInt: parsing "1__0": invalid syntax`);
  check(() => parseInt("-9223372036854775808"), -9223372036854775808n);
  check(() => parseInt("9223372036854775808"), `strconv.ParseInt: parsing "9223372036854775808": value out of range`);
  check(() => parseInt("300", 10, 8), `strconv.ParseInt: parsing "300": value out of range`);
  check(() => parseUint("-1"), `strconv.ParseUint: parsing "-1": invalid syntax`);
  check(() => atoi("x"), `strconv.Atoi: parsing "x": invalid syntax`);
  check(() => parseFloat("0x1p-2"), 0.25);
  check(() => parseFloat("1_0.5"), 10.5);
  check(() => parseFloat("inf"), Infinity);
  check(() => parseFloat("1e400"), `strconv.ParseFloat: parsing "1e400": value out of range`);
  check(() => parseFloat(""), `strconv.ParseFloat: parsing "": invalid syntax`);
  check(() => parseBool("T"), true);
  check(() => parseBool("yes"), `strconv.ParseBool: parsing "yes": invalid syntax`);
});

describe("quote", () => {
  const check = (text: string, expected: string, ascii = expected): void => {
    test(expected, () => {
      expect(quote(text)).toBe(expected);
      expect(quoteToAscii(text)).toBe(ascii);
      expect(unquote(expected)).toBe(text);
      expect(unquote(ascii)).toBe(text);
    });
  };
  check("plain", '"plain"');
  check('a"b\\c', String.raw`"a\"b\\c"`);
  check("\t\n\x00\x7f", String.raw`"\t\n\x00\x7f"`);
  check("é😀", '"é😀"', String.raw`"\u00e9\U0001f600"`);
  check("\udcff", String.raw`"\xff"`);
  check("\u00a0\ufeff", String.raw`"\u00a0\ufeff"`);

  test("bytes outside UTF-8 are kept between backquotes only", () => {
    expect(unquote('"a\udcff\udc80b"')).toBe("a\ufffd\ufffdb");
    expect(unquote("`a\udcffb`")).toBe("a\udcffb");
    expect(unquoteRune("'\udcff'")).toBe(0xfffd);
  });

  test("what is quoted unquotes to itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(unquote(quote(text))).toBe(text);
        expect(unquote(quoteToAscii(text))).toBe(text);
      }),
    );
  });
});

function outcome(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    if (error instanceof NumError) return error.message;
    throw error;
  }
}
