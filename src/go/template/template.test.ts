/** Expectations are what Go 1.26's text/template answers. */
import { describe, expect, test } from "bun:test";
import { GoError, Slice, Struct, TypedMap, TypedNil, func, int, int64, stringSlice, type Value } from "../value.ts";
import { TemplateSet, contextFunc, type MissingKey } from "./index.ts";

const FUNCTIONS = new Map(
  [
    func("str", "string", (text: string) => `s:${text}`),
    func("num", "int", (n: number) => int(n + 1)),
    func("strs", "[]string", (items: string[]) => items.join("|")),
    func("map", "map[string]interface {}", (map: ReadonlyMap<string, Value>) => int(map.size)),
    func("two", "string, ...int", (text: string, ...numbers: number[]) => `${text}${numbers.length}`),
    func("list", "...interface {}", (...items: Value[]) => items),
    func("broken", "", () => {
      throw new GoError("out of order");
    }),
    contextFunc("include", "string, interface {}", (execution, name: string, data: Value) =>
      execution.set.execute(name, data),
    ),
  ].map((declared) => [declared.name, declared]),
);

const person = new Struct(
  "*main.Person",
  new Map<string, Value>([
    ["Name", "Ada"],
    ["Nil", new TypedNil("*main.Person")],
  ]),
  new Map([
    ["Hello", func("Hello", "string", (name: string) => `hello ${name}`)],
    ["Twice", func("Twice", "int", (n: number) => int(2 * n))],
  ]),
);

const DATA = new Map<string, Value>([
  ["s", "text"],
  ["n", 3],
  ["i", int64(7)],
  ["nul", null],
  ["l", ["a", 2, null]],
  ["ss", stringSlice(["x", "y"])],
  ["m", new Map<string, Value>(Object.entries({ b: 1, a: "A" }))],
  ["sm", new TypedMap("map[string]string", [["k", "v"]], "")],
  ["ints", new Slice("[]int", [int(1), int(2)])],
  ["p", person],
]);

