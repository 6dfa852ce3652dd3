import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { FileError } from "../../base/index.ts";
import { GoError, type Value } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import { disk } from "../../sys/index.ts";
import { REF_CASES, REF_ENV, type RefAnswer } from "../../../test/recorded/refs.ts";
import { expandRefs, type RefCommand, type RefCommandResult, type RefWorld } from "./index.ts";

const INPUT = join(REF_CASES, "input");

function worldOf(strict: boolean): RefWorld {
  const env: Record<string, string> = { ...REF_ENV, HELMFILE_VALS_FAIL_ON_MISSING_KEY_IN_MAP: String(strict) };
  return {
    env: (name) => env[name],
    files: { read: (path) => inInput(path, disk.read), stat: (path) => inInput(path, disk.stat) },
    exec: (command) => execute(command),
  };
}

function inInput<T>(path: string, ask: (path: string) => T): T {
  try {
    return ask(resolve(INPUT, path));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new FileError(error.code === "EISDIR" ? "read" : "open", path, error.code);
  }
}

function execute({ program, args, variables }: RefCommand): RefCommandResult {
  const nothing = new Uint8Array();
  if (Bun.which(program) === null) {
    return { stdout: nothing, stderr: nothing, failure: `exec: "${program}": executable file not found in $PATH` };
  }
  const env = { PATH: process.env["PATH"] ?? "", ...variables };
  const { stdout, stderr, exitCode } = Bun.spawnSync([program, ...args], { cwd: INPUT, env });
  return { stdout, stderr, failure: exitCode === 0 ? undefined : `exit status ${exitCode}` };
}

/** What vals shows and lade does not (docs/compat/sops.md). */
const DIFFERENT: readonly (readonly [theirs: RegExp, ours: string])[] = [
  [/expected a map, got [^]*\((\S+(?: \{\})?)\)$/, "expected a map, got ***($1)"],
  [/cannot unmarshal (!!\w+) `[^`]*`/, "cannot unmarshal $1 `***`"],
];

function expected({ value, error }: RefAnswer): string {
  if (error === undefined) return String(value);
  return `E ${DIFFERENT.reduce((text, [theirs, ours]) => text.replace(theirs, ours), error)}`;
}

function expanded({ reference, strict }: RefAnswer): string {
  try {
    const value = expandRefs(new Map<string, Value>([["v", reference]]), worldOf(strict));
    return marshal(value).slice('{"v":'.length, -1);
  } catch (error) {
    if (error instanceof GoError) return `E ${error.message}`;
    throw error;
  }
}

describe("as vals answered", () => {
  for (const line of readFileSync(join(REF_CASES, "answers.jsonl"), "utf8").trimEnd().split("\n")) {
    const answer = JSON.parse(line) as RefAnswer;
    test(`${answer.reference}${answer.strict ? ", strictly" : ""}`, () => {
      expect(expanded(answer)).toBe(expected(answer));
    });
  }
});
