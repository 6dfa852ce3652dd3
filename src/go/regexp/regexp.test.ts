import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import { compile, mustCompile, quoteMeta } from "./index.ts";
import { Machine } from "./machine.ts";
import { compileNative } from "./native.ts";
import { parse } from "./parse.ts";
import { compileProgram } from "./program.ts";

describe("errors", () => {
  const refused: [pattern: string, complaint: string][] = [
    ["[", "missing closing ]: `[`"],
    ["(a", "missing closing ): `(a`"],
    ["a)", "unexpected ): `a)`"],
    ["a**", "invalid nested repetition operator: `**`"],
    ["*", "missing argument to repetition operator: `*`"],
    ["a{1001}", "invalid repeat count: `{1001}`"],
    ["((a{100}){100}){100}", "invalid repeat count: `{100}`"],
    ["a{2,1}", "invalid repeat count: `{2,1}`"],
    ["(?=a)", "invalid or unsupported Perl syntax: `(?=`"],
    ["(?<=a)b", "invalid named capture: `(?<=a)b`"],
    ["\\1", "invalid escape sequence: `\\1`"],
    ["\\p{Nope}", "invalid character class range: `\\p{Nope}`"],
    ["[z-a]", "invalid character class range: `z-a`"],
    ["a\\", "trailing backslash at end of expression: ``"],
    [
      `${"(".repeat(1001)}${")".repeat(1001)}`,
      `expression nests too deeply: \`${"(".repeat(1001)}${")".repeat(1001)}\``,
    ],
  ];
  for (const [pattern, complaint] of refused) {
    test(pattern.slice(0, 40), () => expect(() => compile(pattern)).toThrow(`error parsing regexp: ${complaint}`));
  }

  test("a panic quotes the expression", () => {
    expect(() => mustCompile("[`")).toThrow('regexp: Compile("[`"): error parsing regexp: missing closing ]: `[``');
  });
});

describe("replacement templates", () => {
  const replaced: [pattern: string, replacement: string, want: string][] = [
    ["(\\w)(\\w*)", "$2$1", "ooF arB"],
    ["(\\w)(\\w*)", "$1W", " "],
    ["(\\w)(\\w*)", "${1}W", "FW BW"],
    ["(?P<first>\\w)(\\w*)", "$first.", "F. B."],
    ["\\w+", "$$0 ${", "$0 ${ $0 ${"],
    ["\\w+", "$01", " "],
  ];
  for (const [pattern, replacement, want] of replaced) {
    test(`${pattern} → ${replacement}`, () => {
      expect(compile(pattern).replaceAll("Foo Bar", replacement)).toBe(want);
    });
  }
});

test("an expression that would take a backtracking search for ever", () => {
  expect(compile("(a+)+$").test(`${"a".repeat(5000)}b`)).toBe(false);
  expect(compile("(a|a)*b").test("a".repeat(5000))).toBe(false);
  expect(compile("a*a*a*a*b").test("a".repeat(5000))).toBe(false);
});

const atoms = fc.constantFrom(
  "a",
  "b",
  "[ab]",
  "[^a]",
  ".",
  "\\w",
  "\\d",
  "\\s",
  "é",
  "\\pL",
  "^",
  "$",
  "\\b",
  "\\B",
  "\\n",
);
const quantifiers = fc.constantFrom("", "", "", "*", "+", "?", "*?", "+?", "{2}", "{1,2}");
const { pattern: patterns } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(atoms, quantifiers).map(([atom, quantifier]) => (/[\^$bB]$/.test(atom) ? atom : atom + quantifier)),
    fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => a + b),
    fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie("pattern"), quantifiers).map(([a, quantifier]) => `(${a})${quantifier}`),
    tie("pattern").map((a) => `(?i:${a})`),
  ),
}));
const texts = fc.array(fc.constantFrom("a", "b", "A", "é", " ", "\n", "1", "😀", "\u2028"), { maxLength: 12 });

describe("properties", () => {
  test("the native RegExp and the machine find the same match and groups", () => {
    let compared = 0;
    fc.assert(
      fc.property(patterns, texts, (pattern, chars) => {
        const text = chars.join("");
        const { node, names } = parse(pattern);
        const native = compileNative(node, { groups: true });
        if (native === undefined || native.refuses.test(text)) return;
        native.regExp.lastIndex = 0;
        const match = native.regExp.exec(text);
        const slots = new Machine(compileProgram(node, names.length)).exec(text, 0);
        expect(match?.indices?.flatMap((range) => range ?? [-1, -1])).toEqual(slots && [...slots]);
        compared++;
      }),
      { numRuns: 2000 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  test("a quoted text matches itself alone", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(compile(`^(?:${quoteMeta(text)})$`).test(text)).toBe(true);
        expect(compile(quoteMeta(text)).find(`x${text}`)).toBe(text);
      }),
    );
  });

  test("pieces and matches put together are the text", () => {
    fc.assert(
      fc.property(texts, (chars) => {
        const text = chars.join("");
        const regexp = compile("[a1]+");
        const pieces = regexp.split(text, -1) ?? [];
        const matches = regexp.findAll(text, -1) ?? [];
        expect(pieces.map((piece, i) => piece + (matches[i] ?? "")).join("")).toBe(text);
      }),
    );
  });
});
