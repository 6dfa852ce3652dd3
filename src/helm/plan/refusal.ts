/** Why an object cannot be made what it should be, in the server's words. */
import { ApiError } from "../../kube/index.ts";
import { messageOf } from "../cluster/failure.ts";

export type RefusalKind =
  | "admission"
  | "field-manager"
  | "forbidden"
  | "immutable"
  | "invalid"
  | "missing-kind"
  | "ownership"
  | "refused"
  | "stored-objects";

export interface Refusal {
  readonly kind: RefusalKind;
  readonly message: string;
  /** Fields that other managers hold, as the server names them. */
  readonly fields?: readonly string[];
}

export function refusalOf(error: unknown): Refusal {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!(cause instanceof ApiError)) continue;
    const kind = kindOf(cause);
    const fields = cause.causes.filter(({ reason }) => reason === "FieldManagerConflict").map(({ field }) => field);
    return { kind, message: cause.message, ...(kind === "field-manager" ? { fields } : {}) };
  }
  return { kind: "refused", message: messageOf(error) };
}

const IMMUTABLE =
  /field is immutable|immutable (?:when|after|once)|may not change once set|updates to .* are forbidden/;
const ADMISSION = /admission webhook|denied the request|ValidatingAdmissionPolicy|exceeded quota|violates PodSecurity/;

function kindOf({ reason, message, causes, status }: ApiError): RefusalKind {
  if (reason === "Conflict" && causes.some((cause) => cause.reason === "FieldManagerConflict")) return "field-manager";
  if (ADMISSION.test(message)) return "admission";
  if (reason === "Invalid") return IMMUTABLE.test(message) ? "immutable" : "invalid";
  if (message.includes("field not declared in schema")) return "invalid";
  if (reason === "Forbidden") return "forbidden";
  return status === 400 ? "invalid" : "refused";
}
