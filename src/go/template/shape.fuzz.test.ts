import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { GoError, func, type Value } from "../value.ts";
import { TemplateSet } from "./index.ts";

const FIELDS = [".a", ".b", ".m.a", ".m.n.b", ".none", ".é", ".aé", ".l"];
const TEXTS = [
  '"s"',
  '"a.b"',
  "`r`",
  "`.a`",
  '""',
  '"\\n"',
  "'x'",
  "`\r`",
  '"}}"',
  '"(("',
  '"\udcff"',
  "`\udcff`",
  '"😀"',
];
const WORDS = [
  ..."print,printf,len,index,eq,and,or,not,upper,pair,nil,true,1,-1.5,1.5,0x1,1.e5,$,$x,$x1,.".split(","),
  ..."|,(,),,:=,=,$x.a,$.m.a,(print .a).b,.m.method,.m.method .a".split(","),
];

const word = fc.oneof(
  fc.constantFrom(...FIELDS).map((text) => ({ kind: "field", text })),
  fc.constantFrom(...TEXTS).map((text) => ({ kind: "text", text })),
  fc.constantFrom(...WORDS).map((text) => ({ kind: "word", text })),
);
const phrase = fc.array(word, { minLength: 1, maxLength: 6 });
const kind = fc.constantFrom("", "if ", "with ", "range ", "$x := ", "range $x := ", "template ");

const functions = new Map([
  ["upper", func("upper", "string", (text: string) => text.toUpperCase())],
  ["pair", func("pair", "string, interface {}", (text: string, value: Value) => `${text}-${String(value)}`)],
]);
const inner = new Map<string, Value>([
  ["a", "ma"],
  ["n", new Map([["b", "mnb"]])],
]);
const data = new Map<string, Value>([
  ["a", "x"],
  ["b", 1.5],
  ["m", inner],
  ["l", ["p", "q"]],
]);

function rendered(set: TemplateSet, text: string): string {
  try {
    set.parse("t", text);
    return set.execute("t", data);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    return error.message;
  }
}

test("a phrase means the same whether or not one that looks like it came before", () => {
  fc.assert(
    fc.property(kind, phrase, fc.infiniteStream(fc.nat(20)), fc.boolean(), (start, words, choices, isSpaced) => {
      const other = words.map(({ kind: what, text }) => {
        const choice = choices.next().value ?? 0;
        return what === "field"
          ? FIELDS[choice % FIELDS.length]
          : what === "text"
            ? TEXTS[choice % TEXTS.length]
            : text;
      });
      const between = isSpaced ? " " : "";
      const write = (said: readonly (string | undefined)[]): string =>
        `{{$x := .m}}{{$x1 := .}}{{${start}${said.join(between)}}}-${/^(if|with|range)/.test(start) ? "{{end}}" : ""}`;
      const text = write(words.map((one) => one.text));
      const set = new TemplateSet({ functions });
      rendered(set, write(other));
      // Sets that trace share nothing.
      expect(rendered(set, text)).toBe(rendered(new TemplateSet({ functions, trace: {} }), text));
    }),
    { numRuns: 10_000 },
  );
});
