import { describe, expect, test } from "bun:test";
import { Origins } from "../../base/index.ts";
import { func, type Value } from "../value.ts";
import { TemplateSet, contextFunc, type Tag } from "./index.ts";

function yaml(value: Value, indent = ""): string {
  if (value instanceof Map) {
    const lines = Array.from(value, ([key, item]) => {
      const isMap = item instanceof Map;
      return `${indent}${key}:${isMap ? "\n" : " "}${yaml(item, `${indent}  `)}`;
    });
    return lines.join("\n");
  }
  return String(value);
}

const FUNCTIONS = new Map(
  [
    func("quote", "string", (text: string) => `"${text}"`),
    func("nindent", "int, string", (n: number, text: string) => `\n${text.replace(/^/gm, " ".repeat(n))}`),
    func("trunc", "int, string", (n: number, text: string) => text.slice(0, n)),
    func("default", "interface {}, interface {}", (fallback: Value, value: Value) => value ?? fallback),
    func("dict", "...interface {}", (key: string, value: Value) => new Map([[key, value]])),
    func("list", "...interface {}", (...items: Value[]) => items),
    func("join", "string, interface {}", (mark: string, items: string[]) => items.join(mark)),
    func("toYaml", "interface {}", (value: Value) => yaml(value)),
    func("hash", "string", (text: string) => String(text.length * 31)),
    contextFunc("include", "string, interface {}", (execution, name: string, data: Value) =>
      execution.set.execute(name, data),
    ),
    contextFunc("tpl", "string, interface {}", (execution, text: string, data: Value) => {
      const set = execution.set.clone();
      return set.executeTemplate(set.parse("gotpl", text), data);
    }),
  ].map((declared) => [declared.name, declared]),
);

const origins = new Origins();
const image = new Map<string, Value>([
  ["name", "nginx"],
  ["tag", "1.2"],
]);
const values = new Map<string, Value>([
  ["image", image],
  ["args", ["--a", "--b"]],
  ["text", "{{ .Values.image.tag }}!"],
]);
for (const [line, key] of ["name", "tag"].entries()) {
  const position = { file: "values.yaml", line: line + 2, column: 3 };
  origins.set(image, key, { source: { kind: "file", position } });
}
const DATA = new Map<string, Value>([["Values", values]]);

interface Piece {
  readonly text: string;
  readonly reads: string;
  readonly at: string;
}

function trace(source: string): Piece[] {
  const set = new TemplateSet({ functions: FUNCTIONS, missingKey: "zero", trace: { origins } });
  set.parse("h", '{{ define "name" }}app-{{ .Values.image.name }}{{ end }}');
  set.parse("t", source);
  const output = set.executeTraced("t", DATA);
  const untraced = new TemplateSet({ functions: FUNCTIONS, missingKey: "zero" });
  untraced.parse("h", '{{ define "name" }}app-{{ .Values.image.name }}{{ end }}');
  untraced.parse("t", source);
  expect(output.text).toBe(untraced.execute("t", DATA));
  return output.segments.map((segment) => {
    const found = output.lookup(segment.start);
    return {
      text: output.text.slice(segment.start, segment.end),
      reads: segment.reads.map(({ path, origin }) => (origin === undefined ? path : `${path}!`)).join(" "),
      at: (found?.actions ?? []).map(({ position: { file, line, column } }) => `${file}:${line}:${column}`).join(" < "),
    };
  });
}

/** `text <- reads`, for the pieces that were made of values. */
function check(source: string, expected: string[]): void {
  test(source, () => {
    const made = trace(source).filter(({ reads }) => reads !== "");
    expect(made.map(({ text, reads }) => `${text} <- ${reads}`)).toEqual(expected);
  });
}

