import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { join, Pieces } from "./pieces.ts";

test("texts come back as they were", () => {
  fc.assert(
    fc.property(fc.array(fc.json({ maxDepth: 9 }), { minLength: 1, maxLength: 5 }), (texts) => {
      const pieces = new Pieces();
      const runs = texts.map((text) => pieces.add(text));
      const lines = pieces.lines().join("\n").split("\n");
      expect(runs.map((one) => join(one, lines))).toEqual(texts);
    }),
  );
});

test("what repeats is kept once", () => {
  const pieces = new Pieces();
  expect(pieces.add('{"a":{"b":1},"c":2}')).toBe("0-3");
  expect(pieces.add('{"x":0,"a":{"b":1},"c":2}')).toBe("0 4 1-2");
  expect(pieces.lines()).toEqual(["{", '"a":{', '"b":1},', '"c":2}', '"x":0,']);
});
