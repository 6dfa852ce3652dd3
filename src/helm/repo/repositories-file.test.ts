import { describe, expect, test } from "bun:test";
import { MemoryFileSystem } from "../../base/index.ts";
import { load, loadOrEmpty, parse } from "./repositories-file.ts";

const read = (text: string) => new MemoryFileSystem({ "repositories.yaml": text });

describe("a file whose values are of other types", () => {
  test("numbers become text as they were read", () => {
    const [entry] = parse("repositories: [{name: 1000000, url: 1.5, password: 0123}]").repositories;
    expect(entry).toMatchObject({ name: "1000000", url: "1.5", password: "83" });
  });

  const errors: [text: string, error: string][] = [
    ["generated: x", 'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"'],
    ["generated: 1", "Time.UnmarshalJSON: input is not a JSON string"],
    ["repositories: {}", "json: cannot unmarshal object into Go struct field File.repositories of type []*repo.Entry"],
    [
      "repositories: [{name: r, pass_credentials_all: x}]",
      "json: cannot unmarshal string into Go struct field Entry.repositories.pass_credentials_all of type bool",
    ],
  ];
  for (const [text, error] of errors) {
    test(text, () => {
      const message = `error unmarshaling JSON: while decoding JSON: ${error}`;
      expect(() => load("repositories.yaml", read(text))).toThrow(message);
    });
  }
});

describe("what commands see that only look at the repositories", () => {
  const names = (text: string) => loadOrEmpty("repositories.yaml", read(text)).repositories.map(({ name }) => name);

  test("what was read beside an error", () =>
    expect(names("repositories: [{name: r, insecure_skip_tls_verify: x}, 1, {name: s}]")).toEqual(["r", "", "s"]));
  test("nothing behind a wrong time", () => expect(names("generated: x\nrepositories: [{name: r}]")).toEqual([]));
  test("nothing of what is no YAML", () => expect(names("{{")).toEqual([]));
  test("nothing of a file that is not there", () =>
    expect(loadOrEmpty("repositories.yaml", new MemoryFileSystem({})).repositories).toEqual([]));
});
