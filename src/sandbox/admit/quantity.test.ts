import { expect, test } from "bun:test";
import { canonicalQuantity } from "./quantity.ts";

/** Written, and as Kubernetes 1.36.3 gave it back (test/cluster/sandbox.suite.ts asks it). */
const CASES: readonly (readonly [string, string])[] = [
  ["0.5", "500m"],
  ["1000m", "1"],
  ["1e3", "1e3"],
  ["1.5", "1500m"],
  ["2k", "2k"],
  ["100u", "1m"],
  ["1E", "1E"],
  [".5", "500m"],
  ["0", "0"],
  ["1024Mi", "1Gi"],
  ["1.5Gi", "1536Mi"],
  ["1e9", "1e9"],
  ["2000Ki", "2000Ki"],
  ["1000000", "1M"],
  ["0.5Gi", "512Mi"],
  ["129e6", "129e6"],
  ["1.25Ki", "1280"],
  ["12e5", "1200e3"],
  ["-1.5", "-1500m"],
];

for (const [written, canonical] of CASES) {
  test(`${written} is ${canonical}`, () => {
    expect(canonicalQuantity(written)).toBe(canonical);
    expect(canonicalQuantity(canonical)).toBe(canonical);
  });
}

for (const wrong of ["", "x", "1 Gi", "1ki", "--1", "1.2.3", "1e", "1".repeat(100)]) {
  test(`${JSON.stringify(wrong.slice(0, 9))} is none`, () => expect(canonicalQuantity(wrong)).toBeUndefined());
}
