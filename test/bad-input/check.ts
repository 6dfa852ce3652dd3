/** One case: the program meets bad input, says so once and clearly, and leaves everything as it was. */
import { expect, test } from "bun:test";
import { againstPeer, type Dialect, type Outcome, runHelm, type RunOptions } from "./run-helm.ts";
import { type Files, Scratch } from "./scratch.ts";

export interface Case extends RunOptions {
  readonly files?: Files;
  readonly args: readonly string[];
  /** What follows `Error: `; `$WORK` stands for the folder the program works in. */
  readonly error: string | RegExp;
  /** The same from Helm 3, where its words are others. */
  readonly helm3?: string | RegExp;
  /** Helm itself crashes, hangs or goes on: the case is not held against it. */
  readonly stricter?: boolean;
  /** Both, unless one is named. */
  readonly dialects?: readonly Dialect[];
  readonly peakMbMax?: number;
  /** What may be new afterwards, where Helm leaves it too. */
  readonly leaves?: readonly string[];
}

const PEAK_MB_MAX = 400;

export function refuses(name: string, { dialects = ["helm4", "helm3"], ...one }: Case): void {
  for (const dialect of dialects) {
    const title = dialects.length > 1 ? `${name} (${dialect})` : name;
    test.skipIf(againstPeer && one.stricter === true)(
      title,
      async () => {
        using scratch = new Scratch(one.files ?? {});
        const before = scratch.list();
        const outcome = await runHelm(scratch, one.args, { ...one, dialect });
        expectOneError(outcome, (dialect === "helm3" ? one.helm3 : undefined) ?? one.error, scratch);
        expect(scratch.list().filter((path) => one.leaves?.includes(path) !== true)).toEqual(before);
        if (!againstPeer) expect(outcome.peakMb).toBeLessThan(one.peakMbMax ?? PEAK_MB_MAX);
      },
      Math.max(TEST_TIMEOUT_MS, (one.timeoutMs ?? 0) + STOP_MS),
    );
  }
}

const TEST_TIMEOUT_MS = 30_000;
/** For a program that was killed to be gone. */
const STOP_MS = 10_000;

export function expectOneError(outcome: Outcome, error: string | RegExp, scratch: Scratch): void {
  const text = outcome.stderr.replaceAll(scratch.folder, "$WORK");
  const errors = text.match(/^Error: /gm) ?? [];
  const message = text
    .slice(text.indexOf("Error: ") + "Error: ".length)
    .replace(DEBUG_HINT, "")
    .trimEnd();
  if (typeof error === "string") expect(shortened(message)).toBe(error);
  else expect(shortened(message)).toMatch(error);
  expect({ exitCode: outcome.exitCode, errors: errors.length }).toEqual({ exitCode: 1, errors: 1 });
  expect(text).not.toMatch(/^\s+at |panic|goroutine|RangeError|TypeError|call stack/m);
}

const DEBUG_HINT = "Use --debug flag to render out invalid YAML";

/** Long runs of one thing would hide what a message says. */
function shortened(text: string): string {
  return text.replace(/(.{1,3}?)\1{40,}/g, "$1...");
}
