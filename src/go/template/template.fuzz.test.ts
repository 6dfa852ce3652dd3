import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { GoError } from "../value.ts";
import { TemplateSet } from "./index.ts";

const PIECES = [
  ..."{{ |}}|{{-|-}}|(|)|.|.a|$|$x|:=|=|,|||1|-1.5|0x|'a'|\"s\"|`r`|nil|true|if|else|end|range|with|define|block|template".split(
    "|",
  ),
  ..."break|continue|print|len|index|eq|and|/*|*/|\n| |é|\udc80|😀".split("|"),
];

const text = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { maxLength: 40 });

test("whatever the text, it renders or fails with a template's error", () => {
  fc.assert(
    fc.property(text, fc.boolean(), (pieces, spaced) => {
      const set = new TemplateSet();
      try {
        set.parse("t", pieces.join(spaced ? " " : ""));
        expect(typeof set.execute("t", new Map([["a", "x"]]))).toBe("string");
      } catch (error) {
        if (!(error instanceof GoError)) throw error;
        expect(error.message).toStartWith("template: ");
      }
    }),
    { numRuns: 2000 },
  );
});

test("a traced run gives the same text, covered by its segments", () => {
  fc.assert(
    fc.property(text, (pieces) => {
      const source = pieces.join(" ");
      const plain = new TemplateSet();
      const traced = new TemplateSet({ trace: {} });
      const data = new Map([["a", "x"]]);
      try {
        plain.parse("t", source);
      } catch {
        return;
      }
      traced.parse("t", source);
      let wanted: string;
      try {
        wanted = plain.execute("t", data);
      } catch (error) {
        expect(() => traced.execute("t", data)).toThrow((error as Error).message);
        return;
      }
      const { text: output, segments } = traced.executeTraced("t", data);
      expect(output).toBe(wanted);
      expect(segments.reduce((at, piece) => (piece.start === at ? piece.end : Number.NaN), 0)).toBe(output.length);
    }),
    { numRuns: 2000 },
  );
});
