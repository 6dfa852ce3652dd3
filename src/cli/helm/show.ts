import { CommandError } from "../context.ts";
import type { RunPart } from "../cobra/command.ts";

export function show(part: "all" | "chart" | "crds" | "readme" | "values"): RunPart {
  return {
    run() {
      throw new CommandError(`helm show ${part}: not implemented yet`);
    },
  };
}
