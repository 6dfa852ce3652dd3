import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { FileError } from "../base/index.ts";
import { GoError } from "../go/index.ts";
import { disk } from "../sys/index.ts";
import { keyText, SOPS_CASES, SOPS_HOME, type SopsAnswer, type SopsCase } from "../../test/recorded/sops.ts";
import { decryptFile, formatFor, parseTreePath, SopsError, type SopsWorld } from "./index.ts";

function casesOf(name: string): SopsCase[] {
  const lines = readFileSync(join(SOPS_CASES, name), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as SopsCase);
}

/** The folder of the cases, and the environment of one. */
function worldOf({ env }: SopsCase): SopsWorld {
  const key = env["SOPS_AGE_KEY"];
  const all = { HOME: SOPS_HOME, ...env, ...(key === undefined ? {} : { SOPS_AGE_KEY: keyText(key) }) };
  return {
    env: (name) => (all as Record<string, string>)[name],
    files: { read: (path) => inCases(path, disk.read), stat: (path) => inCases(path, disk.stat) },
    run: (line) => new Uint8Array(Bun.spawnSync(["sh", "-c", line], { cwd: SOPS_CASES }).stdout),
  };
}

/** Asks the disk for a path that counts from the folder of the cases. */
function inCases<T>(path: string, ask: (path: string) => T): T {
  try {
    return ask(resolve(SOPS_CASES, path));
  } catch (error) {
    throw error instanceof FileError ? new FileError("open", path, error.code) : error;
  }
}

interface Got {
  readonly exit: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

function answer(one: SopsCase, { args }: SopsAnswer): Got {
  const flag = (name: string): string => args[args.indexOf(name) + 1] ?? "";
  const value = (name: string): string => (args.includes(name) ? flag(name) : "");
  try {
    const options = {
      input: formatFor(one.file),
      output: formatFor(one.file, value("--output-type")),
      extract: parseTreePath(value("--extract")),
      ignoreMac: args.includes("--ignore-mac"),
    };
    const bytes = decryptFile(new TextEncoder().encode(one.encrypted), options, worldOf(one));
    return { exit: 0, stdout: Buffer.from(bytes), stderr: "" };
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    const exit = error instanceof SopsError ? error.exitCode : 1;
    return { exit, stdout: Buffer.alloc(0), stderr: `${error.message}\n` };
  }
}

/** What sops shows and lade does not: what could be a secret (docs/compat/sops.md). */
const HIDDEN: readonly (readonly [shown: RegExp, hidden: string])[] = [
  [/Input string (?!ENC\[)[^]* does not match/, "Input string *** does not match"],
  [/(not other JSON types. Got) .* (of type)/, "$1 *** $2"],
  [/(invalid dotenv input line|key-value delimiter not found|unclosed section|empty key name): .*/, "$1: ***"],
  [/decrypt value: (strconv\.\w+): parsing ".*":/, 'decrypt value: $1: parsing "***":'],
  [/decrypt value: parsing time ".*" as .*: cannot parse .*/, 'decrypt value: parsing time "***"'],
];

function hidden(text: string): string {
  return HIDDEN.reduce((result, [shown, instead]) => result.replace(shown, instead), text);
}

for (const name of ["documents.jsonl", "damaged.jsonl"]) {
  describe(`as sops answered: ${name}`, () => {
    for (const one of casesOf(name)) {
      for (const answered of one.answers) {
        test([one.name, ...answered.args].join(" "), () => {
          const got = answer(one, answered);
          const { stdout } = answered;
          const expected = typeof stdout === "string" ? Buffer.from(stdout) : Buffer.from(stdout.base64, "base64");
          expect(got.stdout.toString("latin1")).toBe(expected.toString("latin1"));
          expect(got.stderr.trimEnd()).toBe(hidden(answered.stderr).trimEnd());
          expect(got.exit).toBe(answered.exit);
        });
      }
    }
  });
}
