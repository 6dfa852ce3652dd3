import { expect, test } from "bun:test";
import { MemoryFileSystem } from "../../base/index.ts";
import { localPath } from "./local-path.ts";

const files = new MemoryFileSystem({ "c/charts": "a file", "/s/Chart.yaml": "" });
const find = (repository: string) => localPath(repository, { chartPath: "c", files });

test("a folder", () => expect(find("file:///s/./x/..")).toBe("/s"));
test("nothing", () => expect(() => find("file://../t")).toThrow(/^directory t not found$/));
test("below a file", () => expect(() => find("charts/s")).toThrow(/^stat c\/charts\/s: not a directory$/));
