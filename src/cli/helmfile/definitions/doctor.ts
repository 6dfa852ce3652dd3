/** Help and flags of `helmfile doctor`, as Helmfile 1.8.0 has them. */
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
import { previewFlags } from "./preview-flags.ts";
import { diffFlags } from "./diff-flags.ts";

export const definition: CommandBody = {
  long: `Runs \`helmfile diff\` and asks an LLM to summarize the changes and flag risks.

With no LLM configured (HELMFILE_LLM_API_KEY / HELMFILE_LLM_MODEL / helmfile.yaml llm: block /
--llm-base-url / --llm-api-key), falls back to \`helmfile diff\` with --show-secrets forced off.
Most diff flags are accepted; --output is reserved for the doctor report format
(use --diff-output for helm-diff's plugin output format).

SECURITY: secrets are ALWAYS redacted before any byte leaves the process.
\`--show-secrets\` is silently ignored by doctor (helm-diff is forced to emit
<REDACTED> placeholders) and a defense-in-depth text redactor strips any residual
secret-looking content from the diff before it is sent to the LLM. The redaction
count is reported in the output footer so you can spot unexpected leaks.

Exit codes:
  0  success, or only low/medium risks, or LLM call failed (degraded)
  2  at least one high-severity risk and --force not passed
  1  other error (state load failure, helm-diff runtime failure, etc.)

The "detected changes" exit-2 from helm-diff --detailed-exitcode is intentionally
swallowed: doctor's whole job is to react to changes.
`,
  flags: [
    concurrency,
    enforceNeedsAreInstalled,
    takeOwnership,
    ...valueFlags,
    ...needsFlags,
    ...postRendererFlags,
    ...previewFlags,
    ...diffFlags,
    args("diff"),
    {
      name: "context",
      type: "int",
      usage:
        "output NUM lines of context around changes. doctor defaults to 3 so the LLM sees enough surrounding YAML to ground its analysis",
      default: "3",
    },
    {
      name: "detailed-exitcode",
      type: "bool",
      usage:
        "return a detailed exit code (note: doctor swallows the 'detected changes' code-2 since it is the whole point of running it)",
    },
    {
      name: "diff-output",
      usage:
        "output format for diff plugin (helm-diff --output). Renamed from --output to avoid colliding with doctor's --output flag.",
    },
    {
      name: "force",
      type: "bool",
      usage: "Skip the high-risk exit-code-2 gate. Use this when CI wants the report but should not block.",
    },
    {
      name: "llm-api-key",
      usage:
        'API key for the LLM endpoint. Overrides HELMFILE_LLM_API_KEY and helmfile.yaml llm.apiKey. Prefer helmfile.yaml with {{ env "..." }} over passing this on the CLI.',
    },
    {
      name: "llm-base-url",
      usage:
        'OpenAI-compatible Chat Completions endpoint base URL, e.g. "https://api.openai.com/v1" or "https://one-api.internal/v1". Overrides HELMFILE_LLM_BASE_URL and helmfile.yaml llm.baseURL.',
    },
    { name: "llm-max-tokens", type: "int", usage: "Maximum tokens for the LLM completion. Defaults to 4096." },
    {
      name: "llm-model",
      usage:
        'Chat completion model identifier, e.g. "gpt-4o" or "claude-3-5-sonnet" (via gateway). Overrides HELMFILE_LLM_MODEL and helmfile.yaml llm.model.',
    },
    {
      name: "llm-timeout",
      type: "duration",
      usage: "Per-request timeout for the LLM call. Defaults to 60s. Example: --llm-timeout 120s",
    },
    {
      name: "output",
      usage:
        'Doctor report format: "text" (markdown, default) or "json" (structured). The JSON "diff" field is always post-redaction.',
    },
    {
      name: "show-secrets",
      type: "bool",
      usage:
        "Ignored by doctor. Secrets are always redacted (see --suppress-secrets to drop Secret resources entirely). Accepted only for parity with `helmfile diff` so existing flags files do not break.",
    },
    validate("diff"),
  ],
  run: runPart("doctor"),
};
