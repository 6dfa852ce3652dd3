import { describe, expect, test } from "bun:test";
import { GoError, type GoMap, type Value } from "../../go/value.ts";
import * as yaml from "../../yaml/index.ts";
import { Chart } from "../chart/chart.ts";
import { chartTypes } from "../chart/metadata.ts";
import { decode } from "../../yaml/typed/index.ts";
import type { Dialect } from "../dialect.ts";
import { coalesceValues } from "./coalesce.ts";

function chart(name: string, values: string, ...subcharts: Chart[]): Chart {
  const metadata = decode(new Map([["name", name]]), chartTypes("helm4").metadata);
  const made = new Chart({ metadata, values: map(values) });
  made.setDependencies(subcharts);
  return made;
}

function map(text: string): GoMap {
  const value = yaml.unmarshal(text);
  return value instanceof Map ? value : new Map();
}

interface Case {
  readonly name: string;
  readonly chart: string;
  readonly sub?: string;
  readonly user: string;
  readonly helm4: string;
  readonly helm3?: string;
  readonly warnings?: readonly string[];
}

const CASES: readonly Case[] = [
  { name: "the user wins", chart: "{a: 1, b: 2}", user: "{a: 3}", helm4: "{a: 3, b: 2}" },
  {
    name: "maps merge, lists do not",
    chart: "{m: {x: 1}, l: [1, 2]}",
    user: "{m: {y: 2}, l: [3]}",
    helm4: "{m: {y: 2, x: 1}, l: [3]}",
  },
  {
    name: "null deletes a default",
    chart: "{a: 1, m: {x: 1, y: 2}}",
    user: "{a: null, m: {x: null}}",
    helm4: "{m: {y: 2}}",
  },
  {
    name: "a default of null",
    chart: "{a: null, m: {x: null}}",
    user: "{}",
    helm4: "{m: {}}",
    helm3: "{a: null, m: {x: null}}",
  },
  {
    name: "a table over a value, and a value over a table",
    chart: "{a: {x: 1}, b: 1}",
    user: "{a: 1, b: {y: 1}}",
    helm4: "{a: 1, b: {y: 1}}",
    warnings: ["warning: skipped value for t.b: Not a table."],
  },
  {
    name: "globals go down",
    chart: "{global: {g: 1}}",
    sub: "{k: v}",
    user: "{global: {h: 2}}",
    helm4: "{global: {h: 2, g: 1}, sub: {global: {h: 2, g: 1}, k: v}}",
  },
  {
    name: "a subchart's default is deleted by the user",
    chart: "{}",
    sub: "{k: v, l: w}",
    user: "{sub: {k: null}}",
    helm4: "{sub: {global: {}, l: w}}",
  },
];

describe("coalescing", () => {
  for (const { name, chart: own, sub, user, helm4, helm3, warnings } of CASES) {
    for (const dialect of ["helm4", "helm3"] as const) {
      test(`${name} (${dialect})`, () => {
        const root = chart("t", own, ...(sub === undefined ? [] : [chart("sub", sub)]));
        const seen: string[] = [];
        const result = run(root, user, { dialect, seen });
        expect(canonical(result)).toEqual(canonical(map(dialect === "helm3" ? (helm3 ?? helm4) : helm4)));
        expect(seen).toEqual([...(warnings ?? [])]);
      });
    }
  }

  test("a subchart's values must be a table", () => {
    const root = chart("t", "{}", chart("sub", "{}"));
    expect(() => run(root, "{sub: 5}", { dialect: "helm4", seen: [] })).toThrow(
      new GoError("type mismatch on sub: %!t(float64=5)"),
    );
  });

  test("neither the chart's values nor the user's are changed", () => {
    const root = chart("t", "{m: {x: 1}}");
    const user = map("{m: {x: null}}");
    coalesceValues(root, user, { dialect: "helm4" });
    expect(canonical(root.values)).toEqual(canonical(map("{m: {x: 1}}")));
    expect(canonical(user)).toEqual(canonical(map("{m: {x: null}}")));
  });
});

function run(root: Chart, user: string, { dialect, seen }: { dialect: Dialect; seen: string[] }): GoMap {
  return coalesceValues(root, map(user), { dialect, warn: (line) => void seen.push(line) });
}

function canonical(value: Value): unknown {
  if (value instanceof Map) return [...value].map(([key, inner]) => [key, canonical(inner)]).sort();
  return Array.isArray(value) ? value.map(canonical) : value;
}
