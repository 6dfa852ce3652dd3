import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { type GoMap, Int, int64, Slice, type Value } from "../go/index.ts";
import * as json from "../go/json/index.ts";
import { marshal, TomlEncodeError, unmarshal } from "./index.ts";

interface RecordedCase {
  readonly text?: string;
  readonly value?: unknown;
  readonly want: string;
}

const CASES = join(import.meta.dir, "../../test/cases/toml/documents.jsonl");
const recorded = readFileSync(CASES, "utf8").trim().split("\n");

/** `E` and an error, `P` and a panic, or the text. */
function written(value: Value): string {
  try {
    return marshal(value);
  } catch (error) {
    return `${error instanceof TomlEncodeError ? "E" : "P"} ${(error as Error).message}`;
  }
}

/** The error, or the tables as JSON and written again. */
function read(text: string): string {
  let tables: GoMap;
  try {
    tables = unmarshal(text);
  } catch (error) {
    return `E ${(error as Error).message}`;
  }
  return `${json.marshal(tables)}\n${written(tables)}`;
}

describe("as BurntSushi/toml answered", () => {
  for (const [i, line] of recorded.entries()) {
    const { text, value, want } = JSON.parse(line) as RecordedCase;
    test(`${i + 1}`, () => {
      expect(text === undefined ? written(json.unmarshal(JSON.stringify(value))) : read(text)).toBe(want);
    });
  }
});

describe("properties", () => {
  const key = fc.string({ minLength: 1, maxLength: 5, unit: "binary" }).filter((text) => !/[\udc80-\udcff]/.test(text));
  const scalar = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.boolean(),
    fc.double({ noNaN: true }),
    fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map((value) => int64(value)),
  );
  const table = fc
    .dictionary(key, scalar, { maxKeys: 5 })
    .map((object) => new Map<string, Value>(Object.entries(object)));

  test("what is written is read back", () => {
    fc.assert(
      fc.property(table, table, (outer, inner) => {
        const value: GoMap = new Map([...outer, ["inner table", inner]]);
        expect(plain(unmarshal(marshal(value)))).toEqual(plain(value));
      }),
    );
  });

  test("no text breaks the reader", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => read(text).length > 0));
  });
});

/** For comparison: integers by their digits, zero without a sign. */
function plain(value: Value): unknown {
  if (value instanceof Int) return `${value.value}`;
  if (value instanceof Map) return Object.fromEntries([...value].toSorted().map(([name, item]) => [name, plain(item)]));
  if (value instanceof Slice) return value.items.map(plain);
  return typeof value === "number" ? value + 0 : value;
}

test("nil at the top is a panic, not an error", () => {
  expect(() => marshal(null)).toThrow("reflect: call of reflect.Value.Type on zero Value");
});
