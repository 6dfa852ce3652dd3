/** What `registry login`, `repo add` and `package --sign` ask at a terminal, as Helm 4.3.1 and 3.22.0 do. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A machine that does much else at the time. */
setDefaultTimeout(60_000);

const BIN = resolve(import.meta.dir, "../bin");
const home = mkdtempSync(join(tmpdir(), "lade-prompts-"));

interface Dialogue {
  readonly program: string;
  readonly words: readonly string[];
  /** What is typed, each as soon as what stands before it was shown. */
  readonly answers: readonly (readonly [question: string, answer: string])[];
  /** Standard output is a pipe: only what is asked for at once is seen in time. */
  readonly piped?: boolean;
  /** A shell waits, and says how it ends. */
  readonly waits?: boolean;
}

/** What the terminal shows, and the exit code. */
async function hold({ program, words, answers, piped = false, waits = true }: Dialogue): Promise<string> {
  const rest = [...answers];
  const decoder = new TextDecoder();
  let shown = "";
  const script = piped ? '("$@"; echo "ends with $?") | cat' : '"$@"; echo "ends with $?"';
  const command = [join(BIN, program), ...words];
  const child = Bun.spawn(waits ? ["sh", "-c", script, "sh", ...command] : command, {
    env: { PATH: process.env["PATH"] ?? "", HOME: home },
    terminal: {
      data(terminal, bytes) {
        shown += decoder.decode(bytes, { stream: true });
        const [question, answer] = rest[0] ?? [];
        if (question === undefined || answer === undefined || !shown.endsWith(question)) return;
        rest.shift();
        terminal.write(answer);
      },
    },
  });
  await child.exited;
  return shown.replaceAll("\r\n", "\n");
}

const END_OF_INPUT = "\u0004";
const INTERRUPT = "\u0003";
const NOBODY = "127.0.0.1:1";
const REFUSED = `dial tcp ${NOBODY}: connect: connection refused`;

for (const program of ["helm", "helm3"]) {
  for (const piped of [false, true]) {
    const login = (answers: Dialogue["answers"], ...words: string[]) =>
      hold({ program, words: ["registry", "login", NOBODY, ...words], answers, piped });
    const where = piped ? "a pipe" : "the terminal";

    test(`${program} asks for a name and a password, which is not shown, on ${where}`, async () => {
      const shown = await login([
        ["Username: ", "me\n"],
        ["Password: ", "hunter2\n"],
      ]);
      expect(shown).toStartWith(`Username: me\nPassword: ${piped ? "" : "\n"}`);
      expect(shown).not.toContain("hunter2");
      expect(shown).toContain(REFUSED);
      expect(shown).toEndWith("ends with 1\n");
    });

    test(`${program} asks for a token where there is no name, on ${where}`, async () => {
      const shown = await login([
        ["Username: ", "\n"],
        ["Token: ", "\n"],
      ]);
      expect(shown).toStartWith(`Username: \nToken: ${piped ? "" : "\n"}`);
      expect(shown).toContain("Error: token required\n");
    });

    test(`${program} ends where nobody answers, on ${where}`, async () => {
      const shown = await login([["Password: ", END_OF_INPUT]], "--username", "me");
      expect(shown).toContain("Error: EOF\n");
      expect(shown).toEndWith("ends with 1\n");
    });
  }

  for (const words of [
    ["registry", "login", NOBODY, "--username", "me"],
    ["repo", "add", "mine", `http://${NOBODY}`, "--username", "me"],
  ]) {
    test(`an interrupt ends ${program} ${words[0]} ${words[1]} while it asks`, async () => {
      const shown = await hold({ program, words, answers: [["Password: ", INTERRUPT]], waits: false });
      expect(shown).toBe("Password: ");
    });
  }

  test(`${program} repo add asks for a password`, async () => {
    const words = ["repo", "add", "mine", `http://${NOBODY}`, "--username", "me"];
    const shown = await hold({ program, words, answers: [["Password: ", "hunter2\n"]] });
    expect(shown).toStartWith("Password: \nError: ");
    expect(shown).toContain(REFUSED);
    expect(shown).not.toContain("hunter2");
  });
}
