/**
 * `helm verify` with keyrings of every form, whole and broken. Run by itself, it records what the real programs answer:
 *
 *   HELM4=FILE HELM3=FILE bun test/recorded/keyrings.ts
 *
 * writes test/cases/keyrings/helm4.jsonl and helm3.jsonl. GnuPG 2.2.40 made the keys, keyrings and signatures in `input/`; the keys
 * protect nothing.
 */
import { copyFileSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ask } from "./ask.ts";
import { recordBoth } from "./both-dialects.ts";

const CASES = resolve(import.meta.dir, "../cases/keyrings");
const CHART = "signed-0.1.0.tgz";

export interface KeyringQuestion {
  readonly id: string;
  /** Paths below the working folder, which is also the home. */
  readonly keyrings: Readonly<Record<string, Uint8Array>>;
  readonly args: readonly string[];
  readonly provenance: string;
  readonly gnupgHome?: string;
}

export interface KeyringAnswer {
  readonly id: string;
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function input(name: string): Buffer {
  return readFileSync(join(CASES, "input", name));
}

/** Where the blobs of `both.kbx` begin: header, RSA, Ed25519. */
const RSA = 32;
const ED25519 = 827;
const OFFSET = 8;
const LENGTH = 12;
const BIT32 = 0xffff_ffff;

interface Change {
  readonly at: number;
  readonly u32?: number;
  readonly u16?: number;
  readonly u8?: number;
}

function changed(...changes: readonly Change[]): Buffer {
  const bytes = input("both.kbx");
  for (const { at, u32, u16, u8 } of changes) {
    if (u32 !== undefined) bytes.writeUInt32BE(u32, at);
    if (u16 !== undefined) bytes.writeUInt16BE(u16, at);
    if (u8 !== undefined) bytes.writeUInt8(u8, at);
  }
  return bytes;
}

function cut(end: number): Buffer {
  return input("both.kbx").subarray(0, end);
}

const text = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

/** Keyrings by what they are. */
function rings(): Record<string, Buffer> {
  const both = input("both.kbx");
  return {
    keybox: both,
    "keybox-ephemeral-first": changed({ at: RSA + 6, u16: 2 }),
    "keybox-ephemeral-all": changed({ at: RSA + 6, u16: 2 }, { at: ED25519 + 6, u16: 0xffff }),
    "keybox-other-flags": changed({ at: RSA + 6, u16: 0xfffd }),
    "keybox-x509": changed({ at: RSA + 4, u8: 3 }),
    "keybox-empty-blob": changed({ at: RSA + 4, u8: 0 }),
    "keybox-header-only": cut(RSA),
    "keybox-cut-in-header": cut(RSA + 2),
    "keybox-cut-in-type": cut(RSA + 4),
    "keybox-cut-in-blob": cut(RSA + 16),
    "keybox-cut-in-second": cut(ED25519 + 100),
    "keybox-length-0": changed({ at: RSA, u32: 0 }),
    "keybox-length-4": changed({ at: RSA, u32: 4 }),
    "keybox-length-5": changed({ at: RSA, u32: 5 }),
    "keybox-length-past-the-end": changed({ at: RSA, u32: both.length }),
    "keybox-length-largest": changed({ at: RSA, u32: BIT32 }),
    "keybox-offset-out-of-range": changed({ at: RSA + OFFSET, u32: both.length }),
    "keybox-offset-largest": changed({ at: RSA + OFFSET, u32: BIT32 }),
    "keybox-keyblock-too-long": changed({ at: RSA + LENGTH, u32: both.length }),
    "keybox-keyblock-largest": changed({ at: RSA + LENGTH, u32: BIT32 }),
    "keybox-keyblock-empty": changed({ at: RSA + LENGTH, u32: 0 }),
    "keybox-short-blob": text(cut(RSA), Buffer.from([0, 0, 0, 8, 2, 1, 0, 0])),
    "keybox-noise": changed({ at: RSA + 94, u32: 0 }),
    "keybox-first-blob-of-other-type": changed({ at: 4, u8: 2 }),
    "keybox-magic-only": text("\0\0\0\x0c\x01\x01\0\0KBXf"),
    "keybox-magic-half": text("\0\0\0\x0c\x01\x01\0\0KBX"),
    packets: input("both.gpg"),
    armored: input("rsa.asc"),
    "armored-two": text(input("ed25519.asc"), input("rsa.asc")),
    "armored-text-between": text("  \n", input("ed25519.asc"), "some words\n", input("rsa.asc"), "more\n"),
    "armored-other-kind": text("-----BEGIN PGP MESSAGE-----\n\naGVsbG8=\n-----END PGP MESSAGE-----\n"),
    "armored-never-ends": input("rsa.asc").subarray(0, 300),
    "armored-no-key": text("-----BEGIN PGP PUBLIC KEY BLOCK\nwhat\n"),
    text: text("hello\n"),
    empty: text(),
  };
}

export function questions(): KeyringQuestion[] {
  const asked: KeyringQuestion[] = [];
  const given = ["--keyring", "ring"];
  for (const [id, ring] of Object.entries(rings())) asked.push(question(id, { ring }, given));
  for (const id of ["keybox", "armored-two", "armored", "packets", "keybox-x509"]) {
    const ring = rings()[id] ?? Buffer.alloc(0);
    asked.push({ ...question(`${id}, ed25519`, { ring }, given), provenance: "ed25519.prov" });
  }
  const [keybox, packets] = [input("both.kbx"), input("both.gpg")];
  asked.push(
    question("default, keybox", { ".gnupg/pubring.kbx": keybox }, []),
    question("default, packets", { ".gnupg/pubring.gpg": packets }, []),
    question(
      "default, an empty ring and a keybox",
      { ".gnupg/pubring.gpg": Buffer.alloc(0), ".gnupg/pubring.kbx": keybox },
      [],
    ),
    question("default, nothing", {}, []),
    { ...question("default, GNUPGHOME", { "g/pubring.kbx": keybox }, []), gnupgHome: "g" },
  );
  return asked;
}

function question(id: string, keyrings: KeyringQuestion["keyrings"], args: readonly string[]): KeyringQuestion {
  return { id, keyrings, args, provenance: `${CHART}.prov` };
}

/** Asks a program in a folder of its own, written as $WORK. */
export async function verifyWith(program: string, asked: KeyringQuestion): Promise<KeyringAnswer> {
  const folder = mkdtempSync(join(tmpdir(), "lade-keyrings-"));
  try {
    copyFileSync(join(CASES, "input", CHART), join(folder, CHART));
    copyFileSync(join(CASES, "input", asked.provenance), join(folder, `${CHART}.prov`));
    for (const [name, bytes] of Object.entries(asked.keyrings)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    return { id: asked.id, ...(await run(program, folder, asked)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(
  program: string,
  folder: string,
  { args, gnupgHome }: KeyringQuestion,
): Promise<Omit<KeyringAnswer, "id">> {
  const env = { HOME: folder, ...(gnupgHome === undefined ? {} : { GNUPGHOME: gnupgHome }) };
  const { exit, stdout, stderr } = await ask([program, "verify", CHART, ...args], { cwd: folder, env });
  return { exit, stdout, stderr: stderr.replaceAll(folder, "$WORK") };
}

if (import.meta.main) {
  await recordBoth(CASES, async (program) => {
    const answers: unknown[] = [];
    for (const asked of questions()) answers.push(await verifyWith(program, asked));
    return answers;
  });
}
