/**
 * `npm run build`: compiles the program to one executable, `bin/lade`, and links the names of the tools it stands in for
 * to it. The two autoload switches keep a `.env` or `bunfig.toml` of the current folder from being read by the program.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";

const NAMES = ["helm", "helm3", "kustomize", "kubectl-kustomize", "helmfile"];

const root = new URL("..", import.meta.url).pathname;
// Built aside and moved in: a program that is running, or a second build, never sees half a file.
const aside = `${root}bin/.build-${process.pid}`;
mkdirSync(aside, { recursive: true });
const outcome = spawnSync(
  process.execPath,
  [
    ...["build", "--compile", "--minify", "--splitting", "--format=esm", "--bytecode"],
    ...["--no-compile-autoload-dotenv", "--no-compile-autoload-bunfig"],
    // Most commands are over before compiling pays: functions stay in the interpreter ten times as long.
    "--compile-jit-policy=10",
    // `fetch` offers HTTP/2 where a caller does not pin HTTP/1.1 (src/sys/http.ts).
    "--compile-exec-argv=--experimental-http2-fetch",
    ...["src/main.ts", "--outfile", `${aside}/lade`],
  ],
  { cwd: root, stdio: "inherit" },
);
if (outcome.status === 0) renameSync(`${aside}/lade`, `${root}bin/lade`);
rmSync(aside, { recursive: true });
if (outcome.status !== 0) process.exit(1);
for (const name of NAMES) {
  rmSync(`${root}bin/${name}`, { force: true });
  symlinkSync("lade", `${root}bin/${name}`);
}
