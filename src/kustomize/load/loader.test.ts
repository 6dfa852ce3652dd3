import { expect, test } from "bun:test";
import { MemoryFileSystem } from "../../base/index.ts";
import { Loader } from "./loader.ts";

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
