/**
 * Writes templates whose answer depends on which variable is meant where: declared, hidden, assigned and used within every statement, and
 * some that are broken. With `alike`: templates of phrases that differ only in names of fields and in texts, which are parsed and compiled
 * once (src/go/template/parse/shape.ts). One a line, for the recorder beside this:
 *
 *   bun test/recorded/templates/generate.ts SEED COUNT [alike] > ../../cases/templates/generated.txt
 *   cd test/recorded/templates && go run . ../../cases/templates/values.json < ../../cases/templates/generated.txt
 */
import { Random } from "../../random.ts";

const [seed = "1", count = "400", about = "variables"] = process.argv.slice(2);

const random = new Random(Number(seed));
const pick = <T>(choices: readonly T[]): T => random.pick(choices);

const VALUES = [
  "false",
  "true",
  "0",
  "7",
  '""',
  "`raw`",
  "$x",
  "$y",
  ".",
  "$.Values.name",
  "$.Values.list",
  "$.Values.map.nested",
];
const PIPELINES = [
  "not $x",
  'eq $y "web"',
  '$y | printf "%v"',
  "and $x $y",
  "or $x $.Values.name",
  "list $x 1",
  "len $.Values.list",
  "index $.Values.list 0",
  "dict `k` $x",
  "$.Values.missing",
  "$.Values.map.b | toString | quote",
];
/** These end the run, or keep it from beginning. */
const FAULTS = [
  "$z",
  "$x.k",
  ".k",
  "$.Values.name.k",
  "nope",
  '"unclosed',
  "(len",
  "1 2",
  "$",
  ".Values.list.k",
  "nil",
  "a^",
];

function value(): string {
  const kind = random.next();
  if (kind < 0.005) return pick(FAULTS);
  return kind < 0.5 ? pick(VALUES) : kind < 0.9 ? pick(PIPELINES) : `(${pick(PIPELINES)}) | len`;
}

function variable(): string {
  return pick(["$x", "$y", "$v"]);
}

function block(depth: number): string {
  return Array.from({ length: 1 + random.below(2) }, () => statement(depth)).join("");
}

const STATEMENTS: readonly ((depth: number) => string)[] = [
  (depth) => `{{ if ${value()} }}${block(depth)}{{ else }}${block(depth)}{{ end }}`,
  (depth) =>
    `{{- if ${variable()} := ${value()} }}${block(depth)}{{ else if ${variable()} := ${value()} }}${block(depth)}{{ else }}${block(depth)}{{- end }}`,
  (depth) => `{{ with ${variable()} := ${value()} }}${block(depth)}{{ else }}${block(depth)}{{ end }}`,
  (depth) => `{{ with ${value()} }}${block(depth)}{{ else with ${value()} }}${block(depth)}{{ end -}}`,
  (depth) =>
    `{{ range $i, $e := ${pick(["$.Values.list", "$.Values.map", "list 1 2", "list", "$.Values.nums"])} }}${block(depth)}{{ $e }}{{ $i }}{{ else }}${block(depth)}{{ end }}`,
  (depth) => `{{ range $x := $.Values.list }}{{ $x }}${block(depth)}{{ end }}`,
  (depth) => `{{ range $y = $.Values.nums }}${block(depth)}{{ end }}`,
  (depth) => `{{ range 2 }}${block(depth)}{{ if ${value()} }}{{ ${pick(["break", "continue"])} }}{{ end }}{{ end }}`,
  () => `{{ ${variable()} := ${value()} }}`,
  () => `{{ $x := ${value()} }}`,
  () => `{{ ${pick(["$x", "$y"])} = ${value()} }}`,
  () => `{{ template "named" ${value()} }}`,
  () => `{{ include "named" (${pick(PIPELINES)}) }}`,
  () => `{{ tpl "{{ . }}" (${pick(PIPELINES)}) }}`,
  () => ` a {{- ${value()} -}} b {{/* no "text */}} {{- /* nor (this */ -}} `,
  () => `{{ ($v := ${value()}) }}`,
];
const DEPTH_MAX = 2;

function statement(depth: number): string {
  return depth > DEPTH_MAX ? `{{ ${value()} }}` : pick(STATEMENTS)(depth + 1);
}

/** Now and then a character is lost, doubled, or a delimiter put in. */
function broken(text: string): string {
  const at = random.below(text.length);
  return (
    text.slice(0, at) +
    pick(["", "{{", "}}", "{{ end }}", "{{ else }}", "|", "(", "⏎"]) +
    text.slice(at + pick([0, 1, 1, 2]))
  );
}

