/** What a program is started with: where its output goes, and where it stands. */
import { expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "..");
const HELM = join(ROOT, "bin", "helm");
const CHART = join(ROOT, "test/cases/helm/input/shop");

/** By a shell: `words` may redirect. */
async function shell(
  script: string,
  words: readonly string[] = [],
): Promise<readonly [exitCode: number, error: string]> {
  const child = Bun.spawn(["sh", "-c", script, "sh", ...words], { stdout: "ignore", stderr: "pipe" });
  const error = await new Response(child.stderr).text();
  return [await child.exited, error];
}

test("output that nobody reads ends the program silently, as SIGPIPE would", async () => {
  const words = [HELM, "template", "rel", CHART];
  const writer = Bun.spawn(
    [...words, ...Array.from({ length: 200 }, (_, i) => ["--set", `env.V${i}=${"x".repeat(500)}`]).flat()],
    {
      stdout: "pipe",
      stderr: "pipe",
    },
  );
  await writer.stdout.cancel();
  expect(await new Response(writer.stderr).text()).toBe("");
  expect(await writer.exited).toBe(141);
});

test("output that finds no room is an error", async () => {
  for (const words of [["version"], ["template", "rel", CHART]])
    expect(await shell('"$@" >/dev/full', [HELM, ...words])).toEqual([
      1,
      "Error: write /dev/stdout: no space left on device\n",
    ]);
});

test("what is said to nobody is lost, what was asked for is made", async () => {
  for (const script of ['"$@" 2>/dev/full', '"$@" 2>&-', '"$@" <&- 2>/dev/full >/dev/null']) {
    expect((await shell(script, [HELM, "lint", CHART, "--debug"]))[0]).toBe(0);
  }
});

test("standard input that cannot be read is told as any file", async () => {
  const words = [HELM, "template", "rel", CHART, "-f", "-"];
  expect(await shell('"$@" </', words)).toEqual([1, "Error: read /dev/stdin: is a directory\n"]);
  const login = [HELM, "registry", "login", "127.0.0.1:1"];
  expect(await shell('"$@" </', login)).toEqual([1, "Error: read /dev/stdin: is a directory\n"]);
  expect(await shell('"$@" 0>/dev/null', words)).toEqual([1, "Error: read /dev/stdin: bad file descriptor\n"]);
});

test("what has no end is too large", async () => {
  const named = (path: string): string[] => [HELM, "template", "rel", CHART, "-f", path];
  expect(await shell('"$@" </dev/zero', named("-"))).toEqual([1, "Error: read /dev/stdin: file too large\n"]);
  expect(await shell('yes | "$@"', named("-"))).toEqual([1, "Error: read /dev/stdin: file too large\n"]);
  expect(await shell('"$@"', named("/dev/zero"))).toEqual([1, "Error: read /dev/zero: file too large\n"]);
});

test("a folder that was removed can be worked in", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lade-gone-"));
  expect(await shell('cd "$1" && rmdir "$1" && "$2" version', [folder, HELM])).toEqual([0, ""]);
  const [exitCode, error] = await shell('mkdir "$1" && cd "$1" && rmdir "$1" && "$2" template rel chart', [
    folder,
    HELM,
  ]);
  expect(exitCode).toBe(1);
  expect(error).toMatch(/^Error: .*\n$/);
});
