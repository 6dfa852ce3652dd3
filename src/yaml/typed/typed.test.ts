import { describe, expect, test } from "bun:test";
import * as yaml from "../index.ts";
import { bool, decode, list, mapOf, pointer, struct, structEmbedding, text } from "./index.ts";
import { readTyped } from "./index.ts";

const part = struct("v2.Part", { name: text, tags: list(text) });
const whole = struct("v2.Whole", {
  name: text,
  flag: bool,
  parts: list(pointer(part)),
  notes: mapOf(text),
  oddKey: ["odd-key", list(part)],
});

describe("decoding", () => {
  test("numbers and booleans become text as Go writes them", () => {
    expect(readTyped("name: 1.10", whole).name).toBe("1.1");
    expect(readTyped("name: 1000000", whole).name).toBe("1000000");
    expect(readTyped("name: 1e6", whole).name).toBe("1e+06");
    expect(readTyped("name: yes", whole).name).toBe("true");
    expect(readTyped("name: 20240115.1", whole).name).toBe("2.0240116e+07");
    expect(readTyped("name: 1.23456789", whole).name).toBe("1.2345679");
  });

  test("so do infinities, where text is wanted", () => {
    expect(readTyped("name: .inf\nnotes: {a: -.inf}\nparts: [{tags: [.nan]}]", whole)).toMatchObject({
      name: "+Inf",
      notes: new Map([["a", "-Inf"]]),
      parts: [{ tags: ["NaN"] }],
    });
    const refusal = "error converting YAML to JSON: json: unsupported value: ";
    expect(() => readTyped("flag: .nan", whole)).toThrow(`${refusal}NaN`);
    expect(() => readTyped("unknown: [.inf]\nflag: .nan", whole)).toThrow(`${refusal}NaN`);
    expect(() => readTyped("name: [.inf]", whole)).toThrow(`${refusal}+Inf`);
    expect(() => readTyped("name: [.inf]\n~: a", whole)).toThrow("unsupported map key of type");
  });

  test("keys match whatever their case, and the last of several wins", () => {
    expect(readTyped("NAME: b\nname: a", whole).name).toBe("a");
    expect(readTyped("Odd-Key: [{name: x}]", whole).oddKey).toEqual([{ name: "x", tags: undefined }]);
  });

  test("null leaves what was there", () => {
    expect(readTyped("name: ~\nparts: [null]", whole)).toMatchObject({ name: "", parts: [null] });
    expect(readTyped("flag: true", whole, { onto: readTyped("name: x", whole) })).toMatchObject({
      name: "x",
      flag: true,
    });
  });

  const errors: [text: string, error: string][] = [
    ["[1]", "json: cannot unmarshal array into Go value of type v2.Whole"],
    ["name: [1]", "json: cannot unmarshal array into Go struct field Whole.name of type string"],
    ["parts: [{tags: x}]", "json: cannot unmarshal string into Go struct field Part.parts.tags of type []string"],
    ["odd-key: 5", "json: cannot unmarshal number into Go struct field Whole.odd-key of type []v2.Part"],
    ["flag: x", "json: cannot unmarshal string into Go struct field Whole.flag of type bool"],
  ];
  for (const [document, error] of errors) {
    test(document, () => {
      expect(() => readTyped(document, whole)).toThrow(`error unmarshaling JSON: while decoding JSON: ${error}`);
    });
  }

  test("strictly, a key that nothing takes is an error", () => {
    expect(() => decode(yaml.unmarshal("nope: 1"), whole, { strict: true })).toThrow('json: unknown field "nope"');
  });
});

describe("a struct that embeds another", () => {
  const outer = structEmbedding("repo.Outer", { property: "inner", embedded: part, fields: { digest: text } });
  const all = struct("repo.All", { parts: mapOf(list(pointer(outer), "repo.Parts")) });

  test("takes the fields of both from one map", () => {
    expect(readTyped("name: a\ndigest: 1", outer)).toEqual({ inner: { name: "a", tags: undefined }, digest: "1" });
    expect(readTyped("digest: a", outer)).toEqual({ inner: { name: "", tags: undefined }, digest: "a" });
  });

  const errors: [text: string, error: string][] = [
    ["parts: {a: [{name: 1}]}", "number into Go struct field Outer.parts.Part.name of type string"],
    ["parts: {a: [{tags: [yes]}]}", "bool into Go struct field Outer.parts.Part.tags of type string"],
    ["parts: {a: [{digest: []}]}", "array into Go struct field Outer.parts.digest of type string"],
    ["parts: {a: x}", "string into Go struct field All.parts of type repo.Parts"],
  ];
  for (const [document, error] of errors) {
    test(document, () => expect(() => readTyped(document, all)).toThrow(`json: cannot unmarshal ${error}`));
  }
});

describe("what was written as JSON", () => {
  const read = (json: string) => decode(yaml.unmarshal(json), whole, { isJson: true });

  test("nothing becomes text", () => expect(() => read('{"name": 1}')).toThrow("cannot unmarshal number into Go"));
  test("keys come in their order", () => expect(read('{"name": "a", "NAME": "b"}').name).toBe("b"));
});
