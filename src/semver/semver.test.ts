import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { GoError } from "../go/index.ts";
import { parseConstraints, parseStrict, parseVersion } from "./index.ts";

const CASES = join(import.meta.dir, "../../test/cases/sprig/versions.jsonl");

/** Recorded by test/recorded/sprig. */
interface Case {
  readonly constraint: string;
  readonly version: string;
  /** Both, printed. */
  readonly text?: string;
  /** What is wrong with the version, read strictly. */
  readonly strict?: string;
  readonly match: boolean;
  readonly reasons?: readonly string[];
  readonly error?: string;
}

function complaint(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}

function check(recorded: Case): void {
  expect(complaint(() => parseStrict(recorded.version))).toBe(recorded.strict);
  const read = () => [parseConstraints(recorded.constraint), parseVersion(recorded.version)] as const;
  expect(complaint(read)).toBe(recorded.error);
  if (recorded.error !== undefined) return;
  const [constraints, version] = read();
  expect(`${constraints} ${version}`).toBe(recorded.text ?? "");
  expect(constraints.validate(version)).toEqual([...(recorded.reasons ?? [])]);
  expect(constraints.check(version)).toBe(recorded.match);
}

describe("what Masterminds/semver answers", () => {
  for (const line of readFileSync(CASES, "utf8").trimEnd().split("\n")) {
    const recorded = JSON.parse(line) as Case;
    test(`${recorded.constraint} with ${recorded.version}`, () => check(recorded));
  }
});

const number = fc.nat(30).map(String);
const label = fc.constantFrom("alpha", "beta", "rc", "0", "1", "10", "x-y");
const tail = fc.option(fc.array(label, { minLength: 1, maxLength: 3 }), { nil: undefined });
const versions = fc
  .tuple(number, number, number, tail)
  .map(([a, b, c, labels]) => `${a}.${b}.${c}${labels === undefined ? "" : `-${labels.join(".")}`}`);

/** Versions that differ, if at all, behind their numbers. */
const near = fc.oneof(
  versions,
  fc
    .array(fc.constantFrom("a", "b", "1", "10"), { maxLength: 3 })
    .map((labels) => ["1.0.0", labels.join(".")].filter((part) => part !== "").join("-")),
);

describe("properties", () => {
  test("a version in full reads back as itself", () => {
    fc.assert(fc.property(versions, (text) => expect(parseVersion(text).toString()).toBe(text)));
  });

  test("the order is total", () => {
    fc.assert(
      fc.property(near, near, near, (...texts) => {
        const [a, b, c] = texts.map(parseVersion).sort((x, y) => x.compare(y));
        if (a === undefined || b === undefined || c === undefined) throw new Error("three versions were given");
        expect([a.compare(b) <= 0, b.compare(c) <= 0, a.compare(c) <= 0]).toEqual([true, true, true]);
        expect(a.compare(b) + b.compare(a)).toBe(0);
      }),
    );
  });

  test("numbers in pre-releases count as numbers", () => {
    const order = (a: string, b: string): number => parseVersion(`1.0.0-${a}`).compare(parseVersion(`1.0.0-${b}`));
    expect([order("rc.2", "rc.10"), order("2", "a"), order("rc", "rc.0")]).toEqual([-1, -1, -1]);
  });

  test("an increment is larger, and a release", () => {
    fc.assert(
      fc.property(versions, (text) => {
        const version = parseVersion(text);
        for (const next of [version.incrementPatch(), version.incrementMinor(), version.incrementMajor()]) {
          expect(next.greaterThan(version)).toBe(true);
          expect(next.prerelease).toBe("");
        }
      }),
    );
  });

  test("whatever the text, it is read or refused with an error of its own", () => {
    const pieces = fc.constantFrom(
      ..."0 1 01 99999999999999999999 . - + v x X * ~ ^ > >= < <= = != =~ || , & a é \n -rc.1 +b".split(" "),
      " ",
    );
    const anything = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((list) => list.join("")),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(anything, versions, (text, version) => {
        complaint(() => parseVersion(text));
        complaint(() => parseStrict(text));
        complaint(() => parseConstraints(text).check(parseVersion(version)));
      }),
      { numRuns: 1000 },
    );
  });

  test("check and validate agree", () => {
    const operators = fc.constantFrom("", "=", "!=", ">", "<", ">=", "<=", "~", "^");
    fc.assert(
      fc.property(operators, versions, versions, (operator, bound, version) => {
        const constraints = parseConstraints(operator + bound);
        const isMatch = constraints.check(parseVersion(version));
        expect(constraints.validate(parseVersion(version)).length === 0).toBe(isMatch);
      }),
    );
  });
});

test("a long constraint of many gaps is refused at once", () => {
  expect(complaint(() => parseConstraints(`${"1   ".repeat(120)}!`))).toStartWith("improper constraint");
});
