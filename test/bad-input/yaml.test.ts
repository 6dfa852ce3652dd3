import { describe, expect, test } from "bun:test";
import { chart, METADATA, TEMPLATE } from "./charts.ts";
import { refuses } from "./check.ts";
import { againstPeer, type Dialect, DIALECTS, runHelm } from "./run-helm.ts";
import { type Files, Scratch } from "./scratch.ts";

const readAs = (file: string) => `cannot load ${file}: cannot unmarshal yaml document: error converting YAML to JSON: `;
const VALUES = `${readAs("values.yaml")}yaml: `;
/** Helm 3 knows no values of several documents. */
const HELM3_VALUES = "cannot load values.yaml: error converting YAML to JSON: yaml: ";
const MANIFEST = "YAML parse error on c/templates/a.yaml: error converting YAML to JSON: yaml: ";
const CHART = "cannot load Chart.yaml: error converting YAML to JSON: yaml: ";

/** Nine aliases of the level below on every level: 9^12 elements. */
function bomb(level: (below: string) => string): string {
  const lines = ["a0: &a0 [x]"];
  for (let i = 1; i <= 40; i++) lines.push(`a${i}: &a${i} ${level(`*a${i - 1}`)}`);
  return `${lines.join("\n")}\n`;
}

const BOMBS = {
  lists: bomb((below) => `[${Array.from({ length: 9 }, () => below).join(",")}]`),
  maps: bomb((below) => `{l: ${below}, r: ${below}}`),
};

describe("aliases", () => {
  const error = "document contains excessive aliasing";
  for (const [kind, text] of Object.entries(BOMBS)) {
    refuses(`${kind} in the chart's values`, {
      files: chart({ values: text }),
      args: TEMPLATE,
      error: VALUES + error,
      helm3: HELM3_VALUES + error,
    });
    refuses(`${kind} in given values`, {
      files: chart({ more: { "v.yaml": text } }),
      args: [...TEMPLATE, "-f", "v.yaml"],
      error: `failed to parse v.yaml: cannot unmarshal yaml document: error converting YAML to JSON: yaml: ${error}`,
      helm3: `failed to parse v.yaml: error converting YAML to JSON: yaml: ${error}`,
    });
    refuses(`${kind} in Chart.yaml`, {
      files: { ...chart(), "c/Chart.yaml": text + METADATA },
      args: TEMPLATE,
      error: CHART + error,
    });
    refuses(`${kind} in a manifest`, { files: chart({ template: text }), args: TEMPLATE, error: MANIFEST + error });
  }
  refuses("that contain themselves", {
    files: chart({ values: "a: &a [*a]\n" }),
    args: TEMPLATE,
    error: `${VALUES}anchor 'a' value contains itself`,
    helm3: `${HELM3_VALUES}anchor 'a' value contains itself`,
  });
});

describe("size and depth", () => {
  const open = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
  const block = (depth: number): string => Array.from({ length: depth }, (_, i) => `${" ".repeat(i)}a:\n`).join("");
  refuses("10 MB that end too early", {
    files: chart({ values: `l:\n${"- aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(330_000)}b: [\n` }),
    args: TEMPLATE,
    error: `${VALUES}line 330002: did not find expected node content`,
    helm3: 'chart file "values.yaml" is larger than the maximum file size 5242880',
    peakMbMax: 600,
  });
  const ten = `l:\n${"- aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(330_000)}`;
  refuses("10 MB of given values that end too early", {
    files: chart({ more: { "v.yaml": `${ten}b: [\n` } }),
    args: [...TEMPLATE, "-f", "v.yaml"],
    error:
      "failed to parse v.yaml: cannot unmarshal yaml document: error converting YAML to JSON: " +
      "yaml: line 330002: did not find expected node content",
    helm3:
      "failed to parse v.yaml: error converting YAML to JSON: yaml: line 330002: did not find expected node content",
    peakMbMax: 600,
  });
  test("10 MB of given values are read", async () => {
    using scratch = new Scratch(chart({ template: "n: {{ len .Values.l }}\n", more: { "v.yaml": ten } }));
    const { exitCode, stdout, peakMb } = await runHelm(scratch, [...TEMPLATE, "-f", "v.yaml"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "---\n# Source: c/templates/a.yaml\nn: 330000\n" });
    if (!againstPeer) expect(peakMb).toBeLessThan(600);
  });
  refuses("lists in one line", {
    files: chart({ values: `a: ${open(10_000)}\n` }),
    args: TEMPLATE,
    error:
      "cannot load values.yaml: cannot unmarshal yaml document: " +
      "error unmarshaling JSON: while decoding JSON: invalid character '[' exceeded max depth",
    helm3:
      "cannot load values.yaml: error unmarshaling JSON: while decoding JSON: invalid character '[' exceeded max depth",
  });
  refuses("lists that are never closed", {
    files: chart({ values: `a: ${"[".repeat(1_000_000)}\n` }),
    args: TEMPLATE,
    error: `${VALUES}exceeded max depth of 10000`,
    helm3: `${HELM3_VALUES}exceeded max depth of 10000`,
  });
  refuses("lists in lists", {
    files: chart({ values: `a:\n  ${"- ".repeat(10_001)}x\n` }),
    args: TEMPLATE,
    error: `${VALUES}line 2: exceeded max depth of 10000`,
    helm3: `${HELM3_VALUES}line 2: exceeded max depth of 10000`,
  });
  refuses("maps in maps", {
    files: chart({ template: block(10_001) }),
    args: TEMPLATE,
    error: `${MANIFEST}line 10001: exceeded max depth of 10000`,
    helm3: 'chart file "a.yaml" is larger than the maximum file size 5242880',
    peakMbMax: 600,
  });
});

