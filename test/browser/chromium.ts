/** A headless Chromium: Debian's, installed when it is missing. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const QUIET = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"],
];

/** The program. Throws where there is none and none can be installed. */
export function findChromium(): string {
  const found = installed();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && Bun.which("apt-get") !== null) install();
  const now = installed();
  if (now === undefined) throw new Error("this test needs Chromium: as root, apt-get install chromium");
  return now;
}

function installed(): string | undefined {
  return NAMES.map((name) => Bun.which(name)).find((path) => path !== null) ?? undefined;
}

function install(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const words of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    const { exitCode, stderr } = Bun.spawnSync(["apt-get", "-q", ...words], { env, stdin: "ignore", stderr: "pipe" });
    if (exitCode !== 0) throw new Error(`apt-get ${words.join(" ")} failed: ${stderr.toString()}`);
  }
}

/** Opens an address and keeps it open until `until` settles. What the browser said is part of what goes wrong. */
export async function browse<T>(address: string, until: Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), "lade-chromium-"));
  const child = Bun.spawn(
    [findChromium(), ...QUIET, `--user-data-dir=${profile}`, "--remote-debugging-port=0", address],
    {
      env: { ...process.env, HOME: profile },
      stdin: "ignore",
      stdout: "ignore",
      stderr: "pipe",
    },
  );
  const said = new Response(child.stderr).text();
  const ended = child.exited.then(async (code) => {
    throw new Error(`Chromium ended with ${code}: ${await said}`);
  });
  try {
    return await Promise.race([until, ended]);
  } finally {
    ended.catch(() => {});
    child.kill();
    await child.exited;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
