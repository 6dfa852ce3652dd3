import { expect, test } from "bun:test";
import { GoError } from "../../../go/index.ts";
import { Outside } from "./outside.ts";

test("keys are made once, however often is rendered", async () => {
  const outside = new Outside();
  const labels: string[][] = [];
  const rendered = await outside.render(() => {
    const made = [outside.keys.generate("ecdsa"), outside.keys.generate("ecdsa")];
    labels.push(made.map(({ pem }) => new TextDecoder().decode(pem.bytes.subarray(0, 7))));
    return [outside.ask("a", () => Promise.resolve("A")), outside.ask("b", () => Promise.resolve("B"))].join("");
  });
  expect(rendered).toBe("AB");
  expect(labels.slice(0, -1)).toEqual(Array.from({ length: 3 }, () => ["This is", "This is"]));
  expect(labels.at(-1)).not.toContain("This is");
});

test("what is rendered without keys is rendered once for each question", async () => {
  const outside = new Outside();
  let times = 0;
  await outside.render(() => {
    times++;
    return outside.ask("a", () => Promise.resolve("A"));
  });
  expect(times).toBe(2);
});

test("a failure behind a key is told as it is with real keys", async () => {
  const outside = new Outside();
  const render = outside.render(() => {
    const isReal = outside.keys.generate("ecdsa").pem.bytes[0] === 0x30;
    throw new GoError(isReal ? "real" : "stand-in");
  });
  expect(render).rejects.toThrow("real");
});
