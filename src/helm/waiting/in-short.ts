/** Causes in a few words of our own, for where the cluster's have been said already; and what can be done about them. */
import type { Cause, CauseKind } from "../../kube/index.ts";

const PHRASES: Readonly<Record<CauseKind, string>> = {
  admission: "an admission policy refuses it",
  conflict: "another manager owns fields that would change",
  crash: "the container ends again and again",
  definition: "the names of the definition are taken",
  evicted: "the node has given the pod up",
  image: "the image cannot be pulled",
  immutable: "a field cannot change",
  invalid: "the server does not accept a field",
  job: "the job has failed",
  "limit-range": "the namespace's limit range forbids it",
  "load-balancer": "the cloud has made no load balancer",
  "missing-config": "a ConfigMap or Secret, or a key of it, is missing",
  "missing-kind": "the server does not know the kind",
  "missing-namespace": "the namespace does not exist, or is being deleted",
  "out-of-memory": "the container takes more memory than it may",
  permission: "you may not do that",
  "pod-security": "the namespace's pod security level forbids it",
  probe: "a probe fails",
  quota: "the namespace's quota is used up",
  removal: "something keeps it from going away",
  sandbox: "the node cannot set the pod up",
  "service-account": "the service account does not exist",
  stalled: "it makes no progress",
  start: "the container cannot be started",
  unschedulable: "no node takes the pod",
  volume: "a volume is missing",
  webhook: "a webhook refuses it",
};

export function inShort({ kind, message, recoverable, reason }: Cause): string {
  switch (kind) {
    case "immutable":
      return `${fieldOf(message) ?? "a field"} cannot change`;
    case "webhook":
      return `the webhook ${/webhook "([^"]*)"/.exec(message)?.[1] ?? ""} ${recoverable ? "does not answer" : "refuses it"}`;
    case "conflict":
      return reason === "AlreadyExists" ? "it exists already" : PHRASES.conflict;
    default:
      return PHRASES[kind];
  }
}

/** `Deployment.apps "web" is invalid: spec.selector: Invalid value: …` */
function fieldOf(message: string): string | undefined {
  return /is invalid: ([\w.[\]-]+): /.exec(message)?.[1];
}

/** Undefined where it depends on more than is known. */
export function remedy(
  { kind, reason }: Cause,
  object: { readonly kind: string; readonly name: string },
): string | undefined {
  const name = `${object.kind.toLowerCase()}/${object.name}`;
  switch (kind) {
    case "immutable":
      return `to have it deleted and made anew: lade plan … --recreate ${name} --plan-out FILE, then lade apply FILE`;
    case "conflict":
      return reason === "Conflict" ? "to take the fields: --force-conflicts" : undefined;
    default:
      return undefined;
  }
}
