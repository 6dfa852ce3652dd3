import { describe, expect, test } from "bun:test";
import { MemoryFileSystem } from "./memory-file-system.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function sample(): MemoryFileSystem {
  const files = new MemoryFileSystem({ "/app/base/a.yaml": "a", "/app/base/b.yaml": "b", "/other/c.yaml": "c" });
  files.link("/app/over", "base");
  files.link("/app/out", "/other");
  files.link("/app/loop", "loop");
  files.link("/app/nowhere", "missing");
  return files;
}

describe("MemoryFileSystem", () => {
  test("reads through relative and absolute links", () => {
    expect(text(sample().read("/app/over/a.yaml"))).toBe("a");
    expect(text(sample().read("/app/out/c.yaml"))).toBe("c");
    expect(sample().realPath("/app/out/c.yaml")).toBe("/other/c.yaml");
  });

  test("lists in byte order", () => expect(sample().list("/app")).toEqual(["base", "loop", "nowhere", "out", "over"]));

  test("tells links from what they point to", () => {
    expect(sample().lstat("/app/over")?.kind).toBe("link");
    expect(sample().stat("/app/over")?.kind).toBe("directory");
    expect(sample().stat("/app/nowhere")).toBeUndefined();
    expect(sample().stat("/app/base/none/deep")).toBeUndefined();
  });

  test("refuses as a disk does", () => {
    const files = sample();
    expect(() => files.read("/app/none")).toThrow("open /app/none: no such file or directory");
    expect(() => files.read("/app/loop/x")).toThrow("open /app/loop/x: too many levels of symbolic links");
    expect(() => files.read("/app/base")).toThrow("read /app/base: is a directory");
    expect(() => files.read("/app/base/a.yaml/x")).toThrow("not a directory");
    expect(() => files.write("/none/x", new Uint8Array())).toThrow("open /none/x: no such file or directory");
  });

  test("writes, and removes whole folders", () => {
    const files = sample();
    files.write("/app/over/a.yaml", new Uint8Array([65]));
    expect(text(files.read("/app/base/a.yaml"))).toBe("A");
    files.remove("/app/base");
    expect(files.stat("/app/base")).toBeUndefined();
    expect(files.lstat("/app/over")?.kind).toBe("link");
  });
});
