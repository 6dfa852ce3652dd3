/**
 * Every command in the documentation is run, and answers what the page shows.
 *
 * A ```console block is a session: lines after `$ ` are commands, the lines below them the output; a line `...` stands for any lines.
 * All blocks of a page share one scratch copy of examples/. A ```sh block holds commands that the suite itself is made of.
 */
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { splitWords } from "./recorded/case.ts";

const ROOT = resolve(import.meta.dir, "..");

/** Commands of ```sh blocks, and what runs them. */
const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  "git clone": ".ci/run works in a fresh clone",
  "npm test": ".ci/run",
  "npm run demo": "test/demo.test.ts",
  "npm run build": "scripts/test.ts builds first",
  "npm run bench": "test/bench.test.ts runs one scenario",
  "npm run cases": "scripts/test.ts plays every case",
  "bun run check": "scripts/test.ts runs its parts",
  "bun run parity:templates": "test/templates.test.ts runs the same cases",
  "cd ": "part of the clone",
  "export PATH": "part of the clone",
};

interface Step {
  readonly command: string;
  readonly output: readonly string[];
}

function pages(): string[] {
  const folder = join(ROOT, "docs");
  const topics = readdirSync(folder).filter((name) => name.endsWith(".md"));
  return ["README.md", "CONTRIBUTING.md", ...topics.map((name) => `docs/${name}`)].filter((name) =>
    existsSync(join(ROOT, name)),
  );
}

function blocks(page: string, language: string): string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    (match) => match[1] ?? "",
  );
}

function steps(session: string): Step[] {
  return session
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = "", ...output] = part.replace(/\n$/, "").split("\n");
      return { command, output };
    });
}

/** Whether lines are those shown, where `...` stands for any number of them. */
function matches(shown: readonly string[], lines: readonly string[]): boolean {
  const [first, ...rest] = shown;
  if (first === undefined) return lines.length === 0;
  if (first === "...") return lines.some((_, at) => matches(rest, lines.slice(at))) || matches(rest, []);
  return lines.length > 0 && first === lines[0] && matches(rest, lines.slice(1));
}

function run(command: string, folder: string): string {
  const child = Bun.spawnSync(splitWords(command), {
    cwd: folder,
    env: {
      ...process.env,
      HOME: join(folder, ".home"),
      PATH: join(ROOT, "bin") + delimiter + process.env["PATH"],
      NO_COLOR: "1",
    },
    stdin: "ignore",
    stderr: "pipe",
  });
  return child.stdout.toString() + child.stderr.toString();
}

for (const page of pages()) {
  describe(page, () => {
    const scratch = mkdtempSync(join(tmpdir(), "lade-docs-"));
    afterAll(() => rmSync(scratch, { recursive: true, force: true }));
    cpSync(join(ROOT, "examples"), scratch, { recursive: true });

    for (const { command, output } of blocks(page, "console").flatMap(steps)) {
      test(command, () => {
        const printed = run(command, scratch).trimEnd();
        if (!matches(output, printed === "" ? [] : printed.split("\n"))) expect(printed).toBe(output.join("\n"));
      });
    }

    for (const line of blocks(page, "sh").flatMap((block) => block.split("\n"))) {
      const command = line.replace(/#.*/, "").trim();
      if (command === "") continue;
      test(`${command} is run by the suite`, () => {
        expect(Object.keys(RUN_ELSEWHERE).some((known) => command.includes(known))).toBe(true);
      });
    }
  });
}
