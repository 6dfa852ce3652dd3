/** `kustomize version` (kustomize 5.8.1, commands/version). */
import type { RunContext } from "../context.ts";
import { KUSTOMIZE_VERSION } from "../../kustomize/version/index.ts";

export function run({ flags, out }: RunContext): void {
  const short = flags.bool("short");
  const output = flags.string("output");
  if (short && output !== "") throw new Error("--short and --output are mutually exclusive");
  const parts = {
    version: KUSTOMIZE_VERSION,
    gitCommit: "unknown",
    buildDate: "unknown",
    goOs: "linux",
    goArch: "amd64",
    goVersion: "go1.26.8",
  };
  if (output === "json") out.write(`${JSON.stringify(parts, null, 2)}\n`);
  else if (output === "yaml") {
    const lines = Object.entries(parts);
    out.write(`${lines.map(([name, value]) => `${name}: ${value}\n`).join("")}\n`);
  } else if (output === "") {
    out.write(short ? `{${KUSTOMIZE_VERSION}  unknown   }\n` : `${KUSTOMIZE_VERSION}\n`);
  }
}
