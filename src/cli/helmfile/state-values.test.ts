import { expect, test } from "bun:test";
import { Int, type Value } from "../../go/index.ts";
import { stateStrings, stateValues } from "./state-values.ts";

/** Integers as `int64 n`, so that they are told from texts. */
function plain(value: Value): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]));
  if (Array.isArray(value)) return value.map(plain);
  return value instanceof Int ? `${value.type} ${value.value}` : value;
}

function check(texts: string[], expected: object): void {
  test(texts.join(" "), () => expect(plain(stateValues(texts))).toEqual(expected));
}

check(["a=1,b=1.5,c=007,d=0,e=-3,f=+4"], {
  a: "int64 1",
  b: "1.5",
  c: "007",
  d: "int64 0",
  e: "int64 -3",
  f: "int64 4",
});
check(["a=TRUE,b=False,c=Null,d=,e=x=y"], { a: true, b: false, c: null, d: "", e: "x=y" });
check(["a=9223372036854775808"], { a: "9223372036854775808" });
check(["a.b.c=1", "a.b.d=2"], { a: { b: { c: "int64 1", d: "int64 2" } } });
check(["a\\.b=1"], { "a.b": "int64 1" });
check(["l[2]=x,l[0]=y"], { l: ["y", null, "x"] });
check(["l[0].a=1,l[0].b=2"], { l: [{ a: "int64 1", b: "int64 2" }] });
check(["l[0].a=1,l[1].a=2"], { l: [{ a: "int64 1" }] });
check(["l[x]=1"], { "l x ": "int64 1" });
check(["a=1,a=2"], { a: "int64 2" });

test.each([
  ["a", '--state-values-set: "a" must be formatted as key=value'],
  ["=1", "state values: a value has no key"],
  ["a=1,a.b=2", "state values: a is no map"],
  ["a=1,a[0]=2", "state values: a is no list"],
  ["a[-1]=1", "state values: index -1 is out of range"],
])("refuses %s", (text, message) => {
  expect(() => stateValues([text])).toThrow(message);
});

test("strings stay what they are", () => {
  expect(plain(stateStrings(["a=1,b='x,y',c=true,,d", "e.f=null"]))).toEqual({
    a: "1",
    b: "'x,y'",
    c: "true",
    e: { f: "null" },
  });
});
