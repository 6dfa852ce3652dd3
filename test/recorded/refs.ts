/**
 * References as Helmfile's values hold them, and what the real vals makes of each: alone, in a text, and with missing keys as errors.
 *
 *   VALS=FILE SOPS=FILE bun test/recorded/refs.ts
 *
 * asks every line of test/cases/refs/references anew, in a folder with test/cases/refs/input and some of it encrypted, and writes
 * answers.jsonl and the encrypted files.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ask } from "./ask.ts";
import { keyText, SOPS_CASES, SOPS_HOME } from "./sops.ts";

export const REF_CASES = resolve(import.meta.dir, "../cases/refs");

export const REF_ENV = {
  FOO: "foo",
  EMPTY: "",
  YML: "k: v",
  HOME: SOPS_HOME,
  SOPS_AGE_KEY: keyText("one"),
} as const;

export interface RefAnswer {
  readonly reference: string;
  /** A missing key is an error. */
  readonly strict: boolean;
  /** JSON of what it is expanded to. */
  readonly value?: string;
  readonly error?: string;
}

const ENCRYPTED: readonly (readonly [name: string, text: string])[] = [
  [
    "secrets.yaml",
    "db:\n  user: root\n  password: hunter2\nport: 5432\nflag: true\nlist: [a, 1]\n# comment\nnone: ~\n",
  ],
  ["secrets.json", '{"api":{"key":"json-secret"}}'],
  ["secrets.env", "API_KEY=env-secret\n"],
  ["secrets.ini", "[db]\nuser = root\n"],
  ["secrets.txt", "binary secret\nsecond line\n"],
];

async function encryptAll(sops: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lade-refs-"));
  const recipient = /age1\w+/.exec(readFileSync(join(SOPS_CASES, "keys/one.txt"), "utf8"))?.[0] ?? "";
  for (const [name, text] of ENCRYPTED) {
    writeFileSync(join(folder, name), text);
    const { stdout } = await ask([sops, "encrypt", "--age", recipient, name], { cwd: folder, env: REF_ENV });
    writeFileSync(join(REF_CASES, "input", name), stdout);
  }
  rmSync(folder, { recursive: true });
}

async function answerTo(
  reference: string,
  { vals, folder, strict }: { vals: string; folder: string; strict: boolean },
): Promise<RefAnswer> {
  writeFileSync(join(folder, "in.yaml"), JSON.stringify({ v: reference }));
  const words = [vals, "eval", "-f", "in.yaml", "-o", "json", "-s", `-fail-on-missing-key-in-map=${strict}`];
  const { exit, stdout, stderr } = await ask(words, { cwd: folder, env: REF_ENV });
  if (exit !== 0) return { reference, strict, error: stderr.trimEnd() };
  return { reference, strict, value: stdout.trimEnd().slice('{"v":'.length, -1) };
}

if (import.meta.main) {
  await encryptAll(process.env["SOPS"] ?? "sops");
  const folder = mkdtempSync(join(tmpdir(), "lade-refs-"));
  cpSync(join(REF_CASES, "input"), folder, { recursive: true });
  const vals = process.env["VALS"] ?? "vals";
  const answers: RefAnswer[] = [];
  for (const reference of readFileSync(join(REF_CASES, "references"), "utf8").trimEnd().split("\n")) {
    const lenient = await answerTo(reference, { vals, folder, strict: false });
    const strict = await answerTo(reference, { vals, folder, strict: true });
    answers.push(lenient);
    if (strict.error !== lenient.error) answers.push(strict);
  }
  rmSync(folder, { recursive: true });
  writeFileSync(join(REF_CASES, "answers.jsonl"), `${answers.map((answer) => JSON.stringify(answer)).join("\n")}\n`);
  console.log(`${answers.length} answers`);
}
