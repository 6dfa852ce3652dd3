import { expect, test } from "bun:test";
import { concerns } from "./field-spec.ts";
import { defaultConfig } from "./transformer-config.ts";

test("references that are read for one kind are those of all that concern it", () => {
  const { nameReference } = defaultConfig();
  const kinds = new Set(nameReference.flatMap(({ referrers }) => referrers.map(({ kind }) => kind)));
  expect(kinds.size).toBeGreaterThan(20);
  for (const kind of [...kinds, "", "Foo", "Role", "Pod.v1"]) {
    for (const { referrers, referrersOf } of nameReference) {
      expect(referrersOf(kind)).toEqual(referrers.filter(concerns(kind)));
    }
  }
});
