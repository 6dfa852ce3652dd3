import { describe } from "bun:test";
import { chart, TEMPLATE } from "./charts.ts";
import { type Case, refuses } from "./check.ts";

interface TemplateCase extends Partial<Case> {
  readonly values?: string;
}

function check(name: string, template: string, error: string | RegExp, rest: TemplateCase = {}): void {
  const { values } = rest;
  refuses(name, { files: chart({ template, ...(values && { values }) }), args: TEMPLATE, error, ...rest });
}

/** What stands at the column of an action, in the one-line form and in the form of several lines. */
const AT = /c\/templates\/a\.yaml:1:\d+/;

function at(problem: string): RegExp {
  return new RegExp(`${AT.source}[^]*${problem}`);
}

describe("templates without end", () => {
  const endless = (body: string): string => `{{ define "x" }}${body}{{ end }}a: {{ include "x" . }}\n`;
  const nested = /^template: c\/templates\/a\.yaml:1:.*rendering template has a nested reference name: /;
  check("include", endless('{{ include "x" . }}'), nested);
  check("include, twice on each level", endless('{{ include "x" . }}{{ include "x" . }}'), nested);
  check(
    "include of two in turn",
    `{{ define "y" }}{{ include "x" . }}{{ end }}${endless('{{ include "y" . }}')}`,
    nested,
  );
  check("include of the file itself", 'a: {{ include (print .Template.BasePath "/a.yaml") . }}\n', nested);
  check("include within tpl", endless('{{ tpl "{{ include \\"x\\" . }}" . }}'), nested, { peakMbMax: 700 });
  check(
    "template",
    '{{ define "x" }}{{ template "x" . }}{{ end }}{{ template "x" . }}\n',
    at("exceeded maximum template depth"),
  );
  check(
    "template of two in turn",
    '{{ define "y" }}{{ template "x" . }}{{ end }}{{ define "x" }}{{ template "y" . }}{{ end }}{{ template "x" . }}\n',
    at("exceeded maximum template depth"),
  );
  check("tpl", "a: {{ tpl .Values.t . }}\n", /c\/templates\/a\.yaml.*tpl is called more than 1500 levels deep/, {
    values: "t: '{{ tpl .Values.t . }}'\n",
    stricter: true,
  });
  const ring = Array.from({ length: 10 }, (_, i) => `{{ define "x${i}" }}{{ include "x${(i + 1) % 10}" . }}{{ end }}`);
  check(
    "include of ten in turn",
    `${ring.join("")}a: {{ include "x0" . }}\n`,
    /c\/templates\/a\.yaml[^]*nested too deeply/,
    {
      stricter: true,
    },
  );
  const doubling = Array.from(
    { length: 40 },
    (_, i) => `{{ define "x${i}" }}{{ template "x${i + 1}" }}{{ template "x${i + 1}" }}{{ end }}`,
  );
  check(
    "forty templates that each call the next one twice",
    `${doubling.join("")}{{ define "x40" }}{{ end }}{{ template "x0" }}\n`,
    at("templates run for too long"),
    { stricter: true },
  );
});

