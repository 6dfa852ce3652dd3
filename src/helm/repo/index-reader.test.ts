import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import { readCanonicalIndex } from "./canonical-index.ts";
import { formatIndex } from "./index-writer.ts";
import { get } from "./index-file.ts";
import { readCompleteIndex, readIndex } from "./index-reader.ts";
import type { SkippedEntry } from "./accept-version.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const options = (skipped: SkippedEntry[] = []) =>
  ({ dialect: "helm4", source: "here", onSkipped: (entry: SkippedEntry) => void skipped.push(entry) }) as const;

const CANONICAL = `apiVersion: v1
entries:
  web:
  - annotations:
      category: x
      changes: |
        - one
        - two: three
    apiVersion: v2
    appVersion: "2.0"
    created: "2024-03-05T11:22:33.123456789Z"
    dependencies:
    - name: common
      repository: https://charts.example.com
      tags:
      - a
      version: 2.x.x
    description: A text that is long enough to be folded by whoever wrote
      it down
    digest: 1234567890123456789012345678901234567890123456789012345678901234
    keywords:
    - one
    - "yes"
    maintainers:
    - email: a@example.com
      name: Ann
    name: web
    urls:
    - web-1.2.3.tgz
    version: 1.2.3
  - apiVersion: v2
    name: web
    urls:
    - web-1.10.0.tgz
    version: 1.10.0
generated: "2024-03-05T11:22:33.123Z"
`;

/** What both readers must agree on. */
function summary(index: ReturnType<typeof readIndex>): unknown {
  return [...index.entries].map(([name, versions]) => [
    name,
    versions.map(({ version, appVersion, description, keywords, urls, digest }) => ({
      ...{ version, appVersion, description, keywords, urls, digest },
    })),
  ]);
}

test("the fast reader takes Helm's own form and agrees with the full one", () => {
  expect(readCanonicalIndex(CANONICAL, options())).toBeDefined();
  expect(summary(readIndex(bytes(CANONICAL), options()))).toEqual(
    summary(readCompleteIndex(bytes(CANONICAL), options())),
  );
});

test("versions are sorted, newest first", () => {
  const index = readIndex(bytes(CANONICAL), options());
  expect(index.entries.get("web")?.map(({ version }) => version)).toEqual(["1.10.0", "1.2.3"]);
});

test("whatever is changed in a line, the readers agree or refuse alike", () => {
  const lines = CANONICAL.split("\n");
  const outcome = (read: typeof readIndex, text: string): unknown => {
    const skipped: SkippedEntry[] = [];
    try {
      return [summary(read(bytes(text), options(skipped))), skipped];
    } catch (error) {
      return (error as Error).message;
    }
  };
  const change = fc.tuple(
    fc.nat(lines.length - 1),
    fc.nat(40),
    fc.constantFrom(
      " ",
      "-",
      ":",
      "#",
      '"',
      "'",
      "x",
      "1",
      "\n",
      "  ",
      "&a",
      "*a",
      "|",
      "[",
      "{",
      "~",
      "yes",
      "é",
      ".",
      "null",
    ),
  );
  fc.assert(
    fc.property(change, ([line, at, text]) => {
      const changed = lines
        .with(line, `${(lines[line] ?? "").slice(0, at)}${text}${(lines[line] ?? "").slice(at)}`)
        .join("\n");
      expect(outcome(readIndex, changed)).toEqual(outcome(readCompleteIndex, changed));
    }),
    { numRuns: 300 },
  );
});

describe("what is refused", () => {
  const check = (text: string, message: string): void => {
    test(message, () => expect(() => readIndex(bytes(text), options())).toThrow(message));
  };
  check("", "empty index.yaml file");
  check("entries: {}\n", "no API version specified");
  check("apiVersion: v1\nwhat: x\n", 'json: unknown field "what"');
  check("apiVersion: v1\nentries:\n  a:\n  - name: a\n    nope: 1\n", 'json: unknown field "nope"');
});

test("entries that are no charts are left out with a reason", () => {
  const skipped: SkippedEntry[] = [];
  const text =
    "apiVersion: v1\nentries:\n  a:\n  - name: a\n    version: x\n  - null\n  - name: a\n    version: 1.0.0\n";
  expect(readIndex(bytes(text), options(skipped)).entries.get("a")).toHaveLength(1);
  expect(skipped).toEqual([
    { name: "a", source: "here" },
    { name: "a", source: "here", version: "x", reason: 'validation: chart.metadata.version "x" is invalid' },
  ]);
});

test("numbers are texts where Go's own fields want them, as they are written", () => {
  const entry = "apiVersion: v2\n    name: a\n    version: 0.1.0\n    digest: 12345678\n    checksum: .inf";
  const text = `apiVersion: v1\nannotations: {a: 12345678}\nentries:\n  a:\n  - ${entry}\n    urls: [x]\n`;
  const { annotations, entries } = readCompleteIndex(bytes(text), options());
  expect([annotations.get("a"), entries.get("a")?.[0]?.digest, entries.get("a")?.[0]?.checksum]).toEqual([
    "12345678",
    "12345678",
    "+Inf",
  ]);
  expect(readIndex(bytes(text), options()).entries.get("a")?.[0]?.digest).toBe("12345678");
});

test("JSON is an index too, and comes out as it went in", () => {
  const json = formatIndex(readCompleteIndex(bytes(CANONICAL), options()), { format: "json" });
  expect(formatIndex(readCompleteIndex(bytes(json), options()), { format: "json" })).toBe(json);
});

describe("finding a version", () => {
  const index = readIndex(bytes(CANONICAL), options());
  const check = (version: string, expected: string): void => {
    test(`"${version}"`, () => expect(get(index, { name: "web", version }).version).toBe(expected));
  };
  check("", "1.10.0");
  check("1.2.3", "1.2.3");
  check("~1.2", "1.2.3");
  test("none", () =>
    expect(() => get(index, { name: "web", version: "9" })).toThrow("no chart version found for web-9"));
  test("no chart", () => expect(() => get(index, { name: "x", version: "" })).toThrow("no chart name found"));
});
