import { describe } from "bun:test";
import { chart, METADATA, TEMPLATE } from "./charts.ts";
import { refuses } from "./check.ts";

const readAs = (file: string) => `cannot load ${file}: cannot unmarshal yaml document: error converting YAML to JSON: `;
const VALUES = `${readAs("values.yaml")}yaml: `;
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
      dialects: ["helm4"],
    });
    refuses(`${kind} in given values`, {
      files: chart({ more: { "v.yaml": text } }),
      args: [...TEMPLATE, "-f", "v.yaml"],
      error: `failed to parse v.yaml: cannot unmarshal yaml document: error converting YAML to JSON: yaml: ${error}`,
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
  });
});

describe("size and depth", () => {
  const open = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
  const block = (depth: number): string => Array.from({ length: depth }, (_, i) => `${" ".repeat(i)}a:\n`).join("");
  refuses("10 MB that end too early", {
    files: chart({ values: `l:\n${"- aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(330_000)}b: [\n` }),
    args: TEMPLATE,
    error: `${VALUES}line 330002: did not find expected node content`,
    peakMbMax: 600,
  });
  refuses("lists in one line", {
    files: chart({ values: `a: ${open(10_000)}\n` }),
    args: TEMPLATE,
    error:
      "cannot load values.yaml: cannot unmarshal yaml document: " +
      "error unmarshaling JSON: while decoding JSON: invalid character '[' exceeded max depth",
  });
  refuses("lists that are never closed", {
    files: chart({ values: `a: ${"[".repeat(1_000_000)}\n` }),
    args: TEMPLATE,
    error: `${VALUES}exceeded max depth of 10000`,
  });
  refuses("lists in lists", {
    files: chart({ values: `a:\n  ${"- ".repeat(10_001)}x\n` }),
    args: TEMPLATE,
    error: `${VALUES}line 2: exceeded max depth of 10000`,
  });
  refuses("maps in maps", {
    files: chart({ template: block(10_001) }),
    args: TEMPLATE,
    error: `${MANIFEST}line 10001: exceeded max depth of 10000`,
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
    refuses(name, { files: values(content), args: TEMPLATE, error: VALUES + error });
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
  });
});
