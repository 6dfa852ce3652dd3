import { expect, test } from "bun:test";
import { GoError } from "../../../go/index.ts";
import { Outside } from "./outside.ts";

/** What the key's text begins with: no real one begins like the second. */
function look({ keys }: Outside, type: "ecdsa" | "rsa"): "key" | "stand-in" {
  return keys.generate(type, { bits: 2048 }).pem.bytes[0] === 0x30 ? "key" : "stand-in";
}

test("few keys are made once, however often is rendered", async () => {
  const outside = new Outside();
  const made: string[] = [];
  const rendered = await outside.render(() => {
    made.push(outside.keys.generate("ecdsa").pem.bytes.join());
    return [outside.ask("a", () => Promise.resolve("A")), outside.ask("b", () => Promise.resolve("B"))].join("");
  });
  expect(rendered).toBe("AB");
  expect(made).toHaveLength(3);
  expect(new Set(made).size).toBe(1);
});

test("many keys are made after a rehearsal, with all that was asked meanwhile", async () => {
  const outside = new Outside();
  const runs: string[] = [];
  await outside.render(() => {
    const looks = Array.from({ length: 5 }, () => look(outside, "rsa"));
    outside.ask("a", () => Promise.resolve("A"));
    runs.push(looks.join(" "));
  });
  expect(runs).toEqual([Array(5).fill("stand-in").join(" "), Array(5).fill("key").join(" ")]);
});

test("hashes are made once for each time that is asked", async () => {
  const outside = new Outside();
  const password = new TextEncoder().encode("secret");
  const hashes = await outside.render(() => Array.from({ length: 5 }, () => outside.keys.bcrypt(password)));
  expect(new Set(hashes).size).toBe(5);
  for (const hash of hashes) expect(Bun.password.verifySync("secret", hash.replace("$2a$", "$2b$"))).toBe(true);
});

test("no two of many keys are the same", async () => {
  const outside = new Outside();
  const keys = await outside.render(() =>
    Array.from({ length: 6 }, () => outside.keys.generate("rsa", { bits: 2048 }).pem.bytes.join()),
  );
  expect(new Set(keys).size).toBe(6);
});

test("keys that the rehearsal did not come to are made all the same", async () => {
  const outside = new Outside();
  const looks = await outside.render(() => {
    const seen = Array.from({ length: 4 }, () => look(outside, "rsa"));
    if (seen.includes("stand-in")) return seen;
    return [...seen, ...Array.from({ length: 2 }, () => look(outside, "rsa")), look(outside, "ecdsa")];
  });
  expect(looks).toEqual(Array(7).fill("key"));
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

test("a failure behind many keys is told as it is with real keys", async () => {
  const outside = new Outside();
  const render = outside.render(() => {
    const looks = Array.from({ length: 5 }, () => look(outside, "rsa"));
    throw new GoError(looks.join());
  });
  expect(render).rejects.toThrow("key,key,key,key,key");
});
