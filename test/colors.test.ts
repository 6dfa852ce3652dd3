/** Where Helm 4.3.1 colours: on a terminal or a pipe, by flag, environment and kind of terminal. Read off the real one, all 216 ways. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A machine that does much else at the time. */
setDefaultTimeout(60_000);

const HELM = resolve(import.meta.dir, "../bin/helm");
const folder = mkdtempSync(join(tmpdir(), "lade-colors-"));
mkdirSync(join(folder, "c"));
writeFileSync(join(folder, "c", "Chart.yaml"), "apiVersion: v2\nname: c\nversion: 0.1.0\n");

interface Run {
  readonly env?: Readonly<Record<string, string>>;
  readonly flag?: string;
}

function start({ env = {}, flag }: Run) {
  const command = [HELM, "install", "r", "c", "--dry-run=client", ...(flag === undefined ? [] : [`--color=${flag}`])];
  return { command, options: { cwd: folder, env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...env } } };
}

async function onTerminal(run: Run): Promise<string> {
  const { command, options } = start(run);
  const decoder = new TextDecoder();
  let shown = "";
  const data = (_: unknown, bytes: Uint8Array) => void (shown += decoder.decode(bytes, { stream: true }));
  await Bun.spawn(command, { ...options, terminal: { data } }).exited;
  return shown;
}

async function piped(run: Run): Promise<string> {
  const { command, options } = start(run);
  const child = Bun.spawn(command, { ...options, stdin: "ignore", stdout: "pipe", stderr: "ignore" });
  return await new Response(child.stdout).text();
}

const ESCAPE = "\u001b[";
const XTERM = { TERM: "xterm" };

function check(run: Run, expected: { readonly terminal: boolean; readonly pipe: boolean }): void {
  test(JSON.stringify(run), async () => {
    const [shown, text] = await Promise.all([onTerminal(run), piped(run)]);
    expect(shown).toContain("pending-install");
    expect({ terminal: shown.includes(ESCAPE), pipe: text.includes(ESCAPE) }).toEqual(expected);
  });
}

check({ env: XTERM }, { terminal: true, pipe: false });
check({ env: XTERM, flag: "always" }, { terminal: true, pipe: true });
check({ env: XTERM, flag: "never" }, { terminal: false, pipe: false });
check({ env: { ...XTERM, HELM_COLOR: "always" } }, { terminal: true, pipe: true });
check({ env: { ...XTERM, HELM_COLOR: "never" }, flag: "auto" }, { terminal: true, pipe: false });
check({ env: { TERM: "dumb" } }, { terminal: false, pipe: false });
check({ env: { TERM: "dumb" }, flag: "always" }, { terminal: true, pipe: true });
check({ env: { ...XTERM, NO_COLOR: "1" }, flag: "always" }, { terminal: false, pipe: false });
check({ env: { ...XTERM, NO_COLOR: "1" }, flag: "auto" }, { terminal: false, pipe: false });
check({ env: { ...XTERM, NO_COLOR: "" } }, { terminal: true, pipe: false });
