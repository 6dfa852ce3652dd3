import { expect, test } from "bun:test";
import { Chart, chartTypes } from "../chart/index.ts";
import { readTyped } from "../../yaml/typed/index.ts";
import { readTar } from "../loader/index.ts";
import { saveChart } from "./archive.ts";
import { writeTar } from "./tar-writer.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("tar is read back, long and foreign names included", () => {
  const names = ["a", `${"d/".repeat(60)}file`, "é/ü", "x".repeat(150)];
  const files = names.map((name) => ({ name, data: bytes(name), modifiedMs: 1_700_000_000_000 }));
  const entries = [...readTar(writeTar(files))].filter(({ isGlobalHeader }) => !isGlobalHeader);
  expect(entries.map(({ name, data }) => [name, new TextDecoder().decode(data)])).toEqual(
    names.map((name) => [name, name]),
  );
});

test("a chart is packed with Helm's mark, the same each time under a fixed time", () => {
  const metadata = { ...chartTypes("helm4").metadata.zero(), apiVersion: "v2", name: "c", version: "1.0.0" };
  const chart = new Chart({ metadata, raw: [{ name: "values.yaml", data: bytes("a: b\n") }] });
  const marks: string[] = [];
  const options = {
    dialect: "helm4",
    gzip: (data: Uint8Array, header: { comment: string }) => (marks.push(header.comment), data),
    nowMs: () => Math.trunc(performance.now()),
    stampMs: 0,
  } as const;
  const [first, second] = [saveChart(chart, options), saveChart(chart, options)];
  expect(first.name).toBe("c-1.0.0.tgz");
  expect([...readTar(first.bytes)].map(({ name }) => name)).toEqual(["c/Chart.yaml", "c/values.yaml"]);
  expect(second.bytes).toEqual(first.bytes);
  expect(marks).toEqual(["Helm", "Helm"]);
});

test("times of files are rounded to seconds", () => {
  const tar = writeTar([{ name: "a", data: bytes(""), modifiedMs: 1_700_000_000_500 }]);
  expect(Number.parseInt(new TextDecoder().decode(tar.slice(136, 147)), 8)).toBe(1_700_000_001);
});

test("a lock is packed with its time as Go writes it", () => {
  const types = chartTypes("helm4");
  const metadata = { ...types.metadata.zero(), apiVersion: "v2", name: "c", version: "1.0.0" };
  const packed = (text: string): string => {
    const chart = new Chart({ metadata, raw: [], lock: readTyped(text, types.lock) });
    const saved = saveChart(chart, { dialect: "helm4", gzip: (data) => data, nowMs: () => 0, stampMs: undefined });
    const lock = [...readTar(saved.bytes)].find(({ name }) => name === "c/Chart.lock");
    return /generated: (.*)/.exec(new TextDecoder().decode(lock?.data))?.[1] ?? "";
  };
  expect(packed("digest: x")).toBe('"0001-01-01T00:00:00Z"');
  expect(packed("generated: 2020-01-01T00:00:00.500+00:00")).toBe('"2020-01-01T00:00:00.5Z"');
});

test("what a header has no room for stands before it", () => {
  const late = 10_413_792_000_000;
  const files = [
    { name: "old", data: bytes("1"), modifiedMs: -1000 },
    { name: `${"d".repeat(90)}/${"e".repeat(90)}`, data: bytes("2"), modifiedMs: late },
  ];
  const text = new TextDecoder().decode(writeTar(files));
  expect(text).toContain("12 mtime=-1\n");
  expect(text).toContain(`21 mtime=10413792000\n191 path=${files[1]?.name}\n`);
  expect([...readTar(writeTar(files))].map(({ name }) => name)).toEqual(files.map(({ name }) => name));
});
