/** Refusals of admission (apiserver pkg/admission/errors.go 0.36). */
import { textAt } from "../../kube/index.ts";
import { forbidden, Refusal } from "../wire/refusal.ts";
import type { Attributes } from "./attributes.ts";

interface Denial {
  readonly message: string;
  readonly reason: string;
  readonly code: number;
}

/** As a forbidden request, with a reason and a code of its own. */
export function deniedBy({ kind, name, object }: Attributes, { message, reason, code }: Denial): Refusal {
  const shown = name || textAt(object, "metadata", "name") || textAt(object, "metadata", "generateName") || "Unknown";
  const refusal = forbidden(kind.resource, shown, message);
  return new Refusal(code, reason, refusal.message, { ...refusal.details, causes: [{ message }] });
}
