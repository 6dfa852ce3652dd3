import { describe, expect, test } from "bun:test";
import { sortSlice } from "./index.ts";

/** The places of a list's elements in the order that they are sorted into. */
function sortedPlaces(length: number, modulus: number): number[] {
  const value = (i: number): number => (i * i * 7 + i * 13) % modulus;
  const places = Array.from({ length }, (_, i) => i);
  sortSlice(places, (a, b) => value(a) < value(b));
  return places;
}

function digest(places: readonly number[]): number {
  return places.reduce((sum, place) => (Math.imul(sum, 31) + place) | 0, 7);
}

/** What Go 1.26 makes of these lists. */
describe("sort.Slice", () => {
  test("of twenty", () => {
    expect(sortedPlaces(20, 5)).toEqual([10, 1, 16, 15, 0, 5, 6, 11, 8, 13, 3, 18, 9, 12, 7, 4, 14, 2, 17, 19]);
  });

  const check = (length: number, modulus: number, expected: number): void => {
    test(`of ${length}, of which every ${modulus}th is equal`, () => {
      expect(digest(sortedPlaces(length, modulus))).toBe(expected);
    });
  };
  check(60, 4, -273087707);
  check(120, 7, 462108843);
  check(200, 1000, -656155461);
  check(300, 3, -473286787);
});
