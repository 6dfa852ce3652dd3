/** `authorizer.group("apps").resource("deployments").check("create").allowed()` (apiserver pkg/cel/library/authz.go 0.36). */
import { objectType } from "../check/types.ts";
import { Opaque } from "../values/opaque.ts";
import { CelError, type Value } from "../values/value.ts";
import { instance, text } from "./arguments.ts";
import type { Implementation } from "./functions.ts";

/** What is asked of whoever decides. */
export interface AccessQuestion {
  /** Undefined for the user of the request. */
  readonly serviceAccount: { readonly namespace: string; readonly name: string } | undefined;
  readonly verb: string;
  /** Where it is asked about a path that is no object's. */
  readonly path: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
}

export interface AccessDecision {
  readonly allowed: boolean;
  readonly reason: string;
}

export type Decide = (question: AccessQuestion) => AccessDecision;

const NAMES = "kubernetes.authorization";
const NOTHING: AccessQuestion = {
  serviceAccount: undefined,
  ...{ verb: "", path: "", group: "", resource: "", subresource: "", namespace: "", name: "" },
};

/** A question that is not yet whole, or its answer. */
export class Access extends Opaque {
  readonly type;

  constructor(
    kind: "Authorizer" | "PathCheck" | "GroupCheck" | "ResourceCheck" | "Decision",
    readonly decide: Decide,
    readonly question: AccessQuestion = NOTHING,
    readonly decision: AccessDecision = { allowed: false, reason: "" },
  ) {
    super();
    this.type = objectType(`${NAMES}.${kind}`);
  }

  equals(other: Value): boolean {
    return other === this;
  }
}

/** `authorizer` */
export function authorizer(decide: Decide): Access {
  return new Access("Authorizer", decide);
}

/** `authorizer.requestResource` */
export function resourceCheck(decide: Decide, question: Partial<AccessQuestion>): Access {
  return new Access("ResourceCheck", decide, { ...NOTHING, ...question });
}

const refined =
  (
    kind: ConstructorParameters<typeof Access>[0],
    part: (args: readonly Value[]) => Partial<AccessQuestion>,
  ): Implementation =>
  (args) => {
    const access = instance(args, 0, Access);
    return new Access(kind, access.decide, { ...access.question, ...part(args) });
  };

const check: Implementation = (args) => {
  const { decide, question } = instance(args, 0, Access);
  return new Access("Decision", decide, question, decide({ ...question, verb: text(args, 1) }));
};

function notEmpty(what: string, value: string): string {
  if (value.trim() === "") throw new CelError(`${what} must not be empty`);
  return value;
}

export const AUTHORIZER: Readonly<Record<string, Implementation>> = {
  authorizer_path: refined("PathCheck", (args) => ({ path: notEmpty("path", text(args, 1)) })),
  authorizer_group: refined("GroupCheck", (args) => ({ group: text(args, 1) })),
  authorizer_serviceaccount: refined("Authorizer", (args) => ({
    serviceAccount: { namespace: text(args, 1), name: text(args, 2) },
  })),
  groupcheck_resource: refined("ResourceCheck", (args) => ({ resource: notEmpty("resource", text(args, 1)) })),
  resourcecheck_subresource: refined("ResourceCheck", (args) => ({ subresource: text(args, 1) })),
  resourcecheck_namespace: refined("ResourceCheck", (args) => ({ namespace: text(args, 1) })),
  resourcecheck_name: refined("ResourceCheck", (args) => ({ name: text(args, 1) })),
  authorizer_fieldselector: refined("ResourceCheck", () => ({})),
  authorizer_labelselector: refined("ResourceCheck", () => ({})),
  pathcheck_check: check,
  resourcecheck_check: check,
  decision_allowed: (args) => instance(args, 0, Access).decision.allowed,
  decision_reason: (args) => instance(args, 0, Access).decision.reason,
  decision_error: () => "",
  decision_errored: () => false,
};
