/** Expressions in policies and webhooks' configurations that cannot be (kubernetes pkg/apis/admissionregistration/validation 1.36). */
import * as cel from "../../cel/index.ts";
import { isObject, listAt, objectAt, textAt, writeJson, type JsonObject } from "../../kube/index.ts";
import { qualifiedNameErrors } from "../admit/names.ts";
import { duplicateValue, invalidValue, notSupported, required, type FieldError } from "../wire/refusal.ts";
import { compileExpression } from "./expressions.ts";
import { APPLIED, PATCHES, policyEnvironment, variableType } from "./policy-environment.ts";

const { types } = cel;
type Type = cel.types.Type;

const CONDITIONS_MAX = 64;
const REASONS = ["Forbidden", "Invalid", "RequestEntityTooLarge"];

export function policyErrors(object: JsonObject, before: JsonObject | undefined): FieldError[] {
  // What was accepted once is not looked at again.
  if (
    before !== undefined &&
    writeJson(before["spec"] ?? before["webhooks"]) === writeJson(object["spec"] ?? object["webhooks"])
  )
    return [];
  switch (textAt(object, "kind")) {
    case "ValidatingAdmissionPolicy":
      return validatingErrors(objectAt(object, "spec"));
    case "MutatingAdmissionPolicy":
      return mutatingErrors(objectAt(object, "spec"));
    case "ValidatingWebhookConfiguration":
    case "MutatingWebhookConfiguration":
      return listAt(object, "webhooks").flatMap((one, i) =>
        isObject(one) ? conditionErrors(one, `webhooks[${i}]`, false) : [],
      );
    default:
      return [];
  }
}

function expressionErrors(
  text: string,
  environment: cel.Environment,
  { path, wanted }: { readonly path: string; readonly wanted: readonly Type[] },
): FieldError[] {
  const { error } = compileExpression(text, environment, wanted);
  if (error === "") return [];
  if (!error.startsWith("program instantiation failed")) return [invalidValue(path, text, error)];
  return [{ field: path, type: "InternalError", text: `Internal error: ${error}` }];
}

function conditionErrors(spec: JsonObject, path: string, hasParams: boolean): FieldError[] {
  const environment = policyEnvironment({ hasParams, hasAuthorizer: true });
  const names = new Set<string>();
  const given = listAt(spec, "matchConditions");
  const text = `Too many: ${given.length}: must have at most ${CONDITIONS_MAX} items`;
  const many: FieldError[] =
    given.length > CONDITIONS_MAX ? [{ field: `${path}.matchConditions`, type: "FieldValueTooMany", text }] : [];
  const each = given.flatMap((one, i) => {
    const at = `${path}.matchConditions[${i}]`;
    const [name, expression] = [textAt(one, "name"), textAt(one, "expression").trim()];
    const isTwice = names.has(name);
    names.add(name);
    return [
      ...(expression === ""
        ? [required(`${at}.expression`)]
        : expressionErrors(expression, environment, { path: `${at}.expression`, wanted: [types.BOOL] })),
      ...(name === ""
        ? [required(`${at}.name`)]
        : qualifiedNameErrors(name).map((why) => invalidValue(`${at}.name`, name, why))),
      ...(name !== "" && isTwice ? [duplicateValue(`${at}.name`, name)] : []),
    ];
  });
  return [...many, ...each];
}

interface Composed {
  readonly environment: cel.Environment;
  readonly errors: FieldError[];
}

/** Each variable may name those before it. */
function composed(spec: JsonObject, { hasPatchTypes }: { readonly hasPatchTypes: boolean }): Composed {
  const known = new Map<string, Type>();
  const given = listAt(spec, "variables");
  const hasParams = isObject(spec["paramKind"]);
  const environment = policyEnvironment({
    hasParams,
    hasAuthorizer: true,
    hasPatchTypes,
    ...(given.length === 0 ? {} : { variables: known }),
  });
  const errors = given.flatMap((variable, i) => {
    const at = `spec.variables[${i}]`;
    const [name, text] = [textAt(variable, "name"), textAt(variable, "expression")];
    const expression = compileExpression(text, environment, []);
    known.set(name, expression.compiled === undefined ? types.DYN : variableType(expression.compiled.type));
    return [
      ...(name.trim() === ""
        ? [required(`${at}.name`, "name is not specified")]
        : /^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name)
          ? []
          : [invalidValue(`${at}.name`, name, "must be a valid CEL identifier")]),
      ...(text.trim() === ""
        ? [required(`${at}.expression`, "expression is not specified")]
        : expressionErrors(text, environment, { path: `${at}.expression`, wanted: [] })),
    ];
  });
  return { environment, errors };
}

