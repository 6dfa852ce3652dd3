import { expect, test } from "bun:test";
import type { GoMap } from "../../go/index.ts";
import { KnownMaps } from "./known-maps.ts";

test("each reading is a map of its own, to the innermost list", () => {
  let readings = 0;
  const known = new KnownMaps((): GoMap => new Map([["list", [new Map([["count", ++readings]])]]]));
  const first = known.of("a");
  const second = known.of("a");
  expect(readings).toBe(1);
  expect(second).toEqual(first);
  (second.get("list") as GoMap[])[0]?.set("count", 5);
  first.set("more", 1);
  expect(known.of("a")).toEqual(new Map([["list", [new Map([["count", 1]])]]]));
});

test("what cannot be read is read again", () => {
  const known = new KnownMaps(() => {
    throw new Error("no");
  });
  for (let i = 0; i < 2; i++) expect(() => known.of("a")).toThrow("no");
});
