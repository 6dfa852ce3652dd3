import { describe, expect, test } from "bun:test";
import { toBytes } from "../../go/index.ts";
import { Chart } from "../chart/chart.ts";
import type { Metadata } from "../chart/metadata.ts";
import { checkNewName, filesFromStarter, scaffold } from "./index.ts";

describe("names", () => {
  const refuse = (name: string, message: string): void => {
    test(JSON.stringify(name.slice(0, 20)), () => expect(() => checkNewName(name)).toThrow(message));
  };
  refuse("", "chart name must be between 1 and 250 characters");
  refuse("a".repeat(251), "chart name must be between 1 and 250 characters");
  refuse("my chart", 'chart name must match the regular expression "^[a-zA-Z0-9._-]+$"');
  test("fine", () => expect(() => checkNewName(`A-1._${"a".repeat(245)}`)).not.toThrow());
});

test("a scaffold bears its name, and none is left to fill in", () => {
  const files = scaffold("shop", "helm4");
  expect(files.map((file) => file.path)).toContain("templates/_helpers.tpl");
  expect(files.find((file) => file.path === "Chart.yaml")?.text).toContain("\nname: shop\n");
  expect(files.filter((file) => file.text.includes("CHARTNAME"))).toEqual([]);
});

test("the dialects differ in the values only", () => {
  const helm3 = new Map(scaffold("shop", "helm3").map((file) => [file.path, file.text]));
  const changed = scaffold("shop", "helm4").filter((file) => helm3.get(file.path) !== file.text);
  expect(changed.map((file) => file.path)).toEqual(["values.yaml"]);
});

test("a starter keeps its files and gives its templates the new name", () => {
  const file = (name: string, text: string): { name: string; data: Uint8Array } => ({ name, data: toBytes(text) });
  const starter = new Chart({
    metadata: { name: "old", version: "9.9.9", type: "" } as Metadata,
    templates: [file("templates/a.yaml", "name: <CHARTNAME>\n")],
    files: [file("README.md", "# <CHARTNAME>\n")],
    raw: [file("values.yaml", "x: <CHARTNAME>\n")],
  });
  const made = filesFromStarter(starter, "new", { dialect: "helm4", gzip: (bytes) => bytes, nowMs: () => 0 });
  const texts = new Map(made.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
  expect(texts.get("Chart.yaml")).toContain("name: new\n");
  expect(texts.get("templates/a.yaml")).toBe("name: new\n");
  expect(texts.get("values.yaml")).toBe("x: new\n");
  expect(texts.get("README.md")).toBe("# <CHARTNAME>\n");
});
