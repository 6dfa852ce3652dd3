import { expect, test } from "bun:test";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "..");

test("output that nobody reads ends the program silently, as SIGPIPE would", async () => {
  const words = [join(ROOT, "bin", "helm"), "template", "rel", join(ROOT, "test/cases/helm/input/shop")];
  const writer = Bun.spawn(
    [...words, ...Array.from({ length: 200 }, (_, i) => ["--set", `env.V${i}=${"x".repeat(500)}`]).flat()],
    {
      stdout: "pipe",
      stderr: "pipe",
    },
  );
  await writer.stdout.cancel();
  expect(await new Response(writer.stderr).text()).toBe("");
  expect(await writer.exited).toBe(141);
});
