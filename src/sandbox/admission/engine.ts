/** What decides: loaded when the first policy, webhook or rule is met. */
import { writeJson, type JsonObject } from "../../kube/index.ts";
import type { Server } from "../objects/server.ts";
import { DEFINITIONS } from "../schema/kinds.ts";
import type { FieldError } from "../wire/refusal.ts";
import type { Attributes, Context } from "./attributes.ts";
import { definitionRuleErrors } from "./definition-rules.ts";
import { mutatedByPolicies } from "./mutating-policies.ts";
import { policyErrors } from "./policy-errors.ts";
import type { Caller } from "./ports.ts";
import { checkRules, type RuleFindings } from "./rules.ts";
import { typeChecking } from "./type-checking.ts";
import { validateByPolicies } from "./validating-policies.ts";
import { askMutatingWebhooks, askValidatingWebhooks } from "./webhooks.ts";

export interface Deciding {
  readonly server: Server;
  readonly context: Context;
  readonly call: Caller;
}

export class Engine {
  /** Throws what forbids it. */
  mutated(attributes: Attributes, deciding: Deciding): JsonObject | undefined {
    // What goes is changed by nobody; webhooks are asked all the same.
    if (attributes.object === undefined) return askMutatingWebhooks(attributes, deciding, { isAgain: false });
    const before = writeJson(attributes.object);
    const once = mutatedByPolicies(attributes, deciding);
    const twice = askMutatingWebhooks({ ...attributes, object: once }, deciding, { isAgain: false });
    if (writeJson(twice) === before) return twice;
    // Whoever wishes to sees what others made of it.
    const thrice = mutatedByPolicies({ ...attributes, object: twice }, deciding, { isAgain: true });
    return askMutatingWebhooks({ ...attributes, object: thrice }, deciding, { isAgain: true });
  }

  /** Throws what forbids it. */
  validate(attributes: Attributes, deciding: Deciding): void {
    validateByPolicies(attributes, deciding);
    askValidatingWebhooks(attributes, deciding);
  }

  ruleErrors(object: JsonObject, before: JsonObject | undefined, schema: JsonObject): RuleFindings {
    return checkRules(object, before, schema);
  }

  typeChecking(policy: JsonObject, server: Server): JsonObject {
    return typeChecking(policy, server);
  }

  expressionErrors(object: JsonObject, before: JsonObject | undefined, collection: string): FieldError[] {
    if (collection === DEFINITIONS) return definitionRuleErrors(object, before);
    return policyErrors(object, before);
  }
}
