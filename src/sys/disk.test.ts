import { expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { existing, namesIn, peek } from "../base/index.ts";
import { disk } from "./disk.ts";

test("what goes wrong is told as by Go", () => {
  const bytes = new Uint8Array(10);
  expect(() => disk.write("/dev/full", bytes)).toThrow("write /dev/full: no space left on device");
  expect(() => disk.read("/")).toThrow("read /: is a directory");
  expect(() => disk.read("/nowhere/at/all")).toThrow("open /nowhere/at/all: no such file or directory");
  expect(() => disk.write("/dev/null/x", bytes)).toThrow("open /dev/null/x: not a directory");
  expect(() => disk.read(`/${"x".repeat(300)}`)).toThrow("file name too long");
});

test("what cannot be looked at is told as by Go, or is nothing to those who do not care", () => {
  const folder = mkdtempSync(join(tmpdir(), "lade-disk-"));
  const at = (name: string): string => join(folder, name);
  try {
    writeFileSync(at("file"), "x");
    symlinkSync("loop", at("loop"));
    symlinkSync("nothing", at("dangling"));
    expect(() => disk.stat(at("loop"))).toThrow(`stat ${at("loop")}: too many levels of symbolic links`);
    expect(disk.stat(`${at("file")}/x`)).toBeUndefined();
    expect(peek(disk, at("loop"))).toBeUndefined();
    expect(namesIn(disk, at("loop"))).toEqual([]);
    expect(() => existing(disk, `${at("file")}/`)).toThrow(`stat ${at("file")}/: not a directory`);
    expect(() => disk.makeDirectory(at("file/a/b"))).toThrow(`mkdir ${at("file")}: not a directory`);
    expect(() => disk.makeDirectory(at("dangling/a"))).toThrow(`mkdir ${at("dangling")}: file exists`);
    disk.makeDirectory(`${at("a/b")}/`);
    expect(readdirSync(at("a"))).toEqual(["b"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
