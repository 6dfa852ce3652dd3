import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import { CsvReader, readCsvRecord, writeCsvRecord } from "./csv.ts";

describe("one record of encoding/csv", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["a,b", ["a", "b"]],
    ["a,", ["a", ""]],
    ['"a,b",c', ["a,b", "c"]],
    ['"a""b"', ['a"b']],
    ['"a\nb",c\nd', ["a\nb", "c"]],
    ["\n\na\r\n", ["a"]],
  ];
  for (const [text, fields] of cases) {
    test(JSON.stringify(text), () => expect(readCsvRecord(text)).toEqual([...fields]));
  }
});

describe("places of errors", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["", "EOF"],
    ['a"', 'parse error on line 1, column 2: bare " in non-quoted-field'],
    ['ü,b"', 'parse error on line 1, column 5: bare " in non-quoted-field'],
    ['"a', 'parse error on line 1, column 3: extraneous or missing " in quoted-field'],
    ['"a"b', 'parse error on line 1, column 3: extraneous or missing " in quoted-field'],
    ['"a\nb"c', 'record on line 1; parse error on line 2, column 2: extraneous or missing " in quoted-field'],
  ];
  for (const [text, message] of cases) {
    test(JSON.stringify(text), () => expect(() => readCsvRecord(text)).toThrow(new Error(message)));
  }
});

test("records follow one another", () => {
  const reader = new CsvReader('a,b\n\n"c\nd",e\n');
  expect([reader.read(), reader.line, reader.read(), reader.line, reader.read()]).toEqual([
    ["a", "b"],
    1,
    ["c\nd", "e"],
    3,
    undefined,
  ]);
});

test("what is written reads back", () => {
  // A record of one empty field is an empty line, which reading passes over; `\r\n` reads as `\n`.
  const field = fc.string().map((text) => text.replaceAll("\r", ""));
  const record = fc.array(field, { minLength: 1 }).filter((fields) => fields.length > 1 || fields[0] !== "");
  fc.assert(fc.property(record, (fields) => expect(readCsvRecord(writeCsvRecord(fields))).toEqual(fields)));
});
