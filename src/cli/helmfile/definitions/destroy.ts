/** Help and flags of `helmfile destroy`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";
import { args, cascade, concurrency } from "./shared-flags.ts";

export const definition: CommandBody = {
  flags: [
    concurrency,
    cascade,
    args("exec"),
    {
      name: "deleteTimeout",
      type: "int",
      usage: "time in seconds to wait for helm uninstall, default: 300",
      default: "300",
    },
    { name: "deleteWait", type: "bool", usage: 'override helmDefaults.wait setting "helm uninstall --wait"' },
    { name: "skip-charts", type: "bool", usage: "don't prepare charts when destroying releases" },
  ],
  run: runPart("destroy"),
};
