import { describe, expect, test } from "bun:test";
import { FileError, MemoryFileSystem } from "../../base/index.ts";
import { glob } from "./glob.ts";

/** `/w/locked` is a folder that cannot be listed. */
class WithLocked extends MemoryFileSystem {
  override list(path: string): string[] {
    if (path === "/w/locked") throw new FileError("open", path, "EACCES");
    return super.list(path);
  }
}

describe("a pattern", () => {
  const files = new WithLocked({
    "/w/a.yaml": "",
    "/w/b.yaml": "",
    "/w/.c.yaml": "",
    "/w/d/e.yaml": "",
    "/w/locked/f": "",
  });
  files.link("/w/loop", "loop");

  function check(pattern: string, expected: readonly string[]): void {
    test(JSON.stringify(pattern), () => expect(glob({ files, cwd: "/w" }, pattern)).toEqual([...expected]));
  }

  check("a.yaml", ["a.yaml"]);
  check("./a.yaml", ["./a.yaml"]);
  check("*.yaml", ["a.yaml", "b.yaml"]);
  check(".*", [".c.yaml"]);
  check("*/e*", ["d/e.yaml"]);
  check("/w/[ab].yaml", ["/w/a.yaml", "/w/b.yaml"]);
  // A link is there, wherever it leads.
  check("loop", ["loop"]);
  check("loop/x", []);
  check("loop/*", []);
  check("locked/*", []);
  check("a.yaml/x", []);
  check("a.yaml/*", []);
  check("", []);
});
