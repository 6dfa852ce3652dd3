/** What is written arrives as it is, in however many pieces. */
import { expect, test } from "bun:test";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Stream } from "./output.ts";

test("no character of a long text is cut in two", () => {
  const folder = mkdtempSync(join(tmpdir(), "lade-output-"));
  const path = join(folder, "out");
  const text = `x${"\u{1f600}".repeat(100_000)}é\udc80`;
  const descriptor = openSync(path, "w");
  const stream = new Stream(descriptor, { buffered: true });
  stream.write(text);
  stream.write("");
  stream.flush();
  closeSync(descriptor);
  const wanted = Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0x80])]);
  expect(Buffer.compare(readFileSync(path), wanted)).toBe(0);
  rmSync(folder, { recursive: true });
});
