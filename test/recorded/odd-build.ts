/** Builds and edits of kustomizations with something odd in them: asked of the real program, and of our own in this process. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { MemoryFileSystem, readIfThere } from "../../src/base/index.ts";
import { toBytes } from "../../src/go/index.ts";
import { kustomizeInMemory } from "../kustomize-in-memory.ts";
import { ask, type Answer } from "./ask.ts";

export interface OddInput {
  /** What is odd. */
  readonly line: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Behind the program's name; `build` unless given. */
  readonly words?: readonly string[];
  /** The file that is looked at afterwards; the kustomization unless given. */
  readonly writes?: string;
}

export interface Answered {
  readonly line: string;
  readonly exit: number;
  /** What is built, by its digest. */
  readonly built: string;
  readonly said: string;
  /** What the command line makes of a file, by its digest. */
  readonly edited?: string;
}

const KUSTOMIZATION = "kustomization.yaml";

/** What our own makes of one, in this process. */
export async function answerInMemory(input: OddInput): Promise<Answered> {
  const cwd = "/work";
  const placed = Object.entries(input.files).map(([path, content]) => [`${cwd}/${path}`, content] as const);
  const files = new MemoryFileSystem(Object.fromEntries(placed));
  const words = input.words ?? ["build"];
  const { exit, out, err } = await kustomizeInMemory(words, { files, cwd, variables: new Map([["HOME", cwd]]) });
  const written = (text: string): string => new TextDecoder().decode(toBytes(text));
  const answer = { exit, stdout: written(out), stderr: written(err), folder: cwd };
  const after = readIfThere(files, `${cwd}/${input.writes ?? KUSTOMIZATION}`);
  return answered(input, answer, after ?? new Uint8Array());
}

async function answerOf(program: string, input: OddInput): Promise<Answered> {
  const folder = mkdtempSync(join(tmpdir(), "lade-kustomization-"));
  try {
    for (const [path, content] of Object.entries(input.files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const answer = await ask([program, ...(input.words ?? ["build"])], { cwd: folder, env: { HOME: folder } });
    const after = join(folder, input.writes ?? KUSTOMIZATION);
    return answered(input, { ...answer, folder }, existsSync(after) ? readFileSync(after) : new Uint8Array());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Ended = Answer & { readonly folder: string };

function answered({ line, words }: OddInput, { exit, stdout, stderr, folder }: Ended, after: Uint8Array): Answered {
  const answer = { line, exit, built: digestOf(stdout.replaceAll(folder, "$FOLDER")), said: steady(stderr, folder) };
  return words === undefined ? answer : { ...answer, edited: digestOf(after) };
}

function digestOf(content: string | Uint8Array): string {
  return content.length === 0 ? "" : new Bun.CryptoHasher("sha256").update(content).digest("hex").slice(0, 16);
}

/** Without what is another at every run: folders, times, addresses in memory, which of two words a Go library happens to say. And without usage. */
function steady(text: string, folder: string): string {
  return text
    .replaceAll(folder, "$FOLDER")
    .replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /gm, "")
    .replace(/\d{4}-\d\d-\d\d \S+ \+0000 UTC(?: m=\S+)? \[debug\]/g, "TIME [debug]")
    .replace(/\/tmp\/kustomize-helm-\w+/g, "$TEMPORARY")
    .replace(/ &\{0x[0-9a-f]+ <nil>\}/g, "")
    .replaceAll("unable to unmarshal ", "cannot unmarshal ")
    .replace(/^Usage:\n[^]*/m, "");
}

/** Writes what the real program says to each into a file, a line each. */
export async function recordAnswers(recording: string, inputs: readonly OddInput[]): Promise<void> {
  const answers: Answered[] = [];
  for (const input of inputs) answers.push(await answerOf(process.env["KUSTOMIZE"] ?? "kustomize", input));
  // Where the program panics there is nothing to be held to.
  const told = answers.filter(({ said }) => !said.includes("goroutine "));
  mkdirSync(dirname(recording), { recursive: true });
  writeFileSync(recording, told.map((one) => `${JSON.stringify(one)}\n`).join(""));
  console.log(`${told.length} answers, ${answers.length - told.length} panics`);
}

export function readAnswers(recording: string): ReadonlyMap<string, Answered> {
  const lines = readFileSync(recording, "utf8").trimEnd().split("\n");
  return new Map(lines.map((line) => JSON.parse(line) as Answered).map((one) => [one.line, one]));
}
