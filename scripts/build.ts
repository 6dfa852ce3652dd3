/**
 * `npm run build`: compiles the program to one executable, `bin/lade`, and links the names of the tools it stands in for
 * to it. The two autoload switches keep a `.env` or `bunfig.toml` of the current folder from being read by the program.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";

const NAMES = ["helm", "helm3", "kustomize", "helmfile"];

const root = new URL("..", import.meta.url).pathname;
mkdirSync(`${root}bin`, { recursive: true });
const outcome = spawnSync(
  process.execPath,
  [
    ...["build", "--compile", "--minify", "--splitting", "--format=esm", "--bytecode"],
    ...["--no-compile-autoload-dotenv", "--no-compile-autoload-bunfig"],
    ...["src/main.ts", "--outfile", "bin/lade"],
  ],
  { cwd: root, stdio: "inherit" },
);
if (outcome.status !== 0) process.exit(1);
for (const name of NAMES) {
  rmSync(`${root}bin/${name}`, { force: true });
  symlinkSync("lade", `${root}bin/${name}`);
}
