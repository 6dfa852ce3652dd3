import { describe, expect, test } from "bun:test";
import { MemoryFileSystem } from "../../base/index.ts";
import { type GoMap, Int, stringSlice, TypedMap, type Value } from "../../go/index.ts";
import { expandRefs, Refs, type RefWorld } from "./index.ts";

function worldWith(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): RefWorld & { reads: string[] } {
  const memory = new MemoryFileSystem(files);
  const reads: string[] = [];
  return {
    reads,
    env: (name) => env[name],
    files: {
      read(path) {
        reads.push(path);
        return memory.read(path);
      },
      stat: (path) => memory.stat(path),
    },
  };
}

const map = (entries: Readonly<Record<string, Value>>): GoMap => new Map(Object.entries(entries));

describe("values", () => {
  const world = worldWith({ "a.yaml": "k: 5\nm: {x: y}\n" });
  const check = (value: Value, expanded: Value): void => expect(expandRefs(value, world)).toEqual(expanded);

  test("maps and lists as deep as they go", () => {
    const inner = [map({ a: "ref+echo://xy" }), ["ref+file://a.yaml#/k"], 1, null, true];
    check(map({ l: inner }), map({ l: [map({ a: "xy" }), [new Int(5n)], 1, null, true] }));
  });

  test("texts of typed slices become a list", () => {
    check(map({ l: stringSlice(["ref+echo://xy", "y"]) }), map({ l: ["xy", "y"] }));
  });

  test("a map with keys of any kind becomes one with keys of text", () => {
    check(new TypedMap("map[interface {}]interface {}", [["1", "ref+echo://xy"]]), map({ 1: "xy" }));
  });

  test("other types stay as they are", () => {
    const typed = new TypedMap("map[string]string", [["a", "ref+echo://xy"]]);
    expect(expandRefs(typed, world)).toBe(typed);
  });

  test("a key that refers to a document stands for its entries", () => {
    check(map({ "ref+file://a.yaml": map({}), z: "1" }), map({ z: "1", k: new Int(5n), m: map({ x: "y" }) }));
    check(map({ "ref+echo://ab": "text" }), map({ "ref+echo://ab": "text" }));
  });
});

test("what was given is not changed", () => {
  const given = map({ a: map({ b: "ref+echo://xy" }) });
  expandRefs(given, worldWith({}));
  expect(given).toEqual(map({ a: map({ b: "ref+echo://xy" }) }));
});

test("documents are read once", () => {
  const world = worldWith({ "a.yaml": "k: 1\nl: 2\n" });
  const refs = new Refs(world);
  const texts = ["ref+file://a.yaml#/k", "ref+file://a.yaml#/l", "ref+file://a.yaml", "ref+file://a.yaml"];
  for (const text of texts) refs.expand(text);
  expect(world.reads).toEqual(["a.yaml", "a.yaml"]);
});

test("errors show nothing of a document", () => {
  const world = worldWith({ "a.yaml": "k: !!int hunter2\n", "b.txt": "hunter2", "c.yaml": "k: hunter2\n" });
  const fails = (text: string, message: string): void => expect(() => expandRefs(text, world)).toThrow(message);
  fails("ref+file://a.yaml#/k", "yaml: cannot decode !!str `***` as a !!int");
  fails("ref+file://b.txt#/k", "cannot unmarshal !!str `***` into map[string]interface {}");
  fails("ref+file://c.yaml#/k/l", "expected a map, got ***(string)");
});

describe("errors", () => {
  const fails = (value: Value, message: string, env: Readonly<Record<string, string>> = {}): void =>
    expect(() => expandRefs(value, worldWith({}, env))).toThrow(message);

  test("backends that are elsewhere", () => {
    const supported = "echo, envsubst, exec, file and sops are";
    fails("ref+vault://a/b#/c", `expand vault://a/b#/c: the backend "vault" is not supported here yet: ${supported}`);
    fails("ref+k8s://v1/Secret/ns/n/k", `the backend "k8s" is not supported here yet: ${supported}`);
    fails("ref+nothing://ab", 'expand nothing://ab: no provider registered for scheme "nothing"');
  });

  test("commands without a port", () => {
    fails("ref+exec://echo/a", "exec provider: commands cannot be run here");
  });

  test("a switch that is no boolean", () => {
    fails("x", 'invalid value for HELMFILE_VALS_FAIL_ON_MISSING_KEY_IN_MAP: "maybe" (must be a valid boolean)', {
      HELMFILE_VALS_FAIL_ON_MISSING_KEY_IN_MAP: " maybe ",
    });
  });

  test("references in references without end", () => {
    fails("ref+envsubst://ref+envsubst://$A", "maximum nesting depth (10) exceeded", { A: "ref+envsubst://$A" });
  });
});
