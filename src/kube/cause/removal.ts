import { listAt, textAt, type JsonObject } from "../json.ts";
import { conditions, isTrue } from "../readiness/index.ts";
import type { Cause } from "./cause.ts";

/** What keeps an object that was deleted; undefined for others. */
export function removalCause(object: JsonObject): Cause | undefined {
  if (textAt(object, "metadata", "deletionTimestamp") === "") return undefined;
  const remaining = conditions(object).find((one) => REMAINING.includes(textAt(one, "type")) && isTrue(one));
  const finalizers = listAt(object, "metadata", "finalizers").map(String);
  const reason = finalizers.length === 0 ? "Terminating" : "Finalizers";
  if (remaining !== undefined) {
    return {
      kind: "removal",
      reason: textAt(remaining, "reason"),
      message: textAt(remaining, "message"),
      recoverable: true,
    };
  }
  if (finalizers.length === 0) return undefined;
  const message = `its finalizers have not been removed: ${finalizers.join(", ")}`;
  return { kind: "removal", reason, message, recoverable: true };
}

/** A namespace says what is left in it. */
const REMAINING = ["NamespaceContentRemaining", "NamespaceFinalizersRemaining", "NamespaceDeletionContentFailure"];
