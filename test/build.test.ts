/** What the build makes of the source before it is bundled (scripts/build.ts). */
import { describe, expect, test } from "bun:test";
import { Glob } from "bun";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { withDirectImports } from "../scripts/direct-imports.ts";
import { withPlainMembers } from "../scripts/plain-members.ts";

const SOURCE = resolve(import.meta.dir, "../src");
const files = [...new Glob("**/*.ts").scanSync(SOURCE)].filter((path) => !path.endsWith(".test.ts"));

describe("members", () => {
  test("private ones become ordinary ones of their class", () => {
    const text = [
      "class A {",
      "  readonly #x = 1;",
      "  static async *#each() {}",
      "  get #y() {",
      "    return this.#x + other?.#x + `${this.#y}` + 'a.#z';",
      "  }",
      "}",
      "export class B extends A {",
      "  #x = 2;",
      "}",
    ].join("\n");
    const plain = withPlainMembers(text);
    expect(plain).toContain("readonly x$A = 1;");
    expect(plain).toContain("static async *each$A() {}");
    expect(plain).toContain("this.x$A + other?.x$A + `${this.y$A}` + 'a.#z'");
    expect(plain).toContain("  x$B = 2;");
  });

  test("none is left private anywhere in the source", () => {
    const transpiler = new Bun.Transpiler({ loader: "ts" });
    const left = files.filter((path) =>
      /^\s*(?:(?:static|async|get|set) )*\*?#\w+[ (;=]|this\.#/m.test(
        transpiler.transformSync(withPlainMembers(readFileSync(join(SOURCE, path), "utf8"))),
      ),
    );
    expect(left).toEqual([]);
  });
});

describe("imports", () => {
  const bind = (path: string, text: string): string => withDirectImports(join(SOURCE, path), text);

  test("a name is taken from the module that declares it", () => {
    expect(bind("main.ts", 'import { disk, type HttpClient } from "./sys/index.ts";')).toBe(
      'import { disk as disk } from "./sys/disk.ts";',
    );
    expect(bind("sys/index.ts", 'export { disk } from "./disk.ts";')).toBe('export { disk as disk } from "./disk.ts";');
  });

  test("what is no list of names stays as it is", () => {
    const text = 'import * as yaml from "./yaml/index.ts";\nimport type { Value } from "./go/index.ts";';
    expect(bind("main.ts", text)).toBe(text);
  });
});
