/**
 * What Helmfile reads of addresses of things elsewhere, and where in its cache they go: it says so where it is to be thorough, before it fetches
 * anything.
 *
 *   HELMFILE=FILE bun test/recorded/helmfile-addresses.ts
 *
 * Each line of test/cases/helmfile-addresses/addresses.jsonl is asked anew; a new one is `{"address": TEXT}`.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FILE = join(import.meta.dir, "../cases/helmfile-addresses/addresses.jsonl");
const SAID = /^remote> (getter dest|getter|scheme|user|host|dir|file): ?(.*)$/gm;

interface Asked {
  readonly address: string;
}

const folder = mkdtempSync(join(tmpdir(), "helmfile-addresses-"));
try {
  const lines = readFileSync(FILE, "utf8").trim().split("\n");
  writeFileSync(FILE, lines.map((line) => `${JSON.stringify(ask(JSON.parse(line) as Asked))}\n`).join(""));
} finally {
  rmSync(folder, { recursive: true });
}

/** The fields by name, none where it is not taken for something elsewhere. */
function ask({ address }: Asked): Record<string, string> {
  const chart = JSON.stringify(address);
  writeFileSync(join(folder, "helmfile.yaml"), `releases: [{name: r, chart: ${chart}}]\n`);
  const { stderr } = Bun.spawnSync([process.env["HELMFILE"] ?? "helmfile", "--debug", "template"], {
    cwd: folder,
    env: {
      HOME: folder,
      PATH: process.env["PATH"] ?? "",
      GIT_ALLOW_PROTOCOL: "none",
      HELMFILE_UPGRADE_NOTICE_DISABLED: "1",
    },
    stdin: "ignore",
  });
  return {
    address,
    ...Object.fromEntries([...stderr.toString().matchAll(SAID)].map(([, name, text]) => [name, text])),
  };
}
