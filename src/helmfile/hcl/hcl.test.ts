/** HCL values come out as Helmfile 1.8.0 answered: values, and errors with their places. */
import { describe, expect, test } from "bun:test";
import { caseFiles, readCases, type RecordedHcl, sourcesOf } from "../../../test/recorded/helmfile-hcl/cases.ts";
import { GoError } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import { evaluateHcl } from "./index.ts";

function play(recorded: RecordedHcl): Pick<RecordedHcl, "value" | "error"> {
  try {
    const values = JSON.parse(marshal(evaluateHcl(sourcesOf(recorded)))) as Record<string, unknown>;
    const value = recorded.expression === undefined ? values : values["x"];
    // As the answers were written: that loses the sign of zero.
    return { value: JSON.parse(JSON.stringify(value)) as unknown };
  } catch (error) {
    if (error instanceof GoError) return { error: error.message };
    throw error;
  }
}

for (const name of caseFiles())
  describe(name, () => {
    for (const [i, recorded] of readCases(name).entries()) {
      const { value, error, expression = JSON.stringify(recorded.files) } = recorded;
      test(`${i + 1}: ${expression.slice(0, 100)}`, () => {
        expect(play(recorded)).toEqual(error === undefined ? { value } : { error });
      });
    }
  });
