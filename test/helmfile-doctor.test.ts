import { expect, test } from "bun:test";
import { join } from "node:path";
import { ask } from "./recorded/ask.ts";

const ROOT = join(import.meta.dir, "..");

test("helmfile doctor says that it asks no language model", async () => {
  const env = { HELMFILE_LLM_API_KEY: "key", HELMFILE_LLM_MODEL: "model", HELMFILE_FILE_PATH: "/nowhere.yaml" };
  const { exit, stderr } = await ask([join(ROOT, "bin/helmfile"), "doctor"], { env });
  expect(exit).toBe(1);
  expect(stderr).toContain("doctor: no language model is asked by this program, it shows what helmfile diff does\n");
});
