import { expect, test } from "bun:test";
import { disk } from "./disk.ts";

test("what goes wrong is told as by Go", () => {
  const bytes = new Uint8Array(10);
  expect(() => disk.write("/dev/full", bytes)).toThrow("write /dev/full: no space left on device");
  expect(() => disk.read("/")).toThrow("read /: is a directory");
  expect(() => disk.read("/nowhere/at/all")).toThrow("open /nowhere/at/all: no such file or directory");
  expect(() => disk.write("/dev/null/x", bytes)).toThrow("open /dev/null/x: not a directory");
  expect(() => disk.read(`/${"x".repeat(300)}`)).toThrow("file name too long");
});