function run(text: string, missingKey: MissingKey = "zero"): string {
  try {
    const set = new TemplateSet({ functions: FUNCTIONS, missingKey });
    set.parse("t", text);
    return set.execute("t", DATA);
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}

function check(text: string, expected: string, missingKey?: MissingKey): void {
  test(`${text} ${missingKey ?? ""}`, () => {
    expect(run(text, missingKey)).toBe(expected);
  });
}

describe("actions", () => {
  check("a {{- 1 -}} b", "a1b");
  check("{{/* c */}}x{{- /* d */ -}} y", "xy");
  check("{{ if .s }}y{{ else }}n{{ end }}{{ if .nope }}y{{ else if .n }}z{{ end }}", "yz");
  check("{{ with .m }}{{ .a }}{{ else with .s }}no{{ end }}{{ with .nul }}{{ else with .s }}{{ . }}{{ end }}", "Atext");
  check("{{ range $i, $e := .l }}{{ $i }}={{ $e }};{{ end }}", "0=a;1=2;2=<no value>;");
  check("{{ range $k, $v := .m }}{{ $k }}{{ $v }}{{ end }}{{ range .nope }}{{ else }}none{{ end }}", "aAb1none");
  check(
    "{{ range 3 }}{{ . }}{{ end }}{{ range $i := .i }}{{ if eq $i 5 }}{{ break }}{{ end }}{{ $i }}{{ end }}",
    "01201234",
  );
  check("{{ range .ints }}{{ if eq . 1 }}{{ continue }}{{ end }}{{ . }}{{ end }}", "2");
  check('{{ define "a" }}[{{ . }}]{{ end }}{{ template "a" .s }}{{ template "a" }}', "[text][<no value>]");
  check('{{ block "b" .n }}<{{ . }}>{{ end }}{{ template "b" 4 }}', "<3><4>");
  check("{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $x := 3 }}{{ end }}{{ $x }}", "2");
  check("{{ $x := 1 }}{{ if false }}{{ $x := 2 }}{{ else }}{{ $x }}{{ end }}{{ $x }}", "11");
  check("{{ $x := 1 }}{{ range .nope }}{{ $x := 2 }}{{ else }}{{ $y := 3 }}{{ $x }}{{ $y }}{{ end }}", "13");
  check(
    '{{ range $x := .l }}{{ $x = "" }}{{ $x.k }}{{ end }}',
    'template: t:1:38: executing "t" at <$x.k>: can\'t evaluate field k in type string',
  );
  check("{{ 1_000 }} {{ 0x1F }} {{ 'a' }} {{ 1e3 }} {{ 2i }} {{ `raw` }}", "1000 31 97 1000 (0+2i) raw");
  check('{{ .p.Hello "x" }} {{ "y" | .p.Hello }} {{ .p.Twice 4 }} {{ (.p).Name }}', "hello x hello y 8 Ada");
  check('{{ include "c" . }}{{ define "c" }}{{ .s }}{{ end }}', "text");
});

describe("missing keys", () => {
  check("{{ .nope }}{{ .sm.nope }}", "<no value>");
  check("{{ .nope.x }}", "<no value>", "default");
  check("{{ .nope }}", `template: t:1:3: executing "t" at <.nope>: map has no entry for key "nope"`, "error");
  check("{{ .nope.x }}", 'template: t:1:8: executing "t" at <.nope.x>: nil pointer evaluating interface {}.x');
  check("{{ (.nope).x }}", "<no value>");
  check("{{ $v := .nul }}{{ $v.x }}", "<no value>");
});

describe("builtins", () => {
  check('{{ and 1 0 2 }} {{ or 0 "" "x" }} {{ not .nul }} {{ or .s (broken) }}', "0 x true text");
  check(
    '{{ eq .n 3.0 }} {{ eq .s "a" "text" }} {{ ne .i 7 }} {{ lt 1 2 }} {{ ge "b" "a" }}',
    "true true false true true",
  );
  check('{{ index .l 0 }} {{ index .m "b" }} {{ index .m "z" }} {{ len "é" }} {{ len .l }}', "a 1 <no value> 2 3");
  check('{{ slice "abcd" 1 3 }} {{ slice .ss 1 }}', "bc [y]");
  check(`{{ html "<a'b>" }} {{ js "it's=é" }} {{ urlquery "a b&é" }}`, "&lt;a&#39;b&gt; it\\'s\\u003Dé a+b%26%C3%A9");
  check('{{ print 1 2 "x" 3 }} {{ printf "%d-%s" 1 "a" }}', "1 2x3 1-a");
  check(
    "{{ eq .n 3 }}",
    'template: t:1:3: executing "t" at <eq .n 3>: error calling eq: incompatible types for comparison: float64 and int',
  );
});

describe("errors", () => {
  const at = (place: string, context: string): string => `template: t:${place}: executing "t" at <${context}>: `;
  check("{{ str .n }}", `${at("1:7", ".n")}wrong type for value; expected string; got float64`);
  check("{{ .nul | str }}", `${at("1:10", "str")}invalid value; expected string`);
  check("{{ str .nul }}", `${at("1:7", ".nul")}wrong type for value; expected string; got interface {}`);
  check("{{ str 1 }}", `${at("1:7", "1")}expected string; found 1`);
  check('{{ num "x" }}', `${at("1:7", '"x"')}expected integer; found "x"`);
  check("{{ str nil }}", `${at("1:7", "nil")}cannot assign nil to string`);
  check(
    "{{ map .sm }}",
    `${at("1:7", ".sm")}wrong type for value; expected map[string]interface {}; got map[string]string`,
  );
  check("{{ str }}", `${at("1:3", "str")}wrong number of args for str: want 1 got 0`);
  check("{{ two }}", `${at("1:3", "two")}wrong number of args for two: want at least 1 got 0`);
  check("{{ broken }}", `${at("1:3", "broken")}error calling broken: out of order`);
  check("{{ .s.x }}", `${at("1:5", ".s.x")}can't evaluate field x in type interface {}`);
  check("{{ .p.Nope }}", `${at("1:5", ".p.Nope")}can't evaluate field Nope in type interface {}`);
  check("{{ .p.Nil.Name }}", `${at("1:5", ".p.Nil.Name")}nil pointer evaluating *main.Person.Name`);
  check("{{ .m.a 1 }}", `${at("1:5", ".m.a")}a is not a method but has arguments`);
  check("{{ 1 2 }}", `${at("1:3", "1")}can't give argument to non-function 1`);
  check("{{ nil }}", `${at("1:3", "nil")}nil is not a command`);
  check("{{ range .s }}{{ end }}", `${at("1:9", ".s")}range can't iterate over text`);
  check('{{ template "nope" }}', `${at("1:12", '{{template "nope"}}')}template "nope" not defined`);
  check("{{ $x = 1 }}", `${at("1:8", "1")}undefined variable: $x`);
  check("{{ 99999999999999999999 }}", 'template: t:1: integer overflow: "99999999999999999999"');
});

describe("parse errors", () => {
  check("{{", "template: t:1: unclosed action");
  check("\n{{ .x\n", "template: t:3: unclosed action started at t:2");
  check("{{ if }}", "template: t:1: missing value for if");
  check("{{ if 1 }}", "template: t:1: unexpected EOF");
  check("{{ end }}", "template: t:1: unexpected {{end}}");
  check("{{ nope }}", 'template: t:1: function "nope" not defined');
  check("{{ $x }}", 'template: t:1: undefined variable "$x"');
  check("{{ 1 | 2 }}", "template: t:1: non executable command in pipeline stage 2");
  check('{{ "a }}', "template: t:1: unterminated quoted string");
  check("{{ (1 }}", "template: t:1: unclosed left paren");
  check("{{ break }}", "template: t:1: {{break}} outside {{range}}");
  check("{{ .a, }}", 'template: t:1: unexpected "," in operand');
  check("{{ 1.2.3 }}", 'template: t:1: unexpected ".3" in operand');
  check("{{ /* c */ }}", `template: t:1: unexpected "/" in command`);
  check("{{ a^ }}", "template: t:1: bad character U+005E '^'");
  check(
    '{{ define "a" }}x{{ end }}{{ define "a" }}y{{ end }}',
    'template: t:1: template: multiple definition of template "a"',
  );
});

describe("without end", () => {
  const tooDeep = "exceeded maximum template depth (100000)";
  check('{{ template "t" . }}', `template: t:1:12: executing "t" at <{{template "t" .}}>: ${tooDeep}`);
  check(
    '{{ define "b" }}{{ template "c" }}{{ end }}{{ define "c" }}{{ if true }}{{ template "b" }}{{ end }}{{ end }}{{ template "b" }}',
    `template: t:1:84: executing "c" at <{{template "b"}}>: ${tooDeep}`,
  );
  test("deep nesting works or is one clear error", () => {
    expect(run(`${"{{ if 1 }}".repeat(1000)}x${"{{ end }}".repeat(1000)}`)).toBe("x");
    expect(run(`{{ ${"(".repeat(100_000)} }}`)).toStartWith("template: t:1: ");
    expect(run("{{ if 1 }}".repeat(100_000))).toStartWith("template: t:1: ");
  });
});

test("a template of white space does not replace another", () => {
  const set = new TemplateSet();
  set.parse("a", '{{ define "x" }}one{{ end }}');
  set.parse("b", '{{ define "x" }}  {{ end }}');
  expect(set.execute("x", null)).toBe("one");
  set.parse("c", '{{ define "x" }}two{{ end }}');
  expect(set.execute("x", null)).toBe("two");
});

test("a clone sees its parent's templates and keeps its own", () => {
  const set = new TemplateSet();
  set.parse("a", '{{ define "x" }}one{{ end }}');
  const clone = set.clone();
  const text = clone.parse("gotpl", '{{ define "x" }}two{{ end }}{{ template "x" }}');
  expect(clone.executeTemplate(text, null)).toBe("two");
  expect(set.execute("x", null)).toBe("one");
});
