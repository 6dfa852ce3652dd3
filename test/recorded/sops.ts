/**
 * Encrypted files and what the real sops makes of them. Run by itself it encrypts the documents of test/recorded/sops anew, for the keys in
 * test/cases/sops/keys, asks and writes test/cases/sops/documents.jsonl and damaged.jsonl:
 *
 *   SOPS=FILE bun test/recorded/sops.ts
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Random } from "../random.ts";
import { type Damage, DAMAGES } from "./sops/damage.ts";
import { type Document, DOCUMENTS } from "./sops/documents.ts";
import { generate, type Kind } from "./sops/generate.ts";

export const SOPS_CASES = resolve(import.meta.dir, "../cases/sops");
/** Where nobody has keys. */
export const SOPS_HOME = "/home/nobody-of-lade";

export interface SopsCase {
  readonly name: string;
  /** Its ending says the format. */
  readonly file: string;
  readonly encrypted: string;
  /** The environment, keys by the names of their files. */
  readonly env: Readonly<Record<string, string>>;
  readonly answers: readonly SopsAnswer[];
}

export interface SopsAnswer {
  /** Behind `sops decrypt`. */
  readonly args: readonly string[];
  readonly exit: number;
  /** In base64 where it is no UTF-8. */
  readonly stdout: string | { readonly base64: string };
  /** Without warnings. */
  readonly stderr: string;
}

/** The keys of a file, or the text behind `=`. */
export function keyText(names: string): string {
  if (names.startsWith("=")) return names.slice(1);
  return names
    .split(" ")
    .map((name) => secretKey(name))
    .join(" ");
}

function keyFile(name: string): string {
  return readFileSync(join(SOPS_CASES, `keys/${name}.txt`), "utf8");
}

function secretKey(name: string): string {
  return /^AGE-SECRET-KEY-\S+$/m.exec(keyFile(name))?.[0] ?? "";
}

function recipient(name: string): string {
  return /age1\w+/.exec(keyFile(name))?.[0] ?? "";
}

/** How generated documents are encrypted: in order of chance. */
const OPTIONS: readonly Pick<Document, "options" | "rule">[] = [
  ...[{}, {}, {}, {}],
  { options: ["--unencrypted-suffix", "_unencrypted"] },
  { options: ["--encrypted-suffix", "_encrypted"] },
  { options: ["--encrypted-regex", "^(data|k|a)"] },
  { options: ["--unencrypted-regex", "^[b-n]|^K1"] },
  { options: ["--mac-only-encrypted", "--encrypted-regex", "^(data|k|a)"] },
  { rule: "encrypted_comment_regex: sops:enc|comment" },
  { rule: "unencrypted_comment_regex: 'plain|^ d'" },
  { rule: "shamir_threshold: 2" },
];

const GENERATED: Readonly<Record<Kind, number>> = { yaml: 50, json: 15, env: 12, ini: 15, bin: 4 };
const FORMATS: Readonly<Record<Kind, string>> = {
  yaml: "yaml",
  json: "json",
  env: "dotenv",
  ini: "ini",
  bin: "binary",
};

function generated(kind: Kind): (Document & { readonly bytes: Uint8Array })[] {
  return Array.from({ length: GENERATED[kind] }, (_, i) => {
    const random = new Random(i * 31 + kind.length);
    const other = random.pick(Object.values(FORMATS));
    const bytes = generate(kind, 1000 * kind.length + i);
    const asks = [[], ["--output-type", other]];
    return { name: `${kind} ${i}`, kind, text: "", bytes, asks, ...random.pick(OPTIONS) };
  });
}

function withBytes(document: Document): Document & { readonly bytes: Uint8Array } {
  return { ...document, bytes: new TextEncoder().encode(document.text) };
}

class Recorder {
  readonly #folder = mkdtempSync(join(tmpdir(), "lade-sops-"));

