/** MutatingAdmissionPolicies: `ApplyConfiguration` and `JSONPatch` (apiserver pkg/admission/plugin/policy/mutating 0.36). */
import * as cel from "../../cel/index.ts";
import {
  isObject,
  listAt,
  objectAt,
  parseJson,
  textAt,
  writeJson,
  type JsonObject,
  type JsonValue,
} from "../../kube/index.ts";
import { mergeApplied } from "../apply/merge.ts";
import { typedErrors } from "../apply/typed.ts";
import { normalized } from "../objects/read-body.ts";
import { jsonPatched, PatchError } from "../patch/json-patch.ts";
import type { Kind } from "../schema/kinds.ts";
import type { Schema } from "../schema/schema.ts";
import { Refusal } from "../wire/refusal.ts";
import { forbidden } from "../wire/refusal.ts";
import { activationValues, nameOf, type Seen } from "./activation-values.ts";
import type { Attributes } from "./attributes.ts";
import { invocations, isIgnored, type Invocation } from "./bindings.ts";
import { COLLECTIONS } from "./collections.ts";
import type { Deciding } from "./engine.ts";
import { Activation, compileExpression, compileVariables, ExpressionError, type Expression } from "./expressions.ts";
import { inKind } from "./matching.ts";
import { compileConditions, meetsConditions } from "./match-conditions.ts";
import { APPLIED, PATCHES } from "./policy-environment.ts";

const COST_MAX = 10_000_000;

interface Mutation {
  readonly type: string;
  readonly expression: Expression;
}

interface CompiledPolicy {
  readonly conditions: readonly Expression[];
  readonly variables: ReadonlyMap<string, Expression>;
  readonly mutations: readonly Mutation[];
}

const compiled = new WeakMap<JsonObject, CompiledPolicy>();

function compilePolicy(policy: JsonObject): CompiledPolicy {
  const known = compiled.get(policy);
  if (known !== undefined) return known;
  const spec = objectAt(policy, "spec");
  const hasParams = isObject(spec["paramKind"]);
  const { environment, expressions } = compileVariables(spec, { hasParams, hasAuthorizer: true, hasPatchTypes: true });
  const mutations = listAt(spec, "mutations").map((one) => {
    const type = textAt(one, "patchType");
    const isPatch = type === "JSONPatch";
    const text = textAt(one, isPatch ? "jsonPatch" : "applyConfiguration", "expression");
    return { type, expression: compileExpression(text, environment, [isPatch ? PATCHES : APPLIED]) };
  });
  const result = { conditions: compileConditions(spec, hasParams), variables: expressions, mutations };
  compiled.set(policy, result);
  return result;
}

/** Throws a refusal where one fails that may not. */
export function mutatedByPolicies(
  attributes: Attributes,
  deciding: Deciding,
  { isAgain = false }: { readonly isAgain?: boolean } = {},
): JsonObject | undefined {
  const of = { policies: COLLECTIONS.mutatingPolicies, bindings: COLLECTIONS.mutatingBindings };
  const problems: string[] = [];
  let object = attributes.object;
  if (attributes.shape !== undefined) return object;
  for (const invocation of invocations(of, attributes, deciding.server)) {
    const { policy, binding } = invocation;
    if (isAgain && textAt(policy, "spec", "reinvocationPolicy") !== "IfNeeded") continue;
    try {
      object = mutatedBy(invocation, { ...attributes, object }, deciding);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      if (isIgnored(policy)) continue;
      problems.push(`policy '${nameOf(policy)}' with binding '${nameOf(binding)}' denied request: ${error.message}`);
    }
  }
  if (problems.length > 0) throw denial(attributes, problems);
  return object;
}

function denial({ kind, name }: Attributes, problems: readonly string[]): Refusal {
  const { details } = forbidden(kind.resource, name, "");
  const causes = problems.map((message) => ({ message }));
  return new Refusal(403, "Invalid", problems[0] ?? "", { ...details, causes });
}

function mutatedBy(invocation: Invocation, attributes: Attributes, deciding: Deciding): JsonObject | undefined {
  const { policy, kind, params, problem } = invocation;
  if (problem !== "") throw new ExpressionError(problem);
  const { conditions, variables, mutations } = compilePolicy(policy);
  let object = attributes.object;
  for (const one of params) {
    const seenOf = (now: JsonObject | undefined): Seen => ({
      attributes: { ...attributes, object: now },
      kind,
      params: one,
      deciding,
    });
    if (!meetsConditions(conditions, seenOf(object))) continue;
    for (const mutation of mutations) {
      if (object === undefined) break;
      const activation = new Activation(activationValues(seenOf(object)), variables, COST_MAX);
      object = mutate(mutation, { object, activation, matched: kind, own: attributes.kind });
    }
  }
  return object;
}

