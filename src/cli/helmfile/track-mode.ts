/** How `apply` and `sync` may follow a release (Helmfile 1.8.0, pkg/config/apply.go). */
import type { RunContext } from "../context.ts";
import { usageError } from "./command-errors.ts";

export function checkTrackMode({ flags }: Pick<RunContext, "flags">): void {
  const mode = flags.string("track-mode");
  if (["", "helm", "helm-legacy", "kubedog"].includes(mode)) return;
  throw usageError(`--track-mode must be 'helm', 'helm-legacy', or 'kubedog', got: ${mode}`);
}