  constructor(readonly program: string) {
    cpSync(join(SOPS_CASES, "keys"), join(this.#folder, "keys"), { recursive: true });
  }

  finish(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /** Nothing where sops does not encrypt it. */
  encrypt({ kind, bytes, options = [], rule }: Document & { readonly bytes: Uint8Array }): string | undefined {
    const file = `plain.${kind}`;
    writeFileSync(join(this.#folder, file), bytes);
    const global = options.filter((option) => option === "--mac-only-encrypted");
    const own = options.filter((option) => option !== "--mac-only-encrypted");
    const keys =
      rule === undefined ? ["encrypt", "--age", recipient("one"), ...own] : [...this.#config(rule), "encrypt"];
    const { exitCode, stdout } = this.#run([...global, ...keys, file], {});
    return exitCode === 0 ? stdout.toString() : undefined;
  }

  #config(rule: string): string[] {
    const groups = ["one", "one", "two"].map((name) => `      - age: [${recipient(name)}]\n`).join("");
    const keys = rule.startsWith("shamir") ? `    key_groups:\n${groups}` : `    age: ${recipient("one")}\n`;
    writeFileSync(join(this.#folder, "rules.yaml"), `creation_rules:\n  - ${rule}\n${keys}`);
    return ["--config", "rules.yaml"];
  }

  answers(
    file: string,
    encrypted: string,
    { env, asks }: { env: SopsCase["env"]; asks: Document["asks"] },
  ): SopsAnswer[] {
    writeFileSync(join(this.#folder, file), encrypted);
    return (asks ?? [[]]).map((args) => {
      const { exitCode, stdout, stderr } = this.#run(["decrypt", ...args, file], env);
      const text = stdout.toString();
      const exact = Buffer.from(text).equals(stdout);
      return {
        args,
        exit: exitCode,
        stdout: exact ? text : { base64: stdout.toString("base64") },
        stderr: withoutWarnings(stderr.toString()),
      };
    });
  }

  #run(words: readonly string[], env: SopsCase["env"]) {
    const key = env["SOPS_AGE_KEY"];
    const keys = key === undefined ? {} : { SOPS_AGE_KEY: keyText(key) };
    const all = { PATH: process.env["PATH"] ?? "", HOME: SOPS_HOME, ...env, ...keys };
    return Bun.spawnSync([this.program, ...words], { cwd: this.#folder, env: all, timeout: 60_000 });
  }
}

function withoutWarnings(text: string): string {
  return text
    .split("\n")
    .filter((written) => !written.includes("level=warning"))
    .join("\n");
}

/** Every file as `documents.jsonl` has it. */
function recordDocuments(recorder: Recorder): SopsCase[] {
  const env = { SOPS_AGE_KEY: "one" };
  const kinds = Object.keys(GENERATED) as Kind[];
  const all = [...DOCUMENTS.map(withBytes), ...kinds.flatMap(generated)];
  return all.flatMap((document) => {
    const encrypted = recorder.encrypt(document);
    if (encrypted === undefined) return [];
    const file = `case.${document.kind}`;
    return [
      {
        name: document.name,
        file,
        encrypted,
        env,
        answers: recorder.answers(file, encrypted, { env, asks: document.asks }),
      },
    ];
  });
}

/** What is damaged. */
const WHOLE: Readonly<Record<Kind, string>> = {
  yaml: "a: text\nb: 5\nc: [true]\n",
  json: '{"a": "text", "b": [5]}',
  env: "A=text\n",
  ini: "[s]\na = text\n",
  bin: "text",
};

function recordDamage(recorder: Recorder): SopsCase[] {
  const kinds = Object.entries(WHOLE) as [Kind, string][];
  const whole = new Map(kinds.map(([kind, text]) => [kind, recorder.encrypt(withBytes({ name: "", kind, text }))]));
  return DAMAGES.map(({ name, kind = "yaml", change, env = { SOPS_AGE_KEY: "one" }, asks }: Damage) => {
    const encrypted = whole.get(kind) ?? "";
    const [file, text] = [`case.${kind}`, change?.(encrypted) ?? encrypted];
    return { name, file, encrypted: text, env, answers: recorder.answers(file, text, { env, asks }) };
  });
}

function write(name: string, cases: readonly SopsCase[]): void {
  writeFileSync(join(SOPS_CASES, name), `${cases.map((one) => JSON.stringify(one)).join("\n")}\n`);
  console.log(`${name}: ${cases.length} files, ${cases.flatMap(({ answers }) => answers).length} answers`);
}

if (import.meta.main) {
  const recorder = new Recorder(process.env["SOPS"] ?? "sops");
  write("documents.jsonl", recordDocuments(recorder));
  write("damaged.jsonl", recordDamage(recorder));
  recorder.finish();
}
