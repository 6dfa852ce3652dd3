import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import { MemoryFileSystem } from "../../base/memory-file-system.ts";
import { fromBytes, toBytes } from "../../go/bytes.ts";
import { GoError } from "../../go/value.ts";
import { gunzip } from "../../sys/gunzip.ts";
import { CHART_BYTES_MAX, readArchive, TooLarge } from "./archive.ts";
import { readDirectory } from "./directory.ts";
import { loadFiles } from "./files.ts";
import { readTar } from "./tar.ts";

const BLOCK = 512;

interface Entry {
  readonly name: string;
  readonly data?: string;
  readonly type?: string;
  /** What the header says, where that is a lie. */
  readonly size?: number;
}

function tar(entries: readonly Entry[]): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const { name, data = "", type = "0", size } of entries) {
    const bytes = toBytes(data);
    const header = new Uint8Array(BLOCK);
    const put = (text: string, at: number) => header.set(toBytes(text), at);
    put(name, 0);
    put("0000644\0", 100);
    put((size ?? bytes.length).toString(8).padStart(11, "0"), 124);
    put("00000000000", 136);
    put("        ", 148);
    put(type, 156);
    put("ustar\x0000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    put(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    const padded = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK);
    padded.set(bytes);
    blocks.push(header, padded);
  }
  return Buffer.concat([...blocks, new Uint8Array(2 * BLOCK)]);
}

function read(entries: readonly Entry[], dialect: "helm3" | "helm4" = "helm4"): unknown {
  try {
    const files = readArchive(Bun.gzipSync(tar(entries).slice()), { dialect, gunzip });
    return files.map(({ name, data }) => [name, fromBytes(data)]);
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}

describe("archives", () => {
  const cases: [name: string, entries: Entry[], want: unknown][] = [
    ["files below the top folder", [{ name: "c/Chart.yaml", data: "x" }], [["Chart.yaml", "x"]]],
    [
      "folders and global headers are passed over",
      [
        { name: "c/", type: "5" },
        { name: "g", type: "g" },
        { name: "c/a", data: "1" },
      ],
      [["a", "1"]],
    ],
    ["backslashes", [{ name: "c\\d\\a", data: "1" }], [["d/a", "1"]]],
    ["a byte order mark", [{ name: "c/a", data: "\ufeff1" }], [["a", "1"]]],
    ["a link has no content of its own", [{ name: "c/a", type: "2" }], [["a", ""]]],
    ["nothing", [], "no files in chart archive"],
    ["parents", [{ name: "c/../../etc/passwd" }], "chart illegally references parent directory"],
    ["absolute", [{ name: "c//etc/passwd" }], "chart illegally contains absolute paths"],
    ["drives", [{ name: "c/C:/x" }], "chart contains illegally named files"],
    ["no folder", [{ name: "x" }], 'chart illegally contains content outside the base directory: "x"'],
    ["a chart at the top", [{ name: "Chart.yaml/x" }], "chart yaml not in base directory"],
    ["cut off", [{ name: "c/a", data: "x", size: 4096 }], "unexpected EOF"],
  ];
  for (const [name, entries, want] of cases) test(name, () => expect(read(entries)).toEqual(want));

  test("Helm 3 limits single files", () => {
    const data = "x".repeat(5 * 1024 * 1024 + 1);
    expect(read([{ name: "c/a", data }], "helm3")).toBe(
      'decompressed chart file "c/a" is larger than the maximum file size 5242880',
    );
    expect(read([{ name: "c/a", data }], "helm4")).toBeArray();
  });

  test("a bomb ends in one error", () => {
    const bomb: Uint8Array = Bun.gzipSync(new Uint8Array(CHART_BYTES_MAX * 2));
    const bounded = (bytes: Uint8Array, options: { bytesMax: number }) => {
      try {
        return gunzip(bytes, options);
      } catch {
        throw new TooLarge();
      }
    };
    expect(() => readArchive(bomb, { dialect: "helm4", gunzip: bounded })).toThrow(
      "decompressed chart is larger than the maximum size 104857600",
    );
  });

  test("broken gzip has Go's words", () => {
    expect(() => gunzip(toBytes("no gzip at all......"), { bytesMax: 10 })).toThrow("gzip: invalid header");
    expect(() => gunzip(Bun.gzipSync("x".repeat(1000)).slice(0, 20), { bytesMax: 10_000 })).toThrow("unexpected EOF");
  });

  test("anything at all is read or refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        try {
          Array.from(readTar(bytes));
        } catch (error) {
          if (!(error instanceof GoError)) throw error;
        }
      }),
    );
  });
});

