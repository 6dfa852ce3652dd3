import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromBytes, toBytes, type Value } from "../go/index.ts";
import { readId, TemplateSet } from "../go/template/index.ts";
import { functionMap } from "./function-map.ts";
import { defaultFunctions } from "./defaults.ts";
import { dictFunctions } from "./dicts.ts";
import { listFunctions } from "./lists.ts";
import { mathFunctions } from "./math.ts";
import { numberFunctions } from "./numbers.ts";
import { pathFunctions } from "./paths.ts";
import { reflectionFunctions } from "./reflection.ts";
import { regexFunctions } from "./regex.ts";
import { semverFunctions } from "./semver.ts";
import { stringFunctions } from "./strings.ts";
import { sprigTraces } from "./trace-hooks.ts";
import { urlFunctions } from "./urls.ts";

const CASES = join(import.meta.dir, "../../test/cases/sprig/functions.jsonl");

const functions = functionMap(
  [
    defaultFunctions,
    dictFunctions,
    listFunctions,
    mathFunctions,
    numberFunctions,
    pathFunctions,
    reflectionFunctions,
    regexFunctions,
    semverFunctions,
    stringFunctions,
    urlFunctions,
  ].flatMap((chapter) => [...chapter.values()]),
);

/** Recorded by test/recorded/sprig. */
interface Case {
  readonly template: string;
  readonly want?: string;
  /** Where the text is not UTF-8. */
  readonly wantB64?: string;
  readonly error?: string;
}

function render(template: string): string {
  const set = new TemplateSet({ functions });
  set.parse("t", template);
  // Halves of characters that meet again are one, as in Go.
  return fromBytes(toBytes(set.execute("t", new Map())));
}

function check({ template, want, wantB64, error }: Case): void {
  if (error !== undefined) {
    expect(() => render(template)).toThrow(Error);
    expect(messageOf(template)).toBe(error);
  } else {
    expect(render(template)).toBe(want ?? fromBytes(Uint8Array.fromBase64(wantB64 ?? "")));
  }
}

/** The recorder's JSON has U+FFFD where bytes are not UTF-8. */
function messageOf(template: string): string {
  try {
    render(template);
    return "";
  } catch (error) {
    return (error instanceof Error ? error.message : "").replace(/[\udc80-\udcff]/g, "\ufffd");
  }
}

describe("what Sprig answers", () => {
  for (const line of readFileSync(CASES, "utf8").trimEnd().split("\n")) {
    const recorded = JSON.parse(line) as Case;
    test(recorded.template, () => check(recorded));
  }
});

describe("limits", () => {
  const refused: [template: string, complaint: string][] = [
    ["{{ until 1000000000 }}", "sequence of 1000000000 numbers is too long (max 4194304)"],
    ["{{ seq 1 9999999 }}", "sequence of 9999999 numbers is too long (max 4194304)"],
    ['{{ repeat 1000000000 "ab" }}', "text of 2000000000 characters is too long (max 268435456)"],
    ['{{ indent 1000000000 "a" }}', "text of 1000000000 characters is too long (max 268435456)"],
  ];
  for (const [template, complaint] of refused) {
    test(template, () => expect(messageOf(template)).toEndWith(complaint));
  }
});

describe("traced runs", () => {
  /** The paths read for the first character of the output. */
  function readsOf(template: string): string[] {
    const set = new TemplateSet({ functions, trace: sprigTraces });
    set.parse("t", template);
    const data = new Map<string, Value>([
      ["a", new Map([["b", "x"]])],
      ["c", new Map<string, Value>(Object.entries({ b: "y", d: new Map([["e", "z"]]) }))],
      ["nothing", new Map()],
      ["same", "x"],
      ["list", ["2", "1"]],
    ]);
    return (set.executeTraced("t", data).lookup(0)?.reads ?? []).map(readId);
  }
  const traced: [template: string, path: string][] = [
    ['{{ get .a "b" }}', ".a.b"],
    ['{{ dig "a" "b" "default" . }}', ".a.b"],
    ["{{ list .a.b | first }}", ".a.b"],
    ["{{ list 1 .a.b | last | quote | nindent 2 | trim | upper }}", ".a.b"],
    ['{{ ternary (default "x" .a.b) "y" true | cat .a.b }}', ".a.b"],
    ['{{ get (merge (dict "c" 1) .a) "b" }}', ".a.b"],
    // Who is merged into keeps what it has, or gives way.
    ["{{ (merge .a .c).b }}", ".a.b"],
    ["{{ (mergeOverwrite .a .c).b }}", ".c.b"],
    ["{{ (merge (dict) .a .c).b }}", ".a.b"],
    ["{{ (mergeOverwrite (dict) .a .c).b }}", ".c.b"],
    ["{{ (merge .nothing .c).d.e }}", ".c.d.e"],
    ['{{ (mergeOverwrite (dict "d" (dict "e" "old")) .c).d.e }}', ".c.d.e"],
    ['{{ $d := dict "d" (dict "e" .a.b) }}{{ $_ := merge $d .c }}{{ $d.d.e }}', ".a.b"],
    ["{{ $_ := mergeOverwrite .a .c }}{{ .a.d.e }}", ".c.d.e"],
    ['{{ pluck "b" .c .a | first }}', ".c.b"],
    ['{{ pluck "b" .nothing .a | first }}', ".a.b"],
    ["{{ values .c | first }}", ".c.b"],
    // Texts that are the same: the condition says which.
    ["{{ ternary .a.b .same true }}", ".a.b"],
    ["{{ ternary .same .a.b true }}", ".same"],
    ["{{ coalesce .same .a.b }}", ".same"],
    ["{{ index (chunk 1 .list) 1 0 }}", ".list"],
    ['{{ sortAlpha .list | join "," | trunc -1 }}', ".list[0]"],
    ["{{ keys .c | first }}", "key .c.b"],
    ["{{ keys .c | sortAlpha | last }}", "key .c.d"],
    ['{{ $d := dict "z" .a.b }}{{ range keys (merge $d .c) | sortAlpha }}{{ . }}{{ end }}', "key .c.b"],
    ["{{ range $k, $v := .c.d }}{{ $k }}{{ end }}", "key .c.d.e"],
  ];
  for (const [template, path] of traced) test(template, () => expect(readsOf(template)).toEqual([path]));
});
