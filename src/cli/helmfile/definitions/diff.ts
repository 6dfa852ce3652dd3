/** Help and flags of `helmfile diff`, as Helmfile 1.8.0 has them. */
import type { CommandBody } from "../../cobra/command.ts";
import { runPart } from "../run-parts.ts";
import {
  args,
  concurrency,
  enforceNeedsAreInstalled,
  needsFlags,
  postRendererFlags,
  takeOwnership,
  validate,
  valueFlags,
} from "./shared-flags.ts";
import { contextLines, diffOutput, previewFlags } from "./preview-flags.ts";
import { diffFlags } from "./diff-flags.ts";

export const definition: CommandBody = {
  flags: [
    concurrency,
    enforceNeedsAreInstalled,
    takeOwnership,
    ...valueFlags,
    ...needsFlags,
    ...postRendererFlags,
    ...previewFlags,
    contextLines,
    diffOutput,
    ...diffFlags,
    args("diff"),
    { name: "detailed-exitcode", type: "bool", usage: "return a detailed exit code" },
    {
      name: "show-secrets",
      type: "bool",
      usage: "do not redact secret values in the output. should be used for debug purpose only",
    },
    validate("diff"),
  ],
  run: runPart("diff"),
};