describe("folders", () => {
  test("ignored files are left out, links are followed", () => {
    const files = new MemoryFileSystem({
      "/c/.helmignore": "*.txt\ndocs/\n",
      "/c/Chart.yaml": "name: c\nversion: 0.1.0\napiVersion: v2\n",
      "/c/a.txt": "x",
      "/c/docs/b.md": "x",
      "/c/templates/.hidden": "x",
      "/c/templates/a.yaml": "x",
    });
    const names = readDirectory("/c", { dialect: "helm4", files }).map(({ name }) => name);
    expect(names).toEqual([".helmignore", "Chart.yaml", "templates/a.yaml"]);
  });
});

describe("charts", () => {
  const load = (files: Record<string, string>) =>
    loadFiles(
      Object.entries(files).map(([name, data]) => ({ name, data: toBytes(data) })),
      { dialect: "helm4", gunzip },
    );
  const chartYaml = "apiVersion: v2\nname: c\nversion: 0.1.0\n";

  test("files find their place", () => {
    const chart = load({
      "Chart.yaml": chartYaml,
      "values.yaml": "a: 1\n---\nb: 2\n",
      "templates/a.yaml": "x",
      "crds/x.yaml": "x",
      "README.md": "x",
      "charts/sub/Chart.yaml": chartYaml.replace("name: c", "name: sub"),
      "charts/_off/Chart.yaml": "not even a chart",
    });
    expect([...chart.values]).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
    expect(chart.templates.map(({ name }) => name)).toEqual(["templates/a.yaml"]);
    expect(chart.files.map(({ name }) => name)).toEqual(["crds/x.yaml", "README.md"]);
    expect(chart.dependencies.map(({ fullPath }) => fullPath)).toEqual(["c/charts/sub"]);
    expect(chart.crds().map(({ path }) => path)).toEqual(["c/crds/x.yaml"]);
  });

  test("a lock file that holds nothing is none", () => {
    const lockOf = (lock: string) => load({ "Chart.yaml": chartYaml, "Chart.lock": lock }).lock;
    expect(lockOf("")).toBeUndefined();
    expect(lockOf("# nothing yet\n")).toBeUndefined();
    expect(lockOf("{}")?.digest).toBe("");
  });

  test("a file that stands right in charts/ is taken for a chart", () => {
    const files = { "Chart.yaml": chartYaml, "charts/README.md": "x" };
    expect(() => load(files)).toThrow("error unpacking subchart README.md in c: Chart.yaml file is missing");
  });

  const faults: [files: Record<string, string>, error: string][] = [
    [{}, "Chart.yaml file is missing"],
    [{ "Chart.yaml": "apiVersion: v2\nversion: 1.0.0\n" }, "validation: chart.metadata.name is required"],
    [{ "Chart.yaml": `${chartYaml}type: x\n` }, "validation: chart.metadata.type must be application or library"],
    [{ "Chart.yaml": chartYaml.replace("0.1.0", "x") }, 'validation: chart.metadata.version "x" is invalid'],
    [
      { "Chart.yaml": `${chartYaml}dependencies: [{name: a}, {name: b, alias: a}]\n` },
      'validation: more than one dependency with name or alias "a"',
    ],
    [
      { "Chart.yaml": chartYaml, "charts/s/Chart.yaml": "a: [" },
      "error unpacking subchart s in c: cannot load Chart.yaml: error converting YAML to JSON:",
    ],
  ];
  for (const [files, error] of faults) test(error.slice(0, 60), () => expect(() => load(files)).toThrow(error));
});
