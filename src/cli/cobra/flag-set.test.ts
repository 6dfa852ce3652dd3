import { describe, expect, test } from "bun:test";
import type { FlagDefinition } from "./flag.ts";
import { FlagSet } from "./flag-set.ts";
import type { FlagValue } from "./flag-types.ts";

const FLAGS: readonly FlagDefinition[] = [
  { name: "name", shorthand: "n", usage: "a text" },
  { name: "debug", shorthand: "d", type: "bool", usage: "a truth" },
  { name: "count", type: "int", usage: "a number", default: "3" },
  { name: "max", type: "uint", usage: "a count" },
  { name: "qps", type: "float32", usage: "a fraction" },
  { name: "wait", type: "duration", usage: "a time", default: "5m0s" },
  { name: "set", type: "stringArray", usage: "texts as they are" },
  { name: "values", shorthand: "f", type: "stringSlice", usage: "records of texts" },
  { name: "labels", type: "stringToString", usage: "pairs" },
  { name: "dry-run", usage: "may stand alone", alone: "client", default: "none" },
  { name: "old", type: "bool", usage: "gone", deprecated: "use --new instead" },
];

interface Parsed {
  readonly values?: Readonly<Record<string, FlagValue>>;
  readonly args?: readonly string[];
  readonly notes?: string;
  readonly ignoreUnknown?: boolean;
}

function check(words: string, expected: Parsed): void {
  const flags = new FlagSet(FLAGS);
  flags.parse(words === "" ? [] : words.split(" "), { ignoreUnknown: expected.ignoreUnknown === true });
  for (const [name, value] of Object.entries(expected.values ?? {})) expect(flags.get(name)?.value).toEqual(value);
  expect(flags.args).toEqual([...(expected.args ?? [])]);
  expect(flags.notes).toBe(expected.notes ?? "");
}

describe("words become values", () => {
  test("defaults", () => check("", { values: { count: 3, wait: 300_000_000_000n, set: [], "dry-run": "none" } }));
  test("after a blank or an equals sign", () =>
    check("--name a --count=0x10 -nb", { values: { name: "b", count: 16 } }));
  test("a group of letters", () => check("-dn=x", { values: { debug: true, name: "x" } }));
  test("truths only after an equals sign", () => check("--debug false", { values: { debug: true }, args: ["false"] }));
  test("a value that may be left out", () => check("--dry-run x", { values: { "dry-run": "client" }, args: ["x"] }));
  test("arrays keep commas, slices split them", () =>
    check("--set a,b --set c --values a,b -f c", { values: { set: ["a,b", "c"], values: ["a", "b", "c"] } }));
  test("pairs", () => {
    const labels = new Map([
      ["a", "1"],
      ["b", "2,3"],
    ]);
    check("--labels a=1 --labels b=2,3", { values: { labels } });
  });
  test("nothing is a flag behind two dashes", () => check("a -- --name b", { args: ["a", "--name", "b"] }));
  test("a dash alone is an argument", () => check("- -d", { values: { debug: true }, args: ["-"] }));
  test("a deprecated flag says so", () =>
    check("--old", { values: { old: true }, notes: "Flag --old has been deprecated, use --new instead\n" }));
  test("unknown flags take the next word with them", () =>
    check("--nope x -d --other=1 y", { values: { debug: true }, args: ["y"], ignoreUnknown: true }));
});

function refuses(words: readonly string[], message: string): void {
  expect(() => new FlagSet(FLAGS).parse(words)).toThrow(message);
}

describe("refusals read as pflag's", () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["--nope"], "unknown flag: --nope"],
    [["-dx"], "unknown shorthand flag: 'x' in -x"],
    [["--name"], "flag needs an argument: --name"],
    [["-dn"], "flag needs an argument: 'n' in -n"],
    [["---"], "bad flag syntax: ---"],
    [["--=x"], "bad flag syntax: --=x"],
    [
      ["--debug=maybe"],
      'invalid argument "maybe" for "-d, --debug" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    [
      ["--count", "many"],
      'invalid argument "many" for "--count" flag: strconv.ParseInt: parsing "many": invalid syntax',
    ],
    [["--max=-1"], 'invalid argument "-1" for "--max" flag: strconv.ParseUint: parsing "-1": invalid syntax'],
    [["--wait", "5"], 'invalid argument "5" for "--wait" flag: time: missing unit in duration "5"'],
    [["--labels", "x"], 'invalid argument "x" for "--labels" flag: x must be formatted as key=value'],
    [
      ["-f", 'a"b'],
      'invalid argument "a\\"b" for "-f, --values" flag: parse error on line 1, column 2: bare " in non-quoted-field',
    ],
  ];
  for (const [words, message] of cases) test(words.join(" "), () => refuses(words, message));
});
