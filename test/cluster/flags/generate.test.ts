import { expect, test } from "bun:test";
import { MAJORS } from "../lifecycle.ts";
import { commandsOf } from "./commands.ts";
import { generate } from "./generate.ts";

const SEED = 1;

for (const major of MAJORS) {
  test(`every pair of flags of every command occurs, ${major}`, async () => {
    const lines = (await generate(major, SEED)).flatMap(({ steps }) => steps.filter((one) => typeof one === "string"));
    for (const { words, flags } of await commandsOf(major)) {
      const own = lines.filter((line) => ` ${line} `.includes(` helm ${words} `));
      const given = own.map((line) => new Set(flags.filter((flag) => isGiven(flag, line)).map(({ name }) => name)));
      const missing = flags.flatMap(({ name }, i) =>
        flags.slice(i + 1).flatMap((other) => {
          const together = given.some((names) => names.has(name) && names.has(other.name));
          return together ? [] : [`${words} --${name} --${other.name}`];
        }),
      );
      expect(missing).toEqual([]);
    }
  });
}

function isGiven({ name, shorthand }: { name: string; shorthand: string }, line: string): boolean {
  return new RegExp(` (?:--${name}(?:[ =]|$)${shorthand === "" ? "" : `|-${shorthand}`})`).test(line);
}