describe("too much of something", () => {
  const tooLong = "is too long \\(max \\d+\\)$";
  const sixty = (body: string): string => `{{ $s := dict "a" 1 }}{{ range until 60 }}{{ $s = ${body} }}{{ end }}`;
  const shared = sixty('dict "a" $s "b" $s');
  const cases: readonly [name: string, template: string, problem: string][] = [
    ["until 1e9", "a: {{ until 1000000000 | len }}\n", tooLong],
    ["untilStep", "a: {{ untilStep 0 1000000000 1 | len }}\n", tooLong],
    ["seq", "a: {{ seq 1000000000 | len }}\n", tooLong],
    ["repeat 1e9", 'a: {{ repeat 1000000000 "a" | len }}\n', tooLong],
    ["repeat of a long text", 'a: {{ repeat 100000 (repeat 100000 "a") | len }}\n', tooLong],
    ["indent", 'a: {{ indent 1000000000 "a" | len }}\n', tooLong],
    ["randAlpha", "a: {{ randAlpha 1000000000 | len }}\n", tooLong],
    ["range over 1e9", "{{ range 1000000000 }}{{ end }}\n", "templates run for too long"],
    ["output", `{{ range 1000000000000 }}${"a".repeat(1000)}{{ end }}\n`, "output is too long"],
    [
      "a text that doubles",
      '{{ $s := "a" }}{{ range until 60 }}{{ $s = print $s $s }}{{ end }}\n',
      "text or list is too long",
    ],
    ["a list that doubles", "{{ $s := list 1 }}{{ range until 60 }}{{ $s = concat $s $s }}{{ end }}\n", tooLong],
    ["mustToJson of a map that holds itself twice", `${shared}{{ mustToJson $s }}\n`, "value is too large"],
    ["toYaml of a map that holds itself twice", `${shared}{{ toYaml $s }}\n`, "value is too large"],
    ["print of a map that holds itself twice", `${shared}{{ print $s }}\n`, "value is too large"],
    ["deepCopy of a map that holds itself twice", `${shared}{{ deepCopy $s }}\n`, "value is too large"],
    [
      "deepEqual of a map that holds itself twice",
      `${shared}${shared.replaceAll("$s", "$t")}{{ deepEqual $s $t }}\n`,
      "value is too large",
    ],
    ["a map within itself", '{{ $s := dict }}{{ $_ := set $s "s" $s }}{{ $s }}\n', "contains itself"],
  ];
  for (const [name, template, problem] of cases) {
    check(name, template, at(problem), { stricter: true, peakMbMax: 1600, dialects: ["helm4"] });
  }
});

describe("nesting", () => {
  const parens = (depth: number): string => `a: {{ ${"(".repeat(depth)}1${")".repeat(depth)} }}\n`;
  check("a million parentheses", parens(1_000_000), /^parse error at \(c\/templates\/a\.yaml:1\): /);
  check("if, never closed", "{{ if true }}".repeat(100_000), /^parse error at \(c\/templates\/a\.yaml:1\): /);
  check(
    "JSON",
    'a: {{ repeat 10001 "[" | mustFromJson }}\n',
    at("error calling mustFromJson: invalid character '\\[' exceeded max depth$"),
  );
  check("fields that do not exist", `a: {{ .Values${".a".repeat(10_000)} }}\n`, at("can't evaluate field a in type"));
});

describe("bytes and syntax", () => {
  check("NUL in an action", "a: {{ \0 }}\n", "parse error at (c/templates/a.yaml:1): U+0000");
  check(
    "NUL in the output",
    "a: \0\n",
    /^YAML parse error on c\/templates\/a\.yaml: .*control characters are not allowed$/,
  );
  check("a comment that is never closed", "a: {{/* abc\n", "parse error at (c/templates/a.yaml:1): unclosed comment");
  check(
    "a number of a million digits",
    `a: {{ ${"9".repeat(1_000_000)} }}\n`,
    /^parse error at \(c\/templates\/a\.yaml:1\): "9+/,
  );
  check("a division by zero", "a: {{ div 1 0 }}\n", at("error calling div: runtime error: integer divide by zero$"));
});

describe("regular expressions that others try again and again", () => {
  const fails = (pattern: string, text: string): string =>
    `{{ if not (regexMatch "${pattern}" (${text})) }}{{ fail "no match" }}{{ end }}\n`;
  const many = 'repeat 20000 "a"';
  for (const pattern of ["^(a+)+$", "^(a|a)*$", "^(a*)*c", `${".*".repeat(20)}c`]) {
    check(
      pattern,
      fails(pattern, `print (${many}) "b!"`),
      /^execution error at \(c\/templates\/a\.yaml:1:\d+\): no match$/,
    );
  }
});
