/** The machine's digests are those that templates get without them. */
import { expect, test } from "bun:test";
import type { Func } from "../go/index.ts";
import { encodingFunctions } from "../sprig/encoding.ts";
import { machineDigest } from "./ports.ts";

const TEXTS = ["", "a", "é\u{1f600}", "\n".repeat(63), "x".repeat(64), "yz".repeat(100_000)];

test.each(["sha1sum", "sha256sum", "sha512sum"])("%s", (name) => {
  const sums = (functions: ReadonlyMap<string, Func>): unknown[] =>
    TEXTS.map((text) => (functions.get(name) as Func).call(text as never));
  expect(sums(encodingFunctions(machineDigest))).toEqual(sums(encodingFunctions()));
});
