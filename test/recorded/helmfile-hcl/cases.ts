/** Recorded HCL values: what Helmfile makes of an expression, or of whole files. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "../../../src/helmfile/hcl/index.ts";

export const CASES = join(import.meta.dir, "../../cases/helmfile-hcl");

/** One line of a `*.jsonl` of the cases. */
export interface RecordedHcl {
  /** Stands for a file `a.hcl` of one value, `x`. */
  readonly expression?: string;
  /** Names and texts, in the order in which the environment lists them. */
  readonly files?: Readonly<Record<string, string>>;
  /** The values; of an expression the value of `x`. */
  readonly value?: unknown;
  /** The message behind `failed to read helmfile.yaml.gotmpl: `. */
  readonly error?: string;
}

export function caseFiles(): readonly string[] {
  return readdirSync(CASES)
    .filter((name) => name.endsWith(".jsonl"))
    .sort();
}

export function readCases(name: string): readonly RecordedHcl[] {
  const lines = readFileSync(join(CASES, name), "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as RecordedHcl);
}

export function sourcesOf({ expression, files = {} }: RecordedHcl): readonly SourceFile[] {
  if (expression !== undefined) return [{ path: "a.hcl", text: `values {\n  x = ${expression}\n}\n` }];
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}
