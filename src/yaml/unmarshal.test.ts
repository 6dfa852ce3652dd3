import { describe, expect, test } from "bun:test";
import { formatPosition, Origins } from "../base/index.ts";
import { type GoMap, int64, type Value } from "../go/index.ts";
import { positions, unmarshal, unmarshalAll } from "./index.ts";

function check(text: string, expected: unknown): void {
  test(JSON.stringify(text), () => expect(plain(unmarshal(text))).toEqual(expected));
}

function plain(value: Value): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
  return value;
}

describe("YAML 1.1 by way of JSON", () => {
  check("", null);
  check("# nothing\n", null);
  check("a: yes\nb: off\ny: n\n", { a: true, b: false, true: false });
  check("[0777, 1_000, 0b11, 0x1F, 08, 1e3, 1e400, .5]", [511, 1000, 3, 31, 8, 1000, "1e400", 0.5]);
  check("- -0\n- 12:30\n- 2001-01-01\n", [0, "12:30", "2001-01-01"]);
  check("1: a\n1.5: b\ntrue: c\n", { 1: "a", 1.5: "b", true: "c" });
  check("a: 1\n---\na: 2\n", { a: 1 });
  check("--- # c\n- x\n...\n", ["x"]);
  check("\ufeffa: b\r\nc: |\r\n  d\r\n", { a: "b", c: "d\n" });
  check("\udcff\udcfea\u0000:\u0000 \u00001\u0000", { a: 1 });
  check("base: &b {x: 1, z: 2}\nmine: {<<: *b, z: 3}\n", { base: { x: 1, z: 2 }, mine: { x: 1, z: 3 } });
  check("mine:\n  z: 3\n  <<: {z: 2}\n", { mine: { z: 2 } });
  check("a: !!binary aGVsbG8=\nb: !!str 5\nc: ! 6\n", { a: "hello", b: "5", c: "6" });
  check("a: 1\na: 2\n", { a: 2 });
  check("k:\n- a\n-\n- - b\n  - c: d\n", { k: ["a", null, ["b", { c: "d" }]] });
  check("t: >-\n  a\n  b\n\n  c\n   d\n  e\n", { t: "a b\nc\n d\ne" });
  check("t: 'a\n  b\n\n  c'\n", { t: "a b\nc" });
  check("-0.0: x\n", { "-0": "x" });
});

describe("what is not wanted", () => {
  const head = (rest: string, kind: unknown = "Pod"): void => {
    test(JSON.stringify(rest), () => {
      const read = unmarshal(`kind: Pod\n${rest}`, { wanted: new Set(["kind"]) });
      expect(plain((read as GoMap).get("kind") ?? null)).toEqual(kind);
    });
  };
  head("spec:\n  a: b # c\n  d:\n  - e\n  -\n    f: g\n  - - h\n  i:\n\n  # j\nkind: Node\n", "Node");
  head("spec:\n- a: |-\n    b\n   # c\n\n  d: e\n      f\n      g\n  h: 'i\n    ''j'\n", "Pod");
  head("kind: {a: [b]}\nspec: [ c , 'd' ]\n", { a: ["b"] });
  head("spec:\n  2: 3\n  'a''b': \"\\u00e9\"\n  ? b\n  : c\n");

  const refused = (rest: string): void => {
    test(JSON.stringify(rest), () => {
      const told = outcome(() => unmarshal(`kind: Pod\n${rest}`));
      expect(told).toStartWith("error converting YAML to JSON: ");
      expect(outcome(() => unmarshal(`kind: Pod\n${rest}`, { wanted: new Set(["kind"]) }))).toBe(told);
    });
  };
  refused("spec:\n  a: b\n c: d\n");
  refused("spec:\n  a: b\n  - c\n");
  refused("spec:\n  a: b\n    c: d\n");
  refused("spec:\n  - a\n  b: c\n");
  refused("spec:\n  a: b: c\n");
  refused("spec:\n  a: 'b' c\n");
  refused("spec:\n  a: *b\n");
  refused("spec:\n  a: {b\n");
  refused("spec:\n  .nan: .nan\n");
});