const NAMED = '{{ define "named" }}<{{ . }}{{ range $k := list 1 }}{{ $k }}{{ end }}>{{ end }}';

// --- phrases that look alike

const FIELDS = [
  ...[
    "name",
    "count",
    "ratio",
    "big",
    "neg",
    "yes",
    "no",
    "nothing",
    "empty",
    "list",
    "nums",
    "mixed",
    "map",
    "version",
  ],
  ...[
    "map.a",
    "map.nested",
    "map.nested.deep",
    "map.nested.list",
    "map.none",
    "none",
    "none.below",
    "name.below",
    "text",
  ],
];
const TEXTS = ['"a"', '"b.c"', '""', "`raw`", "`.x`", '"%v"', '"%d-%s"', '"named"', '"name"', '"deep"', '" "', '"1.2"'];
/** Calls that can come well, each operand a question mark. */
const CALLS = [
  ...[
    "quote ?",
    "toYaml ?",
    "toString ?",
    "kindOf ?",
    "not ?",
    "default ? ?",
    "eq TEXT .Values.FIELD",
    "printf TEXT ? ?",
    "list ? ?",
  ],
  ...[
    "dict TEXT ?",
    "get .Values TEXT",
    "hasKey .Values.map TEXT",
    "contains TEXT TEXT",
    "trunc 3 TEXT",
    "coalesce ? ?",
    "and ? ?",
  ],
  ...[
    "ternary ? ? .Values.yes",
    "has ? .Values.list",
    "join TEXT .Values.list",
    "index .Values TEXT",
    "or ? ?",
    "len .Values.FIELD",
  ],
  ...[
    "replace TEXT TEXT .Values.name",
    "splitList TEXT .Values.text",
    "semverCompare TEXT .Values.version",
    "ne .Values.FIELD TEXT",
  ],
  ...[
    'include "named" ?',
    "tpl TEXT .",
    "required TEXT .Values.FIELD",
    "upper .Values.FIELD",
    "first .Values.FIELD",
    "$v.Values.FIELD",
  ],
];
const STAGES = [
  "quote",
  "default TEXT",
  "toString",
  "toYaml",
  "nindent 2",
  "trunc 5",
  "printf TEXT",
  "eq TEXT",
  "upper",
  "dict TEXT",
];
const OTHERS = ["1", "-1", "1.5", "true", "nil", "$.Values.yes", ".Release.Name", "$v.Chart.Name", '"\\t"', "'c'"];

function operand(depth: number): string {
  const chance = random.next();
  if (chance < 0.35) return pick([".Values.FIELD", "$.Values.FIELD", "$v.Values.FIELD"]);
  if (chance < 0.7) return "TEXT";
  if (chance < 0.85 || depth > 1) return pick(OTHERS);
  return pick([`(${pipeline(depth + 1)})`, `(${pipeline(depth + 1)})`, "(.Values).FIELD"]);
}

function pipeline(depth: number): string {
  const first = pick(CALLS).replaceAll("?", () => operand(depth));
  return [first, ...Array.from({ length: random.below(2.5) }, () => pick(STAGES))].join(" | ");
}

const AROUND: readonly ((said: string) => string)[] = [
  (said) => `{{ ${said} }}`,
  (said) => `{{- ${said} -}}`,
  (said) => `{{ if ${said} }}yes{{ else }}no{{ end }}`,
  (said) => `{{ with ${said} }}{{ . }}{{ end }}`,
  (said) => `{{ range $i, $e := ${said} }}{{ $i }}={{ $e }};{{ end }}`,
  (said) => `{{ $w := ${said} }}{{ $w }}`,
];

function filled(phrase: string): string {
  return phrase.replaceAll("FIELD", () => pick(FIELDS)).replaceAll("TEXT", () => pick(TEXTS));
}

function alike(): string {
  const phrase = pick(AROUND)(pipeline(0));
  return `{{ $v := . }}${Array.from({ length: 3 }, () => filled(phrase)).join("/")}${NAMED}`;
}

function variables(): string {
  const text = `{{ $x := 1 }}{{ $y := "web" }}{{ $v := 3 }}${block(0)}${block(0)}{{ $x }}{{ $y }}{{ $v }}${NAMED}`;
  return random.next() < 0.1 ? broken(text) : text;
}

for (let i = 0; i < Number(count); i++) console.log(about === "alike" ? alike() : variables());
