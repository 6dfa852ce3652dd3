/** ValidatingAdmissionPolicies (apiserver pkg/admission/plugin/policy/validating 0.36, with its texts). */
import * as cel from "../../cel/index.ts";
import { isObject, listAt, textAt, type JsonObject } from "../../kube/index.ts";
import type { Refusal } from "../wire/refusal.ts";
import { activationValues, nameOf, type Seen } from "./activation-values.ts";
import { COLLECTIONS } from "./collections.ts";
import type { Attributes } from "./attributes.ts";
import { actionsOf, invocations, isIgnored, type Invocation } from "./bindings.ts";
import type { Deciding } from "./engine.ts";
import {
  Activation,
  compileExpression,
  compileVariables,
  ExpressionError,
  OutOfBudget,
  type Expression,
} from "./expressions.ts";
import { deniedBy } from "./denial.ts";
import { compileConditions, meetsConditions } from "./match-conditions.ts";

const COST_MAX = 10_000_000;
const MESSAGE_BYTES_MAX = 5 * 1024;
const { types } = cel;

interface Validation {
  readonly given: JsonObject;
  readonly test: Expression;
  readonly message: Expression | undefined;
}

interface CompiledPolicy {
  readonly conditions: readonly Expression[];
  readonly variables: ReadonlyMap<string, Expression>;
  readonly validations: readonly Validation[];
  readonly annotations: readonly Expression[];
}

/** A policy is another object after each change. */
const compiled = new WeakMap<JsonObject, CompiledPolicy>();

export function compilePolicy(policy: JsonObject): CompiledPolicy {
  const known = compiled.get(policy);
  if (known !== undefined) return known;
  const spec = isObject(policy["spec"]) ? policy["spec"] : {};
  const hasParams = isObject(spec["paramKind"]);
  const { environment, expressions } = compileVariables(spec, { hasParams, hasAuthorizer: true });
  // Messages have no say in who may do what.
  const variables = new Map([...environment.variables].filter(([name]) => !name.startsWith("authorizer")));
  const forMessages = { ...environment, variables };
  const validations = listAt(spec, "validations")
    .filter(isObject)
    .map((given) => {
      const message = textAt(given, "messageExpression");
      return {
        given,
        test: compileExpression(textAt(given, "expression"), environment, [types.BOOL]),
        message: message === "" ? undefined : compileExpression(message, forMessages, [types.STRING]),
      };
    });
  const annotations = listAt(spec, "auditAnnotations").map((one) =>
    compileExpression(textAt(one, "valueExpression"), environment, [types.STRING, types.NULL]),
  );
  const result = { conditions: compileConditions(spec, hasParams), variables: expressions, validations, annotations };
  compiled.set(policy, result);
  return result;
}

interface Denied {
  readonly message: string;
  readonly reason: string;
}

/** Throws the first denial, when all have had their say. */
export function validateByPolicies(attributes: Attributes, deciding: Deciding): void {
  const of = { policies: COLLECTIONS.validatingPolicies, bindings: COLLECTIONS.validatingBindings };
  const refusals: Refusal[] = [];
  for (const invocation of invocations(of, attributes, deciding.server)) {
    for (const denied of denials(invocation, attributes, deciding)) {
      const refusal = refusalOf(denied, invocation, { attributes, deciding });
      if (refusal !== undefined) refusals.push(refusal);
    }
  }
  const [first] = refusals;
  if (first !== undefined) throw first;
}

function refusalOf(
  { message, reason }: Denied,
  { policy, binding }: Invocation,
  { attributes, deciding }: { readonly attributes: Attributes; readonly deciding: Deciding },
): Refusal | undefined {
  const who = `ValidatingAdmissionPolicy '${nameOf(policy)}' with binding '${nameOf(binding)}'`;
  const actions = actionsOf(binding);
  if (actions.includes("Warn")) deciding.context.warnings.push(`Validation failed for ${who}: ${message}`);
  if (!actions.includes("Deny") && !message.startsWith("failed to configure")) return undefined;
  return deniedBy(attributes, { message: `${who} denied request: ${message}`, reason, code: codeOf(reason) });
}

function codeOf(reason: string): number {
  const codes: Readonly<Record<string, number>> = { Forbidden: 403, Unauthorized: 401, RequestEntityTooLarge: 413 };
  return codes[reason] ?? 422;
}

function denials(invocation: Invocation, attributes: Attributes, deciding: Deciding): Denied[] {
  const { policy, kind, params, problem } = invocation;
  if (problem !== "") return isIgnored(policy) ? [] : [{ message: problem, reason: "Invalid" }];
  const all = compilePolicy(policy);
  return params.flatMap((one) => decisions(all, { attributes, kind, params: one, deciding }, isIgnored(policy)));
}

function decisions(
  { conditions, variables, validations, annotations }: CompiledPolicy,
  seen: Seen,
  ignore: boolean,
): Denied[] {
  const failure = (error: unknown): Denied[] => {
    if (!(error instanceof ExpressionError)) throw error;
    return ignore ? [] : [{ message: error.message, reason: "Invalid" }];
  };
  try {
    if (!meetsConditions(conditions, seen)) return [];
  } catch (error) {
    return failure(error);
  }
  const activation = new Activation(activationValues(seen), variables, COST_MAX);
  const results: Denied[] = [];
  for (const validation of validations) {
    try {
      if (activation.evaluate(validation.test) !== true) {
        results.push({
          message: messageOf(validation, activation),
          reason: textAt(validation.given, "reason") || "Invalid",
        });
      }
    } catch (error) {
      if (error instanceof OutOfBudget) return failure(error);
      results.push(...failure(error));
    }
  }
  return [...results, ...annotationFailures(annotations, activation, failure)];
}

function annotationFailures(
  annotations: readonly Expression[],
  activation: Activation,
  failure: (error: unknown) => Denied[],
): Denied[] {
  return annotations.flatMap((annotation) => {
    try {
      activation.evaluate(annotation);
      return [];
    } catch (error) {
      return failure(error);
    }
  });
}

function messageOf({ given, message }: Validation, activation: Activation): string {
  const made = message === undefined ? "" : computedMessage(message, activation);
  return made || textAt(given, "message").trim() || `failed expression: ${textAt(given, "expression").trim()}`;
}

function computedMessage(message: Expression, activation: Activation): string {
  try {
    const value = activation.evaluate(message);
    const text = typeof value === "string" ? value.trim() : "";
    return text.includes("\n") || new TextEncoder().encode(text).length > MESSAGE_BYTES_MAX ? "" : text;
  } catch (error) {
    if (error instanceof OutOfBudget || !(error instanceof ExpressionError)) throw error;
    return "";
  }
}
