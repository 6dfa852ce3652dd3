import { describe } from "bun:test";
import { chart, TEMPLATE } from "./charts.ts";
import { refuses } from "./check.ts";

const open = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const path = `a${".a".repeat(10_000)}`;
const tooDeep = "value name nested level is greater than maximum supported nested level of 30";

const CASES: readonly [flag: string, value: string, error: string | RegExp][] = [
  ["--set", `${path}=1`, `failed parsing --set data: ${tooDeep}`],
  ["--set-string", `${path}=1`, `failed parsing --set-string data: ${tooDeep}`],
  ["--set-literal", `${path}=1`, `failed parsing --set-literal data: ${tooDeep}`],
  ["--set", `a=${"{".repeat(10_000)}`, "failed parsing --set data: list must terminate with '}'"],
  [
    "--set",
    "a[999999999]=1",
    "failed parsing --set data: index of 999999999 is greater than maximum supported index of 65536",
  ],
  ["--set", "a[65537]=1", "failed parsing --set data: index of 65537 is greater than maximum supported index of 65536"],
  ["--set", "a[-1]=1", "failed parsing --set data: negative -1 index not allowed"],
  ["--set", "a[99999999999999999999]=1", /^failed parsing --set data: error parsing index: strconv/],
  ["--set-json", `a=${open(10_001)}`, /^failed parsing --set-json data a=\[/],
  ["--set-json", `a=${"[".repeat(60_000)}`, /^failed parsing --set-json data a=\[/],
  ["--set-file", "a=nope", "failed parsing --set-file data: open nope: no such file or directory"],
  ["--set-file", "a=.", "failed parsing --set-file data: read .: is a directory"],
];

describe("values on the command line", () => {
  for (const [flag, value, error] of CASES) {
    const shown = value.length > 40 ? `${value.slice(0, 40)}...` : value;
    refuses(`${flag} ${shown}`, { files: chart(), args: [...TEMPLATE, flag, value], error });
  }
});
