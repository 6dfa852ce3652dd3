/** Expressions answer as the API server's own libraries answered: types, values, failures, costs, and errors with their places. */
import { describe, expect, test } from "bun:test";
import { questionOf, readCases } from "../../test/recorded/cel/cases.ts";
import { play } from "../../test/recorded/cel/play.ts";
import { compileExpression, CostExceeded, fromJson, NO_OBJECTS, types } from "./index.ts";

/** What is known to cost otherwise: a loop's error is carried on by cel-go as a value, and each step that meets it is charged. */
const OTHER_COSTS: ReadonlySet<string> = new Set([
  "optional.of(1).optFlatMap(x, optional.none())",
  "self.spec.foo.bar.baz == 1 || true",
  "self.spec.foo.bar.baz == 1 && false",
  "self.spec.ports.exists(p, p.missing == 1 || p.port == 443)",
  "self.spec.ports.all(p, p.missing == 1 && p.port == 443)",
]);

/** Go's slices share their ends: there the path of a key becomes that of its value, depending on how deep it is. */
const OTHER_ESTIMATES: ReadonlySet<string> = new Set(["self.spec.labels.transformList(k, v, k + v)"]);

describe("as the API server's libraries answered", () => {
  for (const [i, recorded] of readCases().entries()) {
    const { error, type, value, failure, cost = 0, min = 0, max } = recorded.answer;
    test(`${i + 1}: ${recorded.expression.slice(0, 100)}`, () => {
      const given = play(questionOf(recorded));
      if (error !== undefined) return expect(given.error).toBe(error);
      expect({ type: given.type, value: given.value, failure: given.failure }).toEqual({ type, value, failure });
      if (!OTHER_ESTIMATES.has(recorded.expression)) expect({ min: given.min, max: given.max }).toEqual({ min, max });
      if (value !== undefined && !OTHER_COSTS.has(recorded.expression)) expect(given.cost).toBe(cost);
    });
  }
});

describe("time is bounded", () => {
  const environment = { variables: new Map([["self", types.DYN]]), fieldsOf: NO_OBJECTS };

  test("an evaluation ends where it costs too much", () => {
    const loops = "[0,1,2,3,4,5,6,7,8,9].all(V, ";
    const expression = `${[..."abcdefgh"].map((name) => loops.replace("V", name)).join("")}true${")".repeat(8)}`;
    const compiled = compileExpression(expression, environment);
    expect(() => compiled.evaluate(() => undefined)).toThrow(CostExceeded);
  });

  test("a bomb of text is refused by what it costs to make", () => {
    const compiled = compileExpression(
      `${"[self, self].map(a, a + a).join()".replaceAll("self", "self")}.size()`,
      environment,
    );
    expect(() => compiled.evaluate(() => fromJson("x".repeat(8_000_000)))).toThrow(CostExceeded);
  });
});
