import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cloneUrl, parseRepoUrl } from "./repo-spec.ts";

interface RecordedUrl {
  readonly url: string;
  readonly error?: string;
  readonly cloneUrl?: string;
  readonly kustRootPath?: string;
  readonly ref?: string;
  readonly submodules?: boolean;
  readonly timeoutNs?: string;
}

const CASES = join(import.meta.dir, "../../../test/cases/repo-urls/urls.jsonl");
const recorded = readFileSync(CASES, "utf8").trim().split("\n");

function read(url: string): RecordedUrl {
  const spec = parseRepoUrl(url);
  if ("error" in spec) return { url, error: spec.error };
  const { kustRootPath, ref, submodules, timeoutNs } = spec;

  return { url, cloneUrl: cloneUrl(spec), kustRootPath, ref, submodules, timeoutNs: String(timeoutNs) };
}

describe("as Kustomize reads it", () => {
  for (const line of recorded) {
    const want = JSON.parse(line) as RecordedUrl;
    test(JSON.stringify(want.url), () => expect(read(want.url)).toEqual(want));
  }
});
