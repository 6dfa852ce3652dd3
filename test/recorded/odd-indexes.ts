/**
 * Indexes of repositories with something odd in one place: a value of another type in each field, as YAML and as JSON, and documents
 * that are hardly indexes; and, run by itself, what the real programs take of them:
 *
 *   HELM4=FILE HELM3=FILE bun test/recorded/odd-indexes.ts
 *
 * writes test/cases/odd-indexes/helm4.jsonl and helm3.jsonl.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ask } from "./ask.ts";
import { recordBoth } from "./both-dialects.ts";

const CASES = resolve(import.meta.dir, "../cases/odd-indexes");

export interface Answered {
  /** The index's name. */
  readonly line: string;
  /** What `search repo` finds in it, or `repo index --merge` makes of it. */
  readonly found: string;
  readonly warned: string;
}

interface OddIndex {
  readonly name: string;
  readonly text: string;
}

const ENTRY = {
  apiVersion: "v2",
  appVersion: '"7"',
  created: '"2020-01-02T03:04:05.678Z"',
  description: "A chart",
  digest: "aaaa",
  name: "c",
  type: "application",
  urls: "[c-0.1.0.tgz]",
  version: "0.1.0",
};
const FRAME = { apiVersion: "v1", generated: '"2020-01-02T03:04:05.678Z"' };

const ENTRY_FIELDS = [
  ...["apiVersion", "name", "version", "appVersion", "description", "type", "keywords", "deprecated", "annotations"],
  ...["maintainers", "dependencies", "tags", "urls", "created", "removed", "digest", "url", "unknown", "Name"],
];
const FRAME_FIELDS = ["apiVersion", "generated", "publicKeys", "annotations", "serverInfo", "unknown", "entries"];

const VALUES = [
  ...["", "~", "true", "1", "1.0", "1.23456789012", "0x1F", '""', '"a\\tb"', "x", "é", "2020-01-01"],
  ...["2020-01-01T00:00:00.120+02:00", "[]", "[a]", "[1]", "[~]", "{}", "{a: b}", "{a: 1}", "*a", "[{name: s}]"],
  ...["[{name: s}, {name: s}]", "[{nope: 1}]", "|\n      text\n"],
];
const JSON_VALUES = [null, true, 1, 1.5, "", "x", [], [1], ["x"], [null], {}, { a: 1 }, [{ nope: 1 }]];

function yamlOf(frame: object, entry: object): string {
  const fields = (of: object, indent: string): string =>
    Object.entries(of)
      .map(([key, value]) => `${indent}${key}: ${String(value).trimEnd()}\n`)
      .join("");
  const entries = "entries" in frame ? "" : `entries:\n  c:\n  - ${fields(entry, "    ").trimStart()}`;
  return fields(frame, "") + entries;
}

function jsonOf(frame: object, entry: object): string {
  const own = { apiVersion: "v1", generated: "2020-01-02T03:04:05.678Z" };
  const version = { apiVersion: "v2", name: "c", version: "0.1.0", description: "A chart", appVersion: "7" };
  return JSON.stringify({ ...own, entries: { c: [{ ...version, ...entry }] }, ...frame });
}

const GOOD = yamlOf(FRAME, ENTRY);

/** Texts that are put in the place of another. */
const CHANGED: readonly (readonly [from: string, to: string])[] = [
  ["A chart", "A \u2028 chart"],
  ["A chart", "A \u0007 chart"],
  ["A chart", "A: chart"],
  ["A chart", "A chart\n      goes on"],
  ["A chart", ">\n      A\n\n      chart\n"],
  ["name: c\n", "name: c # x\n"],
  ["name: c\n", "name: c\n    name: c\n"],
  ["name: c\n", "name: d\n"],
  ["entries:\n", "entries:\n  d: []\n"],
  ["entries:\n", "entries:\n  d: ~\n"],
  ["entries:\n", "entries:\n  d: x\n"],
  ["entries:\n", "entries:\n  d: {}\n"],
  ["  - ", "  - ~\n  - "],
  ["  - ", "  - x\n  - "],
  ["  - ", "  - {}\n  - "],
  ["  - ", "  - {version: 0.0.1}\n  - "],
  ["  - ", "  - {name: c, version: x}\n  - "],
  ["  - ", "  - {name: c, version: v0.2}\n  - "],
  ["  - ", '  - {name: c, version: "0.2"}\n  - '],
  ["  - ", "  - {name: c, version: 0.2}\n  - "],
  ["  - ", "  - {name: c, version: 0.3.0-rc.1}\n  - {name: c, version: 0.3.0-rc.2}\n  - "],
  ["apiVersion: v1\n", ""],
];

const WHOLE = ["", "{}", "[]", "x", "null", "1", '"x"', "apiVersion: v1\n", '{"apiVersion": "v1"}', "<html>"];

