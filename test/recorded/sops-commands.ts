/**
 * Command lines of `sops decrypt` and what the real sops does with them, in a folder of encrypted files:
 *
 *   SOPS=FILE bun test/recorded/sops-commands.ts
 *
 * encrypts test/cases/sops/input anew and writes test/cases/sops/commands.jsonl.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { splitWords } from "./case.ts";
import { keyText, SOPS_CASES, SOPS_HOME } from "./sops.ts";

export interface SopsCommand {
  /** Behind `decrypt`. */
  readonly line: string;
  /** What .sops.yaml says. */
  readonly config?: string | undefined;
  /** The file that is read from standard input. */
  readonly stdin?: string | undefined;
}

export interface SopsCommandAnswer extends SopsCommand {
  readonly exit: number;
  readonly stdout: string;
  /** The folder is written as $FOLDER. */
  readonly stderr: string;
  /** Files that were written. */
  readonly wrote: Readonly<Record<string, string>>;
}

export const SOPS_INPUT = join(SOPS_CASES, "input");

const PLAIN: Readonly<Record<string, string>> = {
  "a.yaml": "# c\na: 1\nb:\n  c: [x, {d: e}]\n  l: 1.5\n",
  "a.json": '{"a":1,"b":{"c":["x",{"d":"e"}]}}',
  "a.env": "A=1\nB=x\n",
  "a.ini": "[s]\na = 1\n",
  "a.txt": "hello\n",
};

const FILES = Object.keys(PLAIN);
const TYPES = ["yaml", "json", "dotenv", "ini", "binary", "toml"];
const CONFIGS = [2, 9, 1, 0, -1, -2].map(
  (blanks) => `stores: {yaml: {indent: ${blanks}}, json: {indent: ${blanks}}}\n`,
);
const PARTS = [
  '["a"]',
  '["b"]["c"]',
  '["b"]["c"][0]',
  '["b"]["c"][1]',
  '["x"]',
  '["b"]["c"][5]',
  '["a"',
  "[a]",
  "['a']",
];

function commands(): SopsCommand[] {
  const quoted = (part: string): string => (part.includes("'") ? `"${part}"` : `'${part}'`);
  return [
    ...[...FILES, "none.yaml", "sub", "plain.yaml"].map((line) => ({ line })),
    ...FILES.flatMap((file) => TYPES.map((type) => ({ line: `--output-type ${type} ${file}` }))),
    ...["yaml", "json"].flatMap((type) => FILES.map((file) => ({ line: `--input-type ${type} ${file}` }))),
    ...[...CONFIGS, "stores: [\n", "- a\n", "creation_rules: []\n"].flatMap((config) =>
      ["a.yaml", "a.json"].map((line) => ({ line, config })),
    ),
    ...[0, 1, 3, 10, -2].flatMap((blanks) =>
      ["a.yaml", "a.json"].map((file) => ({ line: `--indent=${blanks} ${file}` })),
    ),
    ...PARTS.flatMap((part) =>
      ["yaml", "json", "dotenv"].map((type) => ({ line: `--extract ${quoted(part)} --output-type ${type} a.yaml` })),
    ),
    ...FILES.flatMap((stdin) => [
      { line: "", stdin },
      { line: `--filename-override ${stdin}`, stdin },
      { line: "--input-type yaml", stdin },
    ]),
    ...[
      "--output out a.yaml",
      "--output no/such/out a.yaml",
      "-i a.yaml",
      "--in-place a.txt",
      "-i --output x a.yaml",
    ].map((line) => ({ line })),
    { line: "-i", stdin: "a.yaml" },
    ...["pgp,age", "age,age"].map((order) => ({ line: `--decryption-order ${order} a.yaml` })),
  ];
}

/** A copy of the input, with the configuration. */
export function sopsFolder({ config }: SopsCommand): string {
  const folder = mkdtempSync(join(tmpdir(), "lade-sops-"));
  cpSync(SOPS_INPUT, folder, { recursive: true });
  mkdirSync(join(folder, "sub"));
  if (config !== undefined) writeFileSync(join(folder, ".sops.yaml"), config);
  return folder;
}

export const SOPS_ENV = { HOME: SOPS_HOME, SOPS_AGE_KEY: keyText("one") };

/** Runs a command line in a folder of its own and says what came of it; the folder is gone afterwards. */
export function runSopsCommand(
  command: SopsCommand,
  program: (words: readonly string[]) => readonly string[],
): SopsCommandAnswer {
  const folder = sopsFolder(command);
  const before = filesIn(folder);
  const child = Bun.spawnSync([...program(splitWords(command.line))], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", ...SOPS_ENV },
    stdin: command.stdin === undefined ? "ignore" : readFileSync(join(SOPS_INPUT, command.stdin)),
    timeout: 60_000,
  });
  const wrote = Object.entries(filesIn(folder)).filter(([name, text]) => before[name] !== text);
  rmSync(folder, { recursive: true });
  const stderr = child.stderr.toString().replaceAll(folder, "$FOLDER");
  const kept = stderr.split("\n").filter((line) => !line.includes("level=warning"));
  return {
    ...command,
    exit: child.exitCode,
    stdout: child.stdout.toString(),
    stderr: kept.join("\n").trimEnd(),
    wrote: Object.fromEntries(wrote),
  };
}

function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(join(folder, name), "utf8")]));
}

function encryptInput(sops: string): void {
  const recipient = /age1\w+/.exec(readFileSync(join(SOPS_CASES, "keys/one.txt"), "utf8"))?.[0] ?? "";
  mkdirSync(SOPS_INPUT, { recursive: true });
  writeFileSync(join(SOPS_INPUT, "plain.yaml"), "a: 1\n");
  for (const [name, text] of Object.entries(PLAIN)) {
    writeFileSync(join(SOPS_INPUT, name), text);
    const { stdout } = Bun.spawnSync([sops, "encrypt", "--age", recipient, name], { cwd: SOPS_INPUT, env: SOPS_ENV });
    writeFileSync(join(SOPS_INPUT, name), stdout);
  }
}

/** `--indent` stands before the command. */
function words(sops: string, args: readonly string[]): string[] {
  const isGlobal = (word: string): boolean => word.startsWith("--indent");
  return [sops, ...args.filter(isGlobal), "decrypt", ...args.filter((word) => !isGlobal(word))];
}

if (import.meta.main) {
  const sops = process.env["SOPS"] ?? "sops";
  encryptInput(sops);
  const answers = commands().map((command) => runSopsCommand(command, (args) => words(sops, args)));
  writeFileSync(join(SOPS_CASES, "commands.jsonl"), `${answers.map((answer) => JSON.stringify(answer)).join("\n")}\n`);
  console.log(`${answers.length} command lines`);
}
