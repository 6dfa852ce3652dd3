/**
 * `npm run build`: compiles the program to one executable, `bin/lade`, and links the names of the tools it stands in for
 * to it. The two autoload switches keep a `.env` or `bunfig.toml` of the current folder from being read by the program.
 */
import type { BunPlugin } from "bun";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { withDirectImports } from "./direct-imports.ts";
import { withPlainMembers } from "./plain-members.ts";

const NAMES = ["helm", "helm3", "kustomize", "kubectl-kustomize", "helmfile"];

/** What the program is built for, the most usual first. The code that these run is laid out together, so that less of the executable is read. */
const USUAL_COMMANDS = [
  ["helm", "template", "shop", "charts/shop"],
  ["helm", "lint", "charts/shop"],
  ["helm", "version"],
  ["kustomize", "build", "kustomize/overlays/production"],
];

const root = resolve(import.meta.dir, "..");
process.chdir(root);
// Built aside and moved in: a program that is running, or a second build, never sees half a file.
const aside = join(root, "bin", `.build-${process.pid}`);
const executable = join(aside, "lade");

const ourSource: BunPlugin = {
  name: "our source",
  setup(build) {
    build.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => ({
      contents: withDirectImports(path, withPlainMembers(readFileSync(path, "utf8"))),
      loader: "ts",
    }));
  },
};

async function compile(bytecodeOrder: string[]): Promise<void> {
  await Bun.build({
    entrypoints: ["src/main.ts"],
    plugins: [ourSource],
    ...{ target: "bun", format: "esm", splitting: true, minify: true, bytecode: true },
    compile: {
      outfile: executable,
      ...{ autoloadDotenv: false, autoloadBunfig: false },
      // Most commands are over before compiling pays: functions stay in the interpreter ten times as long.
      jitPolicy: 10,
      // `fetch` offers HTTP/2 where a caller does not pin HTTP/1.1 (src/sys/http.ts).
      execArgv: ["--experimental-http2-fetch"],
      bytecodeOrder,
    },
  });
}

/** Runs the program on the examples, beside it, and gives the files in which each run noted the code that it used. */
function recordOrder(): string[] {
  cpSync("examples", aside, { recursive: true });
  run(["helm", "dependency", "update", "charts/shop"], {});
  return USUAL_COMMANDS.map((words, i) => {
    const order = join(aside, `order-${i}`);
    run(words, { BUN_BYTECODE_ORDER_OUT: order });
    return order;
  });
}

function run(words: readonly string[], env: Readonly<Record<string, string>>): void {
  const options = { cwd: aside, env: { HOME: aside, ...env }, stdout: "ignore" } as const;
  const { exitCode, stderr } = Bun.spawnSync([executable, ...words], options);
  if (exitCode !== 0) throw new Error(`${words.join(" ")}: exit ${exitCode}\n${stderr.toString()}`);
}

mkdirSync(aside, { recursive: true });
try {
  await compile([]);
  await compile(recordOrder());
  renameSync(executable, join(root, "bin", "lade"));
} finally {
  rmSync(aside, { recursive: true });
}
for (const name of NAMES) {
  const link = join(root, "bin", name);
  rmSync(link, { force: true });
  symlinkSync("lade", link);
}
