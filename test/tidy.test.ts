/**
 * The rules of the layout, each with the reason why (ARCHITECTURE.md has the picture):
 * imports point downwards only, folders are entered through their `index.ts`, engines never touch the outside world.
 */
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "..");
const SOURCE = join(ROOT, "src");

const RING_1 = ["go", "yaml", "jsonschema", "semver", "toml", "sprig", "cel"];
const RINGS_0_TO_2 = ["base", ...RING_1, "kube"];
const ENGINES = [...RINGS_0_TO_2, "helm", "kustomize", "sops", "policy", "diff", "helmfile"];

/** Folder → the folders it may import. The order of this table is the order of the rings. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  base: [],
  go: ["base"],
  yaml: ["base", "go"],
  jsonschema: ["base", "go"],
  semver: ["base", "go"],
  toml: ["base", "go"],
  sprig: ["base", "go", "semver"],
  cel: ["base", "go"],
  kube: ["base", ...RING_1],
  helm: RINGS_0_TO_2,
  kustomize: RINGS_0_TO_2,
  sops: RINGS_0_TO_2,
  policy: RINGS_0_TO_2,
  diff: RINGS_0_TO_2,
  helmfile: [...RINGS_0_TO_2, "helm", "diff", "sops"],
  sys: RINGS_0_TO_2,
  git: [...RINGS_0_TO_2, "sys"],
  oci: [...RINGS_0_TO_2, "sys"],
  cluster: [...RINGS_0_TO_2, "sys"],
  sandbox: [...RINGS_0_TO_2, "sys"],
  gitops: ENGINES,
  web: [...ENGINES, "sys", "git", "oci", "cluster", "sandbox", "gitops"],
  cli: [...ENGINES, "sys", "git", "oci", "cluster", "sandbox", "gitops", "web"],
};

/** Folders that must also run in a browser. */
const PURE = new Set(ENGINES);

interface Import {
  readonly target: string;
  readonly dynamic: boolean;
  /** Erased when compiled: types may know each other. */
  readonly typeOnly: boolean;
}

interface SourceFile {
  /** Relative to `src/`. */
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

function* typescriptFiles(folder: string): Generator<string> {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* typescriptFiles(path);
    else if (path.endsWith(".ts")) yield path;
  }
}

/** Static, type-only and dynamic imports; Bun's own scanner drops the type-only ones. */
function importsOf(text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const fixed = [...code.matchAll(/^\s*(?:import|export)\s([^;"'`]*?)from\s*["']([^"']+)["']/gm)];
  const bare = [...code.matchAll(/^\s*import\s*["']([^"']+)["']/gm)];
  const dynamic = [...code.matchAll(/\bimport\(\s*["']([^"']+)["']/g)];
  return [
    ...fixed.map(([, what = "", target = ""]) => ({
      target,
      dynamic: false,
      typeOnly: /^type\s|^\{(\s*type\s[^,}]*,?)*\s*\}/.test(what.trim()),
    })),
    ...bare.map(([, target = ""]) => ({ target, dynamic: false, typeOnly: false })),
    ...dynamic.map(([, target = ""]) => ({ target, dynamic: true, typeOnly: false })),
  ];
}

function readSource(path: string): SourceFile {
  const name = relative(SOURCE, path);
  const text = readFileSync(path, "utf8");
  return { path: name, folder: name.includes("/") ? (name.split("/")[0] ?? "") : "", text, imports: importsOf(text) };
}

const files = [...typescriptFiles(SOURCE)].map(readSource);
const product = files.filter((file) => !file.path.endsWith(".test.ts"));

/** The file inside `src/` that a relative import names, relative to `src/`; undefined for packages. */
function resolveImport(file: SourceFile, target: string): string | undefined {
  return target.startsWith(".") ? relative(SOURCE, resolve(dirname(join(SOURCE, file.path)), target)) : undefined;
}

function offences(check: (file: SourceFile) => readonly string[], over: readonly SourceFile[] = product): string[] {
  return over.flatMap((file) => check(file).map((what) => `src/${file.path}: ${what}`));
}

describe("tidy", () => {
  test("every folder of src/ stands in the table of rings", () => {
    expect(
      offences((file) => (file.folder === "" || file.folder in MAY_IMPORT ? [] : [`unknown folder ${file.folder}`])),
    ).toEqual([]);
  });

  test("imports point downwards", () => {
    const check = (file: SourceFile): string[] =>
      file.imports.flatMap(({ target }) => {
        const folder = resolveImport(file, target)?.split("/")[0];
        if (folder === undefined || file.folder === "" || folder === file.folder) return [];
        return MAY_IMPORT[file.folder]?.includes(folder) === true ? [] : [`may not import ${target}`];
      });
    expect(offences(check)).toEqual([]);
  });

  test("a folder is entered through its index.ts, or lazily", () => {
    const check = (file: SourceFile): string[] =>
      file.imports.flatMap(({ target, dynamic }) => {
        const path = resolveImport(file, target);
        if (path === undefined || dynamic || file.folder === "" || path.split("/")[0] === file.folder) return [];
        return /^[^/]+(\/[^/]+)?\/index\.ts$/.test(path) ? [] : [`imports the inside of a folder: ${target}`];
      });
    expect(offences(check)).toEqual([]);
  });

  test("there are no import cycles", () => {
    expect(findCycles()).toEqual([]);
  });

  test("engines know neither Bun nor Node, clock nor chance: those are ports", () => {
    const check = (file: SourceFile): string[] => {
      if (!PURE.has(file.folder)) return [];
      const foreign = file.imports
        .filter(({ target }) => /^(node:|bun$|bun:)/.test(target))
        .map(({ target }) => `imports ${target}`);
      const code = file.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      const used = code.match(/\bBun\.\w+|\bprocess\.(?!ts\b)\w+|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/g) ?? [];
      return [...foreign, ...used.map((name) => `uses ${name}`)];
    };
    expect(offences(check)).toEqual([]);
  });

  test("no default exports, no `export *`: a name is found by searching for it", () => {
    const check = (file: SourceFile): string[] => file.text.match(/^export (default\b|\*(?! as)).*/gm) ?? [];
    expect(offences(check, files)).toEqual([]);
  });

  test("every open end names its issue", () => {
    const check = (file: SourceFile): string[] => file.text.match(/\b(TODO|FIXME|XXX)\b(?!\(#\d+\)).*/g) ?? [];
    expect(offences(check, files)).toEqual([]);
  });

  test("no file is called after nothing in particular", () => {
    const check = (file: SourceFile): string[] =>
      /(^|[/-])(utils?|helpers?|common|misc|manager)([.-]|\/)/.test(file.path) ? ["name the thing it is about"] : [];
    expect(offences(check, files)).toEqual([]);
  });

  test("no test is skipped or alone", () => {
    const check = (file: SourceFile): string[] => file.text.match(/\b(test|describe|it)\.(skip|only|todo)\b.*/g) ?? [];
    expect(offences(check, files)).toEqual([]);
  });
});

function findCycles(): string[] {
  const graph = new Map(
    product.map((file) => [
      file.path,
      file.imports
        .filter((one) => !one.dynamic && !one.typeOnly)
        .flatMap(({ target }) => resolveImport(file, target) ?? []),
    ]),
  );
  const cycles: string[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") return void cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    state.set(path, "open");
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    state.set(path, "done");
  };
  for (const path of graph.keys()) visit(path, []);
  return cycles;
}