describe("reads", () => {
  check("a {{ .Values.image.tag }} b", ["1.2 <- .Values.image.tag!"]);
  check("{{ with .Values.image }}{{ .name }}{{ end }}", ["nginx <- .Values.image.name!"]);
  check("{{ $x := .Values.image }}{{ $x.tag }}", ["1.2 <- .Values.image.tag!"]);
  check("{{ range .Values.args }}{{ . }}{{ end }}", ["--a <- .Values.args[0]", "--b <- .Values.args[1]"]);
  check("{{ range $k, $v := .Values.image }}{{ $v }}{{ end }}", [
    "nginx <- .Values.image.name!",
    "1.2 <- .Values.image.tag!",
  ]);
  check('{{ printf "%s:%s" .Values.image.name .Values.image.tag }}', [
    "nginx <- .Values.image.name!",
    ": <- .Values.image.name! .Values.image.tag!",
    "1.2 <- .Values.image.tag!",
  ]);
  check("{{ .Values.image.name | trunc 2 }}", ["ng <- .Values.image.name!"]);
  check("{{ hash .Values.image.name }}", ["155 <- .Values.image.name!"]);
  check('{{ .Values.nope | default "x" }}', ["x <- .Values.nope"]);
  check('{{ $d := dict "k" .Values.image.tag }}{{ $d.k }}{{ index $d "k" }}', [
    "1.2 <- .Values.image.tag!",
    "1.2 <- .Values.image.tag!",
  ]);
  check('{{ join "," .Values.args }}', ["--a <- .Values.args[0]", ", <- .Values.args", "--b <- .Values.args[1]"]);
  check("{{ toYaml .Values.image | nindent 2 }}", [
    "\n   <- .Values.image",
    "name: nginx <- .Values.image.name!",
    "\n   <- .Values.image",
    "tag: 1.2 <- .Values.image.tag!",
  ]);
  check("{{ tpl .Values.text . }}", ["1.2 <- .Values.image.tag!", "! <- .Values.text"]);
  check('{{ tpl (printf "%s-{{ 1 }}" .Values.image.tag) . }}', [
    "1.2 <- .Values.image.tag!",
    "- <- .Values.image.tag!",
  ]);
});

/** `text <- place < place`, for the pieces that stand in the template itself. */
function checkWritten(source: string, expected: string[]): void {
  test(source, () => {
    const made = trace(source).filter(({ reads, text }) => reads === "" && text.trim() !== "");
    expect(made.map(({ text, at }) => `${text} <- ${at}`)).toEqual(expected);
  });
}

describe("what a template says itself", () => {
  checkWritten('{{ $x := "a" }}{{ $x }}', ["a <- t:1:4 < t:1:19"]);
  checkWritten('{{ $x := printf "a-%s" "b" }}{{ $x }}', ["a-b <- t:1:10 < t:1:33"]);
  checkWritten('{{ $d := dict "k" "v" }}{{ range $k, $v := $d }}{{ $k }}{{ $v }}{{ end }}', [
    "k <- t:1:10 < t:1:52",
    "v <- t:1:10 < t:1:60",
  ]);
  checkWritten('{{ $x := hash "text" }}{{ $x }}', ["124 <- t:1:10 < t:1:27"]);
  // Written in another order than the map's.
  checkWritten('{{ $d := dict "low" (dict "b" "1") }}{{ toYaml $d }}', [
    "low: <- t:1:10 < t:1:41",
    "b: 1 <- t:1:22 < t:1:41",
  ]);
});

test("the actions of a piece lead from where it was written to the top", () => {
  expect(trace('x\n{{ include "name" . | quote }}').filter(({ text }) => text !== '"')).toEqual([
    { text: "x\n", reads: "", at: "t:1:1" },
    { text: "app-", reads: "", at: "h:1:20 < t:2:4" },
    { text: "nginx", reads: ".Values.image.name!", at: "h:1:27 < t:2:4" },
  ]);
});

test("a place inside a text is found exactly", () => {
  const set = new TemplateSet({ trace: {} });
  set.parse("t", "a: 1\nb: {{ 2 }}\nc: 3\n");
  const output = set.executeTraced("t", null);
  expect(output.text).toBe("a: 1\nb: 2\nc: 3\n");
  expect(output.lookup(output.text.indexOf("3"))?.position).toEqual({ file: "t", line: 3, column: 4 });
  expect(output.lookup(output.text.length)).toBeUndefined();
});

test("conditions say what a piece depends on", () => {
  const set = new TemplateSet({ trace: { origins } });
  set.parse("t", "{{ if .Values.image.tag }}{{ with .Values.args }}x{{ end }}{{ end }}y");
  const output = set.executeTraced("t", DATA);
  const paths = (offset: number) => output.lookup(offset)?.conditions.map(({ path }) => path);
  expect(paths(0)).toEqual([".Values.args", ".Values.image.tag"]);
  expect(paths(1)).toEqual([]);
});

test("marks travel with what is made of a value", () => {
  const set = new TemplateSet({
    functions: FUNCTIONS,
    trace: { hooks: new Map([["hash", (): Tag => ({ reads: [], marks: new Set(["secret"]) })]]) },
  });
  set.parse("t", 'a {{ printf "%s-%s" (hash "x" | quote) "y" }}');
  const { text, segments } = set.executeTraced("t", null);
  const secret = segments.filter(({ marks }) => marks?.has("secret") === true);
  expect(secret.map(({ start, end }) => text.slice(start, end)).join("")).toStartWith('"31"');
});