function validatingErrors(spec: JsonObject): FieldError[] {
  const { environment, errors } = composed(spec, { hasPatchTypes: false });
  const validations = listAt(spec, "validations");
  const annotations = listAt(spec, "auditAnnotations");
  const why = "validations or auditAnnotations must contain at least one item";
  return [
    ...constraintErrors(spec),
    ...conditionErrors(spec, "spec", isObject(spec["paramKind"])),
    ...errors,
    ...(validations.length + annotations.length === 0
      ? [required("spec.validations", why), required("spec.auditAnnotations", why)]
      : []),
    ...validations.flatMap((one, i) =>
      isObject(one) ? validationErrors(one, environment, `spec.validations[${i}]`) : [],
    ),
    ...annotations.flatMap((one, i) =>
      annotationErrors(textAt(one, "valueExpression"), environment, `spec.auditAnnotations[${i}]`),
    ),
  ];
}

function constraintErrors(spec: JsonObject): FieldError[] {
  const constraints = spec["matchConstraints"];
  if (!isObject(constraints)) return [required("spec.matchConstraints")];
  return listAt(constraints, "resourceRules").length === 0 ? [required("spec.matchConstraints.resourceRules")] : [];
}

function validationErrors(validation: JsonObject, environment: cel.Environment, at: string): FieldError[] {
  const [text, computed, message] = [
    textAt(validation, "expression"),
    textAt(validation, "messageExpression"),
    textAt(validation, "message"),
  ];
  const { reason } = validation;
  const forMessages = {
    ...environment,
    variables: new Map([...environment.variables].filter(([name]) => !name.startsWith("authorizer"))),
  };
  return [
    ...(text.trim() === ""
      ? [required(`${at}.expression`, "expression is not specified")]
      : expressionErrors(text, environment, { path: `${at}.expression`, wanted: [types.BOOL] })),
    ...(computed !== "" && computed.trim() === ""
      ? [invalidValue(`${at}.messageExpression`, computed, "must be non-empty if specified")]
      : []),
    ...(computed.trim() === ""
      ? []
      : expressionErrors(computed, forMessages, { path: `${at}.messageExpression`, wanted: [types.STRING] })),
    ...(message !== "" && message.trim() === ""
      ? [invalidValue(`${at}.message`, message, "must be non-empty if specified")]
      : []),
    ...(message.trim().includes("\n") ? [invalidValue(`${at}.message`, message, "must not contain line breaks")] : []),
    ...(reason !== undefined && !REASONS.includes(String(reason))
      ? [notSupported(`${at}.reason`, reason, REASONS)]
      : []),
  ];
}

function annotationErrors(text: string, environment: cel.Environment, at: string): FieldError[] {
  if (text.trim() === "") return [required(`${at}.valueExpression`, "valueExpression is not specified")];
  return expressionErrors(text, environment, { path: `${at}.valueExpression`, wanted: [types.STRING, types.NULL] });
}

function mutatingErrors(spec: JsonObject): FieldError[] {
  const { environment, errors } = composed(spec, { hasPatchTypes: true });
  const mutations = listAt(spec, "mutations");
  return [
    ...constraintErrors(spec),
    ...conditionErrors(spec, "spec", isObject(spec["paramKind"])),
    ...errors,
    ...(mutations.length === 0 ? [required("spec.mutations", "mutations must contain at least one item")] : []),
    ...mutations.flatMap((one, i) => (isObject(one) ? mutationErrors(one, environment, `spec.mutations[${i}]`) : [])),
  ];
}

function mutationErrors(mutation: JsonObject, environment: cel.Environment, at: string): FieldError[] {
  const isPatch = textAt(mutation, "patchType") === "JSONPatch";
  const field = isPatch ? "jsonPatch" : "applyConfiguration";
  const text = textAt(mutation, field, "expression");
  if (text.trim() === "") return [required(`${at}.${field}.expression`, "expression is not specified")];
  return expressionErrors(text, environment, {
    path: `${at}.${field}.expression`,
    wanted: [isPatch ? PATCHES : APPLIED],
  });
}