function outcome(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    return (error as Error).message;
  }
}

describe("errors", () => {
  const fails = (text: string, message: string, options = {}): void => {
    test(JSON.stringify(text), () => expect(() => unmarshal(text, options)).toThrow(message));
  };
  fails("a: b: c", "error converting YAML to JSON: yaml: mapping values are not allowed in this context");
  fails("x\ny: 1", "yaml: line 2: mapping values are not allowed in this context");
  fails("a: [1\nb: 2\n", "yaml: line 1: did not find expected ',' or ']'");
  fails("~: x", 'error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: "x"');
  fails("a: .nan", "error converting YAML to JSON: json: unsupported value: NaN");
  fails("b: .nan\na: [.inf]", "json: unsupported value: +Inf");
  fails("a: .nan\n~: x", "unsupported map key of type");
  test("a number that is written over is none", () => expect(unmarshal("a: .nan\na: 1")).toEqual(new Map([["a", 1]])));
  fails("a: &a [*a]", "yaml: anchor 'a' value contains itself");
  fails("a: *b", "yaml: unknown anchor 'b' referenced");
  fails("a: \u0007", "yaml: control characters are not allowed");
  fails("a: 1\na: 2\n", 'yaml: unmarshal errors:\n  line 2: key "a" already set in map', { strict: true });
  fails("- a", "json: cannot unmarshal array into Go value of type map[string]interface {}", {
    into: "map[string]interface {}",
  });
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[..."bcdefgh"].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${"abcdefg"[i]}`)}]`).join("\n")}`;
  fails(bomb, "yaml: document contains excessive aliasing");
  test("nesting ends where Go's does", () => {
    expect(() => unmarshal("[".repeat(10_001))).toThrow("exceeded max depth of 10000");
    expect(unmarshal("[".repeat(10_000) + "]".repeat(10_000))).toHaveLength(1);
    expect(() => unmarshal("- ".repeat(10_001) + "x")).toThrow("exceeded max depth of 10000");
  });
});

describe("options", () => {
  test("integers as int64", () => {
    expect(unmarshal("a: 5\nb: 5.0\n", { ints: true })).toEqual(
      new Map<string, Value>([
        ["a", int64(5)],
        ["b", 5],
      ]),
    );
  });

  test("origins of entries, also of merged ones", () => {
    const origins = new Origins();
    const text = "base: &b\n  x: 1\nlist:\n  - é: {q: 1}\nmine:\n  <<: *b\n";
    const root = unmarshal(text, { file: "values.yaml", origins }) as GoMap;
    const at = (container: Value, key: string | number): string => {
      const source = origins.of(container as GoMap, key)?.source;
      return source?.kind === "file" ? formatPosition(source.position) : "nowhere";
    };
    expect(at(root, "list")).toBe("values.yaml:3:1");
    expect(at(root.get("list"), 0)).toBe("values.yaml:4:5");
    expect(at((root.get("list") as Value[])[0] as Value, "é")).toBe("values.yaml:4:5");
    expect(at(root.get("mine"), "x")).toBe("values.yaml:2:3");
    expect(at(root, "none")).toBe("nowhere");
  });

  test("every document", () => {
    expect(unmarshalAll("1\n--- \n- a\n---\n")).toEqual([1, ["a"], null]);
    expect(() => unmarshalAll("a: 1\n---\n]")).toThrow("did not find expected node content");
  });

  test("positions of entries", () => {
    const place = positions("a: &x\n  - b\n  - c: 😀\nd: *x\n", "f");
    expect(place(["a", 1, "c"])).toEqual({ file: "f", line: 3, column: 5 });
    expect(place(["d", 1, "c"])).toEqual({ file: "f", line: 3, column: 5 });
    expect(place(["a", "nope", 3])).toBeUndefined();
  });
});
