/** Help and flags of `helmfile test`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";
import { args, concurrency } from "./shared-flags.ts";

export const definition: CommandBody = {
  flags: [
    concurrency,
    args("exec"),
    { name: "cleanup", type: "bool", usage: "delete test pods upon completion" },
    {
      name: "logs",
      type: "bool",
      usage: "Dump the logs from test pods (this runs after all tests are complete, but before any cleanup)",
    },
    {
      name: "timeout",
      type: "int",
      usage: "maximum time for tests to run before being considered failed",
      default: "300",
    },
  ],
  run: runPart("test"),
};
