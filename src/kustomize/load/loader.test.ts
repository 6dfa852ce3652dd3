import { describe, expect, test } from "bun:test";
import { MemoryFileSystem } from "../../base/index.ts";
import { cleanedPlace, Loader } from "./loader.ts";

/** A tree that names each kustomization twice on every level would have no end. */
test("so many kustomizations are read in a build", () => {
  const files = new MemoryFileSystem();
  for (const folder of ["/a", "/b"]) files.makeDirectory(folder);
  const nothing = (): never => {
    throw new Error("nothing is remote here");
  };
  const remotes = { clone: nothing, download: nothing };
  const loader = Loader.open("/a", { files, cwd: "/", remotes, restriction: "root-only" });
  expect(() => {
    for (let count = 0; count < 10_000; count++) loader.open("../b");
  }).toThrow("a build reads at most 5000 kustomizations");
});

describe("what is no place, in the words of Go's EvalSymlinks", () => {
  const files = new MemoryFileSystem({ "/w/file": "" });
  files.link("/w/loop", "loop");
  files.link("/w/dangling", "nothing");

  function check(path: string, reason: string): void {
    test(path, () => {
      const find = (): unknown => cleanedPlace({ files, cwd: "/w" }, path);
      expect(find).toThrow(new Error(`evalsymlink failure on '${path}' : ${reason}`));
    });
  }

  check("nothing", "lstat /w/nothing: no such file or directory");
  check("nothing/x/y", "lstat /w/nothing: no such file or directory");
  check("file/x/y", "not a directory");
  check("loop", "EvalSymlinks: too many links");
  check("loop/x", "EvalSymlinks: too many links");
});
