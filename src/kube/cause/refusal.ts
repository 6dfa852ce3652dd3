/**
 * What a refusal by the API server is about. Controllers repeat these texts word for word in conditions and `FailedCreate` events, so that
 * one reading serves both. The texts are those of apiserver 1.36 and its admission plugins.
 */
import type { ApiError } from "../api-error.ts";
import type { Cause, CauseKind } from "./cause.ts";

interface Rule {
  readonly kind: CauseKind;
  readonly pattern: RegExp;
  readonly recoverable: boolean;
}

/** The first that fits. A refusal may pass when others change what stands in the way, such as a quota or a webhook's server. */
const RULES: readonly Rule[] = [
  { kind: "quota", pattern: /exceeded quota|insufficient quota|failed quota/, recoverable: false },
  { kind: "pod-security", pattern: /violates PodSecurity/, recoverable: false },
  {
    kind: "service-account",
    pattern: /error looking up service account|serviceaccount ".*" not found/,
    recoverable: false,
  },
  {
    kind: "limit-range",
    pattern: /(?:maximum|minimum) \S+ (?:usage|limit)|max limit to request ratio|limit to request ratio/,
    recoverable: false,
  },
  { kind: "webhook", pattern: /failed calling webhook|failed to call webhook/, recoverable: true },
  { kind: "webhook", pattern: /admission webhook "[^"]*" denied the request/, recoverable: false },
  { kind: "admission", pattern: /ValidatingAdmissionPolicy .* denied request/, recoverable: false },
  {
    kind: "immutable",
    pattern:
      /field is immutable|may not change once set|updates to \w+ spec for fields other than|spec is immutable after creation|is immutable/i,
    recoverable: false,
  },
  { kind: "conflict", pattern: /conflicts? with "|Apply failed with \d+ conflict/, recoverable: false },
  { kind: "missing-kind", pattern: /no matches for kind|ensure CRDs are installed first/, recoverable: false },
  {
    kind: "missing-namespace",
    pattern: /namespaces "[^"]*" not found|because it is being terminated/,
    recoverable: false,
  },
  {
    kind: "permission",
    pattern: /User "[^"]*" cannot \w+ resource|is attempting to grant RBAC permissions/,
    recoverable: false,
  },
  {
    kind: "invalid",
    pattern: /is invalid:|unknown field "|field not declared in schema|strict decoding error/,
    recoverable: false,
  },
];

/** Undefined where the text says nothing of what is known here. */
export function readRefusal(text: string): Pick<Cause, "kind" | "recoverable"> | undefined {
  const rule = RULES.find(({ pattern }) => pattern.test(text));
  return rule === undefined ? undefined : { kind: rule.kind, recoverable: rule.recoverable };
}

export function refusalCause({ reason, message, status }: ApiError): Cause {
  const known = readRefusal(message) ?? { kind: plainKind(reason), recoverable: status >= 500 || status === 429 };
  return { ...known, reason: reason === "" ? String(status) : reason, message };
}

function plainKind(reason: string): CauseKind {
  switch (reason) {
    case "Forbidden":
    case "Unauthorized":
      return "permission";
    case "Conflict":
    case "AlreadyExists":
      return "conflict";
    case "Invalid":
    case "BadRequest":
      return "invalid";
    default:
      return "admission";
  }
}
