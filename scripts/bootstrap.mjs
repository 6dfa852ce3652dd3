// The entry of `npm run demo`, `npm test` and the other scripts on a machine that has Node and npm only:
// installs the pinned dependencies when they are missing or stale, then runs the named TypeScript file with the pinned Bun.
// Plain JavaScript for Node >= 20, because nothing else is there yet.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function fail(message) {
  console.error(`lade: ${message}`);
  process.exit(1);
}

/** The digest of the lock file says whether the installed packages are those it names. */
function installDependencies() {
  const digest = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, "node_modules", ".lade-lock-digest");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  console.error("lade: installing the pinned dependencies (npm ci)");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  try {
    execFileSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, stdio: ["ignore", 2, 2] });
  } catch {
    fail("npm ci failed; it needs the npm registry. Its own message stands above");
  }
  writeFileSync(stamp, digest);
}

/** Bun's own binary; the second place serves installs that ran with --ignore-scripts. */
function findBun() {
  const linked = join(root, "node_modules", "bun", "bin", "bun.exe");
  const scoped = join(root, "node_modules", "@oven");
  const candidates = [
    linked,
    ...(existsSync(scoped) ? readdirSync(scoped).map((name) => join(scoped, name, "bin", "bun")) : []),
  ];
  for (const candidate of candidates) {
    if (existsSync(candidate) && spawnSync(candidate, ["--version"]).status === 0) return candidate;
  }
  return fail(
    `no Bun binary for ${process.platform}-${process.arch} came with npm ci; delete node_modules and try again`,
  );
}

const [script, ...args] = process.argv.slice(2);
if (script === undefined) fail("usage: node scripts/bootstrap.mjs SCRIPT [ARG ...]");
installDependencies();
const bun = findBun();
const path = [dirname(bun), join(root, "node_modules", ".bin"), process.env.PATH].join(
  process.platform === "win32" ? ";" : ":",
);
const result = spawnSync(bun, ["--no-env-file", join(root, script), ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PATH: path },
});
process.exit(result.status ?? 1);
