import { describe, expect, test } from "bun:test";
import { MemoryFileSystem } from "../../base/memory-file-system.ts";
import { toBytes } from "../../go/index.ts";
import type { Dialect } from "../dialect.ts";
import { findPlugins, loadMetadata, loadPlugin, type LoadOptions } from "./load.ts";

function optionsOf(files: Readonly<Record<string, string>>, dialect: Dialect = "helm4") {
  const disk = new MemoryFileSystem();
  for (const [path, text] of Object.entries(files)) {
    disk.makeDirectory(path.slice(0, path.lastIndexOf("/")));
    disk.write(path, toBytes(text));
  }
  const ignored: string[] = [];
  const warnings: string[] = [];
  const options: LoadOptions = {
    dialect,
    files: disk,
    onIgnored: (file, { message }) => ignored.push(`${file}: ${message}`),
    onWarning: (line) => warnings.push(line),
  };
  return { options, ignored, warnings };
}

const V1 = "apiVersion: v1\nname: new\nversion: 1.0.0\n";

const CLI = `${V1}type: cli/v1\nruntime: subprocess\n`;
const WASM = `${V1}type: cli/v1\nruntime: extism/v1\n`;

describe("the free parts of a plugin.yaml are written as YAML and read again", () => {
  const read = (rest: string) => loadMetadata(CLI + rest);
  test("numbers are texts of Go's form", () => {
    const { shortHelp, usage, longHelp } = read(
      "config: {shortHelp: 1.0, usage: 0x1F, longHelp: 2001-01-01, ~: x}",
    ).config;
    expect([shortHelp, usage, longHelp]).toEqual(["1", "31", "2001-01-01T00:00:00Z"]);
  });
  test("what is merged into a map counts where the map says nothing", () => {
    const { shortHelp, usage } = read("config: {<<: [{shortHelp: a}, {shortHelp: b, usage: u}]}").config;
    expect([shortHelp, usage]).toEqual(["a", "u"]);
  });
  test("a null in a list is left out", () => {
    const { runtime } = read("runtimeConfig: {platformCommand: [~, {command: a, args: [~, b]}]}");
    expect(runtime).toMatchObject({ platformCommand: [{ command: "a", args: ["b"] }] });
  });
  test("a number is an integer without what stands behind its point", () => {
    const { runtime } = loadMetadata(`${WASM}runtimeConfig: {memory: {maxPages: 1.5, maxVarBytes: 1e3}}`);
    expect(runtime).toMatchObject({ memory: { maxPages: 1, maxVarBytes: 1000 } });
  });
});

describe("what Helm 4 refuses", () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      `${CLI}runtimeConfig:\n\n  z: "a\\nb"\n  platformCommand: [[]]`,
      "failed to unmarshal runtimeConfig for subprocess runtime: yaml: unmarshal errors:\n  line 2: cannot unmarshal !!seq into plugin.PlatformCommand",
    ],
    [
      `${WASM}runtimeConfig: {memory: {maxPages: 4294967296}}`,
      "line 2: cannot unmarshal !!int `4294967296` into uint32",
    ],
    [`${CLI}runtimeConfig: {other: !!bool "on"}`, "yaml: cannot decode !!str `on` as a !!bool"],
    [`${CLI}config: {shortHelp: [a], usage: !!omap [a: b]}`, "line 2: cannot unmarshal !!seq into string"],
    [`${V1}type: !!omap [a: b]`, "line 4: cannot unmarshal !!omap `` into string"],
    [
      `${CLI}runtimeConfig: {platformHooks: 2001-01-01}`,
      "line 1: cannot unmarshal !!timestamp `2001-01...` into plugin.PlatformHooks",
    ],
    [`${CLI}config: {[a]: b}`, "yaml: unmarshal errors:\n  line 6: cannot unmarshal !!seq into string"],
    ['!!int "3.5"', "yaml: cannot decode !!float `3.5` as a !!int"],
    ["name: bad name!", 'invalid plugin name "bad name!": must contain only a-z, A-Z, 0-9, _ and -'],
    ["name: a\nversion: x", 'invalid plugin version "x": must be valid semver'],
    ["name: a\ncommand: x\nplatformCommand: [{command: y}]", "both platformCommand and command are set"],
    ["name: a\ndownloaders: [{command: x}]", "downloader 0 has no protocols"],
    ["name: [a]", "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into string"],
    ["name: a\nname: b", 'yaml: unmarshal errors:\n  line 2: mapping key "name" already defined at line 1'],
    ["apiVersion: v2", 'invalid plugin apiVersion: "v2"'],
    [
      `${V1}type: cli/v1\nruntime: subprocess\nwhat: x`,
      "yaml: unmarshal errors:\n  line 6: field what not found in type plugin.MetadataV1",
    ],
    [
      `${V1}type: nosuch/v1\nruntime: subprocess`,
      'failed to convert MetadataV1 to Metadata: unknown plugin type "nosuch/v1"',
    ],
    [
      `${V1}type: cli/v1\nruntime: nosuch`,
      'failed to convert MetadataV1 to Metadata: unsupported plugin runtime type: "nosuch"',
    ],
    [`${V1}runtime: subprocess`, "`type` missing"],
    ["apiVersion: v1\nname: a\nversion: 1", 'invalid plugin `version` "1": must be valid semver'],
  ];
  for (const [text, message] of cases) test(message, () => expect(() => loadMetadata(text)).toThrow(message));
});

