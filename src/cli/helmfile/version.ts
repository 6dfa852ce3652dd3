/**
 * `helmfile version` (go.szostok.io/version v1.2.0). What a build does not say of itself is `N/A`, as in a Helmfile that was
 * built without it. It never asks the network whether there is a newer one, and has no colours.
 */
import type { RunContext } from "../context.ts";
import { HELMFILE_VERSION } from "./build-info.ts";

export interface VersionContext extends RunContext {
  /** The word by which the program was called. */
  readonly program: string;
}

const UNKNOWN = "N/A";

export function run({ flags, out, program }: VersionContext): void {
  switch (flags.string("output")) {
    case "short":
      return out.write(`${HELMFILE_VERSION}\n`);
    case "json":
      return out.write(`${json(info())}\n`);
    case "yaml":
      return out.write(yaml(info()));
    default:
      return out.write(pretty(info(), program));
  }
}

type Info = ReturnType<typeof info>;

function info() {
  return {
    version: HELMFILE_VERSION,
    gitCommit: UNKNOWN,
    buildDate: UNKNOWN,
    commitDate: UNKNOWN,
    goVersion: "go1.26.8",
    compiler: "gc",
    platform: `${process.platform}/${process.arch === "x64" ? "amd64" : process.arch}`,
  };
}

function json(of: Info): string {
  const sorted = Object.entries(of).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sorted), null, 2);
}

function yaml(of: Info): string {
  return Object.entries(of)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join("");
}

const KEY_WIDTH = 17;

function pretty(of: Info, program: string): string {
  const lines = [
    ["Version", of.version],
    ["Git Commit", of.gitCommit],
    ["Build Date", of.buildDate],
    ["Commit Date", of.commitDate],
    ["Dirty Build", "no"],
    ["Go version", of.goVersion.replace(/^go/, "")],
    ["Compiler", of.compiler],
    ["Platform", of.platform],
  ];
  const table = lines.map(([name = "", value = ""]) => `  ${name.padEnd(KEY_WIDTH)}    ${value}\n`).join("");
  return `\n▓▓▓ ${program}\n\n${table}`;
}
