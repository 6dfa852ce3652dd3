/** Plugins that are WebAssembly: what the real program answered, and how it was told what is wanted. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { askWithPlugin, type PluginAnswer, questions } from "./wasm-plugins.ts";

const ROOT = join(import.meta.dir, "../..");
const recorded = readFileSync(join(ROOT, "test/cases/wasm-plugins/helm4.jsonl"), "utf8").trimEnd().split("\n");
const wanted = new Map(recorded.map((line) => JSON.parse(line) as PluginAnswer).map((one) => [one.id, one]));

/** Known differences, docs/compat/helm.md: each has to differ in this text, and only in it. */
const DIFFERS: Readonly<Record<string, Partial<PluginAnswer>>> = {
  "extism: what the server is told by default": acceptsAnything(),
  "post-renderer: what it is told": empty(),
  "post-renderer: what it is told with arguments": empty(),
  "post-renderer: manifests": empty(),
  "post-renderer: nothing": { exit: 1, ...empty() },
  "post-renderer: no JSON": empty(),
  "post-renderer: a trap": empty(),
};

/** `fetch` says so whether asked or not. */
function acceptsAnything(): Partial<PluginAnswer> {
  const told = '[["x-a",null],["accept","*/*"],["user-agent","Go-http-client/1.1"],["content-length",null]]';
  const answer = `{"method":"GET","body":"","told":${told}}`;
  return { stderr: `Error: plugin $PLUGIN failed to invoke: plugin error: ${answer}\n` };
}

function empty(): Partial<PluginAnswer> {
  const hint = "\n\nUse --debug flag to render out invalid YAML\n";
  return { stderr: `Error: error while running post render on files: post-renderer "w" produced empty output${hint}` };
}

describe("WebAssembly plugins", () => {
  test("every question was recorded", () => {
    expect([...wanted.keys()]).toEqual(questions().map(({ id }) => id));
  });
  for (const asked of questions()) {
    test(asked.id, async () => {
      const answer = { ...wanted.get(asked.id), ...DIFFERS[asked.id] } as PluginAnswer;
      expect(await askWithPlugin(join(ROOT, "bin/helm"), asked)).toEqual(answer);
    });
  }
});
