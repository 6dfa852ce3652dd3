import { describe, expect, test } from "bun:test";
import { FileError, MemoryFileSystem } from "../../base/index.ts";
import { annotationOf, PATH } from "./item.ts";
import { foldersWith, readPackage } from "./read.ts";

const MAP = "apiVersion: v1\nkind: ConfigMap\n";

/** Folders named `locked` cannot be listed. */
class WithLocked extends MemoryFileSystem {
  override list(path: string): string[] {
    if (path.endsWith("/locked")) throw new FileError("open", path, "EACCES");
    return super.list(path);
  }
}

const files = new WithLocked({
  "/w/file": MAP,
  "/w/good/a.yaml": MAP,
  "/w/good/sub/b.yaml": MAP,
  "/w/good/sub/Krmfile": "",
  "/w/dangling/a.yaml": MAP,
  "/w/ignoring/.krmignore": "locked\n",
  "/w/ignoring/locked/a.yaml": MAP,
  "/w/rules/.krmignore/folder": "",
  "/w/rules/a.yaml": MAP,
  "/w/looping/a.yaml": MAP,
});
files.link("/w/loop", "loop");
files.link("/w/dangling/d.yaml", "nothing");
files.link("/w/looping/.krmignore", ".krmignore");

describe("the objects of a package", () => {
  function check(path: string, expected: readonly string[] | string): void {
    const read = (): string[] => readPackage(path, { files, cwd: "/w" }).map((item) => annotationOf(item, PATH) ?? "");
    test(JSON.stringify(path), () => {
      if (typeof expected === "string") expect(read).toThrow(new Error(expected));
      else expect(read()).toEqual([...expected]);
    });
  }

  check("good", ["a.yaml", "sub/b.yaml"]);
  check("rules", ["a.yaml"]);
  check("", "must specify package path");
  check("loop", "evalsymlink failure on 'loop' : EvalSymlinks: too many links");
  check("file/x", "evalsymlink failure on 'file/x' : not a directory");
  check("dangling", "/w/dangling/d.yaml: open /w/dangling/d.yaml: no such file or directory");
  // That a folder is ignored does not help: it was listed first.
  check("ignoring", "open /w/ignoring/locked: permission denied");
  check("looping", "open /w/looping/.krmignore: too many levels of symbolic links");
});

describe("folders with a file", () => {
  function check(path: string, recurse: boolean, expected: readonly string[] | string): void {
    const find = (): string[] => foldersWith(path, "Krmfile", { files, cwd: "/w", recurse });
    test(`${JSON.stringify(path)}, ${recurse ? "with" : "without"} those below`, () => {
      if (typeof expected === "string") expect(find).toThrow(new Error(expected));
      else expect(find()).toEqual([...expected]);
    });
  }

  check("good", true, ["good/sub"]);
  check("good", false, []);
  check("loop", true, []);
  check("loop/x", true, "lstat loop/x: too many levels of symbolic links");
  check("file/x", true, "lstat file/x: not a directory");
  check("nothing", true, "lstat nothing: no such file or directory");
  check("", true, "lstat : no such file or directory");
  check("ignoring", true, "open ignoring/locked: permission denied");
  // Only what is surely not there is taken for missing.
  check("nothing", false, []);
  check("file", false, ["file"]);
  check("loop/", false, ["loop"]);
});
