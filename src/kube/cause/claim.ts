/** A persistent volume claim: why it is not bound (kube-controller-manager's and external provisioners' events). */
import { textAt, type JsonObject } from "../json.ts";
import { nameOf, type Cause, type CauseNode } from "./cause.ts";
import { newestText, type PodEvents } from "./events.ts";
import type { Family } from "./family.ts";
import { removalCause } from "./removal.ts";

export function claimNode(claim: JsonObject, family: Family): CauseNode {
  const events = family.eventsOf(claim);
  const phase = textAt(claim, "status", "phase") || "Pending";
  const isBound = phase === "Bound";
  const cause = removalCause(claim) ?? (isBound ? undefined : claimCause(phase, events));
  return {
    object: nameOf(claim),
    outlook: isBound && cause === undefined ? "ready" : cause === undefined ? "waiting" : "stuck",
    state: phase,
    cause,
    event: isBound ? undefined : newestText(events),
    children: [],
  };
}

function claimCause(phase: string, events: PodEvents): Cause | undefined {
  if (phase === "Lost") {
    return { kind: "volume", reason: "ClaimLost", message: "the bound volume does not exist", recoverable: false };
  }
  const failed = events.find(({ reason }) => reason === "ProvisioningFailed" || reason === "FailedBinding");
  if (failed === undefined) return undefined;
  const { reason, message } = failed;
  // Without class and volume, nobody is going to make one.
  const recoverable = !/no storage class is set|storageclass\S* "[^"]*" not found/.test(message);
  return { kind: "volume", reason, message, recoverable };
}