describe("what Helm 3 refuses", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["name: bad name!", 'invalid plugin name at "/p/x/plugin.yaml"'],
    [
      "name: a\napiVersion: v1",
      'failed to load plugin at "/p/x/plugin.yaml": error unmarshaling JSON: while decoding JSON: json: unknown field "apiVersion"',
    ],
    ["name: a\ndownloaders: [{command: x, os: linux}]", 'json: unknown field "os"'],
    ["name: a\nplatformHooks: {install: [{command: x, what: y}]}", 'json: unknown field "what"'],
    ["Name: []\napiVersion: v1", "json: cannot unmarshal array into Go struct field Metadata.name of type string"],
    ["name: a\nhooks: 1", "json: cannot unmarshal number into Go struct field Metadata.Hooks of type plugin.Hooks"],
    [
      "name: a\nplatformHooks: x",
      "json: cannot unmarshal string into Go struct field Metadata.platformHooks of type plugin.PlatformHooks",
    ],
  ];
  for (const [text, message] of cases) {
    test(message, () => {
      const { options } = optionsOf({ "/p/x/plugin.yaml": text }, "helm3");
      expect(() => loadPlugin("/p/x", options)).toThrow(message);
    });
  }
  test("numbers are texts as they are written", () => {
    const { options } = optionsOf({ "/p/x/plugin.yaml": "name: 1000000\nusage: 0x10\ndescription: .inf" }, "helm3");
    const { name, config } = loadPlugin("/p/x", options).metadata;
    expect([name, config.shortHelp, config.longHelp]).toEqual(["1000000", "16", "+Inf"]);
  });
  test("warns of commands given twice", () => {
    const text = "name: a\nversion: x\ncommand: x\nplatformCommand: [{command: y}]";
    const { options, warnings } = optionsOf({ "/p/x/plugin.yaml": text }, "helm3");
    expect(loadPlugin("/p/x", options).metadata.version).toBe("x");
    expect(warnings).toEqual([
      "WARNING: both 'platformCommand' and 'command' are set in \"/p/x/plugin.yaml\" (this will become an error in a future Helm version)",
    ]);
  });
});

describe("folders of plugins", () => {
  const files = {
    "/p/b/plugin.yaml": "name: b\nversion: 0.1.0\ncommand: run",
    "/p/a/plugin.yaml": "name: get\ndownloaders: [{command: run, protocols: [x, y]}]",
    "/p/bad/plugin.yaml": "name: bad!",
    "/p/none/README": "",
    "/q/c/plugin.yaml": "name: c",
  };
  test("may be named by a pattern", () => {
    const { options } = optionsOf(files);
    expect(findPlugins("/[pr]:/*", {}, options).map(({ dir }) => dir)).toEqual([
      "/p/a",
      "/p/b",
      "/p/a",
      "/p/b",
      "/q/c",
    ]);
    expect(() => findPlugins("/p[", {}, options)).toThrow(
      'failed to search for plugins in "/p[/*/plugin.yaml": syntax error in pattern',
    );
  });
  test("are searched in order, and by type", () => {
    const { options, ignored } = optionsOf(files);
    expect(findPlugins("/p:/q", {}, options).map(({ metadata }) => metadata.name)).toEqual(["get", "b", "c"]);
    expect(findPlugins("/p", { type: "getter/v1" }, options).map(({ dir }) => dir)).toEqual(["/p/a"]);
    expect(ignored[0]).toStartWith('/p/bad/plugin.yaml: failed to load plugin "/p/bad": invalid plugin name');
  });
  test("hold each name once", () => {
    const { options } = optionsOf({ "/p/a/plugin.yaml": "name: x", "/p/b/plugin.yaml": "name: x" });
    expect(() => findPlugins("/p", {}, options)).toThrow('two plugins claim the name "x" at "/p/a" and "/p/b"');
  });
});