interface Mutating {
  readonly object: JsonObject;
  readonly activation: Activation;
  /** The kind that the policy names. */
  readonly matched: Kind;
  /** The kind of the request. */
  readonly own: Kind;
}

function mutate({ type, expression }: Mutation, { object, activation, matched, own }: Mutating): JsonObject {
  if (expression.compiled === undefined) throw new ExpressionError(expression.error);
  const seen = inKind(object, matched) ?? object;
  const value = activation.evaluate(expression);
  const changed = type === "JSONPatch" ? patched(seen, value) : appliedTo(seen, value, matched);
  return inKind(normalized(changed, matched), own) ?? changed;
}

function patched(object: JsonObject, value: cel.Value): JsonObject {
  const operations = value instanceof cel.CelList ? [...value].map(operationOf) : [];
  try {
    const result = jsonPatched(object, operations);
    return isObject(result) ? result : object;
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    // A test that fails leaves the object as it is.
    if (/^testing (path|value)/.test(error.message)) return object;
    throw new ExpressionError(`JSON Patch: ${error.message}`);
  }
}

function operationOf(value: cel.Value): JsonObject {
  if (!(value instanceof cel.StructValue))
    throw new ExpressionError("type mismatch: JSONPatchType.expression should evaluate to array of JSONPatch");
  for (const one of value.fields.values()) checkNames(one);
  const json = jsonOf(value);
  const { from, ...rest } = isObject(json) ? json : {};
  return from === undefined || from === "" ? rest : { ...rest, from };
}

function jsonOf(value: cel.Value): JsonValue {
  try {
    const json: unknown = cel.toJson(value);
    return parseJson(writeJson(json));
  } catch (error) {
    if (error instanceof cel.CelError) throw new ExpressionError(error.message);
    throw error;
  }
}

/** An initializer's name must be that of the field it stands in. */
function checkNames(value: cel.Value, path?: string): void {
  if (value instanceof cel.StructValue) {
    const { name } = value.type;
    const at = path ?? name;
    if (name !== at)
      throw new ExpressionError(
        `type mismatch: unexpected type name ${JSON.stringify(name)}, expected ${JSON.stringify(at)}, which matches field name path from root Object type`,
      );
    for (const [field, one] of value.fields) checkNames(one, `${at}.${field}`);
  }
  if (value instanceof cel.CelList && path !== undefined) for (const one of value) checkNames(one, path);
}

function appliedTo(object: JsonObject, value: cel.Value, { schema }: Kind): JsonObject {
  checkNames(value, "Object");
  const given = jsonOf(value);
  const patch: JsonObject = {
    ...(isObject(given) ? given : {}),
    apiVersion: object["apiVersion"] ?? "",
    kind: object["kind"] ?? "",
  };
  const errors = typedErrors(patch, schema);
  if (errors.length > 0) {
    const all = errors.length === 1 ? errors[0] : `errors:\n${errors.map((one) => `  ${one}`).join("\n")}`;
    throw new ExpressionError(`error applying patch: failed to convert patch object to typed object: ${all}`);
  }
  const atomics = atomicPaths(patch, schema, "");
  if (atomics.length > 0) {
    throw new ExpressionError(
      `error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: ${atomics.join(", ")}`,
    );
  }
  const merged = mergeApplied(object, patch, schema);
  return isObject(merged) ? merged : object;
}

function atomicPaths(value: JsonValue, schema: Schema, path: string): string[] {
  if (Array.isArray(value) && schema.kind === "list") {
    const own = schema.listType === "atomic" ? [path] : [];
    return [...own, ...value.flatMap((item, i) => atomicPaths(item, schema.items, `${path}[${i}]`))];
  }
  if (!isObject(value)) return [];
  if (schema.kind === "map") {
    const own = schema.atomic ? [path] : [];
    return [
      ...own,
      ...Object.entries(value).flatMap(([key, one]) => atomicPaths(one, schema.values, `${path}.${key}`)),
    ];
  }
  if (schema.kind !== "object") return [];
  const own = schema.atomic ? [path] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, one]) => {
      const field = schema.fields.get(key);
      return field === undefined ? [] : atomicPaths(one, field.schema, `${path}.${key}`);
    }),
  ];
}