describe("bytes", () => {
  const bytes = (...codes: number[]): Uint8Array => Uint8Array.from([97, 58, 32, ...codes, 10]);
  const values = (content: string | Uint8Array) => chart({ more: { "c/values.yaml": content } });
  const cases: readonly [name: string, content: string | Uint8Array, error: string][] = [
    ["that begin no character", bytes(0xff, 0xfe), "invalid leading UTF-8 octet"],
    ["that end none", bytes(0xc3, 0x28), "invalid trailing UTF-8 octet"],
    ["NUL", "a: b\0c\n", "control characters are not allowed"],
    ["a bell", "a: \x07\n", "control characters are not allowed"],
    ["half a UTF-16 character", Buffer.from("\ufeffa: b\n", "utf16le").subarray(0, 11), "incomplete UTF-16 character"],
    ["a tab for indentation", "a:\n\tb: c\n", "line 2: found character that cannot start any token"],
  ];
  for (const [name, content, error] of cases) {
    refuses(name, { files: values(content), args: TEMPLATE, error: VALUES + error, helm3: HELM3_VALUES + error });
  }
  refuses("outside UTF-8 in a manifest", {
    files: chart({ more: { "c/templates/a.yaml": bytes(0xff) } }),
    args: TEMPLATE,
    error: `${MANIFEST}invalid leading UTF-8 octet`,
  });
  refuses("from stdin that are no YAML", {
    files: chart(),
    args: [...TEMPLATE, "-f", "-"],
    stdin: "a: [",
    error:
      "failed to parse -: cannot unmarshal yaml document: error converting YAML to JSON: " +
      "yaml: line 1: did not find expected node content",
    helm3: "failed to parse -: error converting YAML to JSON: yaml: line 1: did not find expected node content",
  });
  refuses("outside UTF-8 in Chart.yaml", {
    files: { ...chart(), "c/Chart.yaml": Buffer.concat([Buffer.from(`${METADATA}description: "`), bytes(0xff)]) },
    args: TEMPLATE,
    error: `${CHART}invalid leading UTF-8 octet`,
  });
  refuses("outside UTF-8 in values.schema.json", {
    files: chart({ more: { "c/values.schema.json": bytes(0xff) } }),
    args: TEMPLATE,
    error:
      /^values don't meet the specifications of the schema\(s\) in the following chart\(s\):\nc:\ninvalid character/,
  });
  test("outside UTF-8 in what a template quotes become U+FFFD", async () => {
    const quoted = Buffer.concat([Buffer.from('a: {{ "'), Uint8Array.of(0xff), Buffer.from('" | quote }}\n')]);
    using scratch = new Scratch(chart({ more: { "c/templates/a.yaml": quoted } }));
    const { stdout } = await runHelm(scratch, TEMPLATE);
    expect(stdout).toBe('---\n# Source: c/templates/a.yaml\na: "\ufffd"\n');
  });
});

/** Helm takes the last one everywhere but where it reads strictly. */
describe("keys that stand twice", () => {
  const twice = `${METADATA}version: 0.2.0\n`;
  for (const dialect of DIALECTS) {
    const take = (name: string, files: Files, more: { args?: string[]; stdout: string }): void => {
      test(`${name} (${dialect})`, async () => {
        using scratch = new Scratch({ ...chart({ template: "a: {{ .Values.a }}\n" }), ...files });
        const { exitCode, stdout } = await runHelm(scratch, more.args ?? TEMPLATE, { dialect });
        expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: more.stdout });
      });
    };
    const rendered = (line: string): string => `---\n# Source: c/templates/a.yaml\n${line}\n`;
    take("in the chart's values", { "c/values.yaml": "a: 1\nb: 0\na: 2\n" }, { stdout: rendered("a: 2") });
    const given = { args: [...TEMPLATE, "-f", "v.yaml"], stdout: rendered("a: 3") };
    take("in given values", { "v.yaml": "a: 2\na: 3\n" }, given);
    take("in a manifest", { "c/templates/a.yaml": "a: 1\na: 2\n" }, { stdout: rendered("a: 1\na: 2") });
    take("in Chart.yaml", { "c/Chart.yaml": twice }, { args: ["show", "chart", "c"], stdout: shown("0.2.0") });
    const linting = { "c/Chart.yaml": twice, "c/templates/a.yaml": "" };
    take("in Chart.yaml, lint", linting, { args: ["lint", "c"], stdout: linted(dialect) });
  }

  function shown(version: string): string {
    return `apiVersion: v2\nname: c\nversion: ${version}\n\n`;
  }

  function linted(dialect: Dialect): string {
    const strict =
      "[WARNING] Chart.yaml: failed to strictly parse chart metadata file\n" +
      '\terror converting YAML to JSON: yaml: unmarshal errors:\n  line 4: key "version" already set in map\n';
    const rest = "[INFO] Chart.yaml: icon is recommended\n\n1 chart(s) linted, 0 chart(s) failed\n";
    return `==> Linting c\n${dialect === "helm4" ? strict : ""}${rest}`;
  }
});
