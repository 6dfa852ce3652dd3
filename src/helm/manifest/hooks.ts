/** Hooks: manifests that are run at certain moments instead of being part of the release. */
import type { Head } from "./head.ts";

export type HookEvent =
  | "pre-install"
  | "post-install"
  | "pre-delete"
  | "post-delete"
  | "pre-upgrade"
  | "post-upgrade"
  | "pre-rollback"
  | "post-rollback"
  | "test";

export interface Hook {
  readonly name: string;
  readonly kind: string;
  /** The template that it came from. */
  readonly path: string;
  readonly manifest: string;
  readonly events: readonly HookEvent[];
  readonly weight: number;
  readonly deletePolicies: readonly string[];
  readonly outputLogPolicies: readonly string[];
}

export const HOOK_ANNOTATION = "helm.sh/hook";
const WEIGHT_ANNOTATION = "helm.sh/hook-weight";
const DELETE_ANNOTATION = "helm.sh/hook-delete-policy";
const OUTPUT_LOG_ANNOTATION = "helm.sh/hook-output-log-policy";

const EVENTS = new Map<string, HookEvent>(
  (
    [
      "pre-install",
      "post-install",
      "pre-delete",
      "post-delete",
      "pre-upgrade",
      "post-upgrade",
      "pre-rollback",
      "post-rollback",
      "test",
    ] as const
  ).map((event) => [event, event]),
);
// Written by charts of Helm 2.
EVENTS.set("test-success", "test");

/** The hook that a manifest is: `undefined` for an ordinary one, the text of the annotation where it names no known event. */
export function readHook(head: Head, source: { path: string; manifest: string }): Hook | string | undefined {
  const annotations = head.metadata?.annotations;
  const written = annotations?.get(HOOK_ANNOTATION);
  if (annotations === undefined || written === undefined) return undefined;
  const events = words(written).map((word) => EVENTS.get(word));
  if (!events.every((event) => event !== undefined)) return written;
  return {
    name: head.metadata?.name ?? "",
    kind: head.kind,
    ...source,
    events,
    weight: weight(annotations.get(WEIGHT_ANNOTATION) ?? ""),
    deletePolicies: policies(annotations.get(DELETE_ANNOTATION)),
    outputLogPolicies: policies(annotations.get(OUTPUT_LOG_ANNOTATION)),
  };
}

function words(text: string): string[] {
  return text.split(",").map((word) => word.trim().toLowerCase());
}

function policies(text: string | undefined): string[] {
  return text === undefined ? [] : words(text);
}

/** A Go int; everything else counts as 0. */
function weight(text: string): number {
  if (!/^[+-]?[0-9]+$/.test(text)) return 0;
  const number = BigInt(text.startsWith("+") ? text.slice(1) : text);
  return BigInt.asIntN(64, number) === number ? Number(number) : 0;
}
