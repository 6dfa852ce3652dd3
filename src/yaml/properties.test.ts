import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import { GoError, type Value } from "../go/index.ts";
import { NeedsNodes, ValueBuilder } from "./build-values.ts";
import { NodeReader } from "./compose.ts";
import { decode } from "./decode.ts";
import { emitNodes, marshal, marshalPretty, parseNodes, unmarshal } from "./index.ts";
import { Parser } from "./parser.ts";
import { gaveUp, readQuickly } from "./read-quickly.ts";
import { readText } from "./read-text.ts";

/** Pieces that YAML gives a meaning: any order of them is a question. */
const PIECES = [
  "a",
  "b c",
  "1",
  "y",
  "~",
  ": ",
  ":",
  "- ",
  "-",
  "\n",
  "\n  ",
  "\n    ",
  " ",
  "#",
  " # c",
  ",",
  "[",
  "]",
  "{",
  "}",
  "? ",
  "'",
  '"',
  "\\n",
  "|",
  ">",
  "|-\n",
  "---\n",
  "...\n",
  "&x ",
  "*x",
  "!!str ",
  "<<: ",
  "\t",
  "\r\n",
  "é",
  "😀",
  "\u0085",
  "%",
];
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }).map((pieces) => pieces.join(""));
const block = fc
  .array(
    fc.tuple(
      fc.constantFrom("", "  ", "    ", "- ", "  - "),
      fc.constantFrom(
        "a: b",
        "c:",
        "d: 'e'",
        'f: "g"',
        "h",
        "i: [1, 2]",
        "j: {k: l}",
        "m: |",
        "# n",
        "",
        "o: p # q",
        "1: 2",
        "r: -",
        "s: &t u",
        "v: *t",
      ),
    ),
  )
  .map((lines) => lines.map(([indent, line]) => `${indent}${line}\n`).join(""));

/** Go writes the key of a merge without quotes, too, and reads it as one. */
const key = fc
  .oneof(fc.constantFrom("a", "b9", "b10", "y", "1", "x y", ""), fc.string({ maxLength: 6 }))
  .filter((name) => name !== "<<");
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Value>(null, true, false, 0, 1.5, 1e6, -7, "", "yes", "12:30", "a\nb\n", " x", "x: y"),
    fc.string({ unit: "grapheme-ascii", maxLength: 120 }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
}));

function outcome<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    if (error instanceof GoError || error instanceof NeedsNodes) return error.name;
    throw error;
  }
}

function readSlowly(source: string): Value {
  const builder = new ValueBuilder();
  try {
    new Parser(source, "v2").document(builder);
    return builder.root;
  } catch (error) {
    const document = error instanceof NeedsNodes ? new NodeReader(source, "v2").next() : undefined;
    if (document === undefined) throw error;
    return decode(document, {});
  }
}

/** What nobody asked for is null, down to the maps in the outermost one. */
function without(wanted: ReadonlySet<string>, whole: Value, depth = 1): Value {
  if (Array.isArray(whole) && depth < 2) return whole.map((item) => without(wanted, item, depth + 1));
  if (!(whole instanceof Map) || depth > 2) return whole;
  const left = Array.from(
    whole,
    ([name, entry]) => [name, wanted.has(name) ? without(wanted, entry, depth + 1) : null] as const,
  );
  return new Map(left);
}

/** A second of work takes longer where others work too. */
const SLOW_MACHINE_MS = 60_000;

describe("properties", () => {
  test("the quick reader agrees with the parser, or gives up", () => {
    fc.assert(
      fc.property(fc.oneof(text, block), (source) => {
        const quick = readQuickly(source);
        if (quick !== gaveUp) expect(quick).toEqual(readSlowly(source));
      }),
      { numRuns: 3000 },
    );
  });

  test("what nobody asked for is left out of a head, and nothing else", () => {
    fc.assert(
      fc.property(fc.oneof(text, block), fc.subarray(["a", "b", "c", "m", "o"]), (source, keys) => {
        const wanted = new Set(keys);
        const head = readQuickly(source, { wanted });
        if (head === gaveUp) return;
        const whole = readSlowly(source);
        expect(head).toEqual(without(wanted, whole));
      }),
      { numRuns: 3000 },
    );
  });

  test(
    "anything is read, or refused with Go's kind of error",
    () => {
      fc.assert(
        fc.property(fc.oneof(text, fc.string({ unit: "binary" })), (source) => {
          outcome(() => unmarshal(source));
          outcome(() => unmarshal(source, { strict: true }));
          outcome(() => emitNodes(parseNodes(source)));
        }),
        { numRuns: 1500 },
      );
    },
    SLOW_MACHINE_MS,
  );

  test("values come back as they were written", () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(unmarshal(marshal(one))).toEqual(one);
        expect(unmarshal(marshalPretty(one))).toEqual(one);
      }),
      { numRuns: 1500 },
    );
  });

  test("what nodes were written to is written the same again", () => {
    fc.assert(
      fc.property(value, (one) => {
        const written = emitNodes(parseNodes(marshal(one)));
        expect(emitNodes(parseNodes(written))).toBe(written);
      }),
      { numRuns: 500 },
    );
  });

  test("the reader's verdict does not depend on where its chunks end", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1200 }), (length) => {
        const { fault } = readText(`${"a: b\n".repeat(length)}\u0007`);
        expect(fault?.message).toBe("yaml: control characters are not allowed");
      }),
      { numRuns: 100 },
    );
  });
});