function oddIndexes(): OddIndex[] {
  return [
    ...ENTRY_FIELDS.flatMap((field) =>
      VALUES.map((value) => ({
        name: `${field} of an entry: ${value}`,
        text: yamlOf(FRAME, { ...ENTRY, [field]: value }),
      })),
    ),
    ...FRAME_FIELDS.flatMap((field) =>
      VALUES.map((value) => ({
        name: `${field}: ${value}`,
        text: yamlOf({ ...FRAME, [field]: value.replaceAll("\n      ", "\n  ") }, ENTRY),
      })),
    ),
    ...ENTRY_FIELDS.flatMap((field) =>
      JSON_VALUES.map((value) => ({
        name: `JSON, ${field} of an entry: ${JSON.stringify(value)}`,
        text: jsonOf({}, { [field]: value }),
      })),
    ),
    ...FRAME_FIELDS.flatMap((field) =>
      JSON_VALUES.map((value) => ({
        name: `JSON, ${field}: ${JSON.stringify(value)}`,
        text: jsonOf({ [field]: value }, {}),
      })),
    ),
    ...CHANGED.map(([from, to]) => ({
      name: `${JSON.stringify(from)} is ${JSON.stringify(to)}`,
      text: GOOD.replace(from, () => to),
    })),
    ...WHOLE.map((text) => ({ name: `all is ${JSON.stringify(text)}`, text })),
  ];
}

/** So many are searched by one run of the program. */
const GROUP = 60;

export async function answersOf(program: string): Promise<Answered[]> {
  const indexes = oddIndexes();
  const answers: Answered[] = [];
  for (let from = 0; from < indexes.length; from += GROUP) {
    answers.push(...(await searched(program, indexes.slice(from, from + GROUP))));
  }
  for (const [from, to] of CHANGED) answers.push(await merged(program, { from, to }));
  return answers;
}

/** What one search finds in repositories that have these indexes. */
async function searched(program: string, indexes: readonly OddIndex[]): Promise<Answered[]> {
  const folder = mkdtempSync(join(tmpdir(), "lade-indexes-"));
  const repository = (at: number): string => `r${String(at).padStart(2, "0")}`;
  try {
    mkdirSync(join(folder, "cache"));
    const entries = indexes.map((_, at) => `- {name: ${repository(at)}, url: "http://127.0.0.1:1"}\n`);
    writeFileSync(join(folder, "repositories.yaml"), `repositories:\n${entries.join("")}`);
    for (const [at, { text }] of indexes.entries()) {
      writeFileSync(join(folder, "cache", `${repository(at)}-index.yaml`), text);
    }
    const { stdout, stderr } = await ask([program, "search", "repo", "-l", "--devel", "-o", "json"], {
      cwd: folder,
      env: { HELM_REPOSITORY_CONFIG: "repositories.yaml", HELM_REPOSITORY_CACHE: "cache" },
    });
    const found = JSON.parse(stdout) as { name: string }[];
    const warned = warnings(stderr);
    return indexes.map(({ name }, at) => ({
      line: name,
      found: JSON.stringify(found.filter((chart) => chart.name.startsWith(`${repository(at)}/`))),
      warned: warned.get(repository(at)) ?? "",
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** By the repository they are about; lines that name none belong to the line above. */
function warnings(stderr: string): Map<string, string> {
  const found = new Map<string, string>();
  let about = "";
  for (const line of stderr.split("\n")) {
    about = /\b(r\d\d)(?:-index\.yaml| error=|" is corrupt)/.exec(line)?.[1] ?? about;
    if (line !== "") found.set(about, `${found.get(about) ?? ""}${steady(line)}\n`);
  }
  return found;
}

/** What stands in the index of an empty folder that is joined with one. */
async function merged(program: string, { from, to }: { from: string; to: string }): Promise<Answered> {
  const folder = mkdtempSync(join(tmpdir(), "lade-indexes-"));
  try {
    mkdirSync(join(folder, "charts"));
    writeFileSync(
      join(folder, "odd.yaml"),
      GOOD.replace(from, () => to),
    );
    const { exit, stderr } = await ask([program, "repo", "index", "charts", "--merge", "odd.yaml"], {
      cwd: folder,
      env: { HOME: folder },
    });
    const made = exit === 0 ? readFileSync(join(folder, "charts/index.yaml"), "utf8") : `exit code ${exit}`;
    return {
      line: `merged, ${JSON.stringify(from)} is ${JSON.stringify(to)}`,
      found: made.replace(/^generated: .*/m, "generated: T"),
      warned: stderr.replace(/^.*$/gm, steady),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function steady(line: string): string {
  return line.replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, "").replace(/time=\S+/, "time=T");
}

if (import.meta.main) await recordBoth(CASES, answersOf);
