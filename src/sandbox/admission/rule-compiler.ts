/** Rules of a structural schema, compiled (apiextensions-apiserver pkg/apiserver/schema/cel/compilation.go 0.36). */
import * as cel from "../../cel/index.ts";
import { isObject, listAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";

export interface CompiledRule {
  readonly rule: JsonObject;
  /** Undefined where it is empty, or wrong. */
  readonly test: cel.Compiled | undefined;
  readonly message: cel.Compiled | undefined;
  readonly error: string | undefined;
  readonly messageError: string | undefined;
  readonly usesOldSelf: boolean;
}

const { types } = cel;
let number = 0;

/** The type of a place in a schema, under a name that nobody can know. */
export function declaredAt(schema: JsonObject, isRoot: boolean): cel.DeclaredType | undefined {
  number = (number + 1) % 1_000_000_000;
  return cel.declaredType(isRoot ? cel.withRoot(schema) : schema, `selfType${number}`);
}

export function compileRules(schema: JsonObject, declared: cel.DeclaredType): CompiledRule[] {
  const objects = cel.objectTypes(declared);
  const fieldsOf = (name: string): ReadonlyMap<string, cel.types.Type> | undefined => objects.get(name);
  return listAt(schema, "x-kubernetes-validations")
    .filter(isObject)
    .map((rule) => {
      const old = rule["optionalOldSelf"] === true ? types.optionalOf(declared.type) : declared.type;
      const variables = new Map([
        ["self", declared.type],
        ["oldSelf", old],
      ]);
      return compileRule(rule, { variables, fieldsOf });
    });
}

function compileRule(rule: JsonObject, environment: cel.Environment): CompiledRule {
  const empty = {
    rule,
    test: undefined,
    message: undefined,
    error: undefined,
    messageError: undefined,
    usesOldSelf: false,
  };
  const text = textAt(rule, "rule");
  if (text.trim() === "") return empty;
  const test = attempt(text, environment);
  if (typeof test === "string") return { ...empty, error: test };
  if (test.type.kind !== "bool") return { ...empty, error: "cel expression must evaluate to a bool" };
  const usesOldSelf = test.reads("oldSelf");
  const source = textAt(rule, "messageExpression");
  const message = source === "" ? undefined : attempt(source, environment);
  const messageError =
    typeof message === "string"
      ? `messageExpression ${message}`
      : message !== undefined && message.type.kind !== "string"
        ? "messageExpression must evaluate to a string"
        : undefined;
  const usable = messageError === undefined && typeof message !== "string" ? message : undefined;
  return { rule, test, message: usable, error: undefined, messageError, usesOldSelf };
}

/** The expression, or what is wrong with it. */
export function attempt(text: string, environment: cel.Environment): cel.Compiled | string {
  try {
    return cel.compileExpression(text, environment);
  } catch (error) {
    if (!(error instanceof cel.CompileError)) throw error;
    return error.isInstantiation
      ? `program instantiation failed: ${error.message}`
      : `compilation failed: ${error.message}`;
  }
}

export function isSchemaObject(value: JsonValue | undefined): value is JsonObject {
  return isObject(value);
}
