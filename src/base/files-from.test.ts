import { describe, expect, test } from "bun:test";
import { writableFilesFrom } from "./files-from.ts";
import { MemoryFileSystem } from "./memory-file-system.ts";

describe("files as a program in /w sees them", () => {
  const memory = new MemoryFileSystem({ "/w/a/file": "x" });
  memory.link("/w/loop", "loop");
  const files = writableFilesFrom({ files: memory, cwd: "/w" });

  test("relative paths count from there", () => {
    expect(files.list("a")).toEqual(["file"]);
    expect(files.list("/w")).toEqual(["a", "loop"]);
    expect(files.stat("a/../a/file")?.kind).toBe("file");
  });
  test("nothing is at the empty path", () => {
    expect(files.stat("")).toBeUndefined();
    expect(files.lstat("")).toBeUndefined();
  });

  const failures: readonly (readonly [string, () => unknown])[] = [
    ["open : no such file or directory", () => files.read("")],
    ["open : no such file or directory", () => files.list("")],
    ["open nothing: no such file or directory", () => files.read("nothing")],
    ["open /w/nothing: no such file or directory", () => files.read("/w/nothing")],
    ["stat loop: too many levels of symbolic links", () => files.stat("loop")],
    ["open a/file/x: not a directory", () => files.read("a/file/x")],
    ["open new/: is a directory", () => files.write("new/", new Uint8Array())],
  ];
  for (const [message, action] of failures) test(message, () => expect(action).toThrow(message));
});
