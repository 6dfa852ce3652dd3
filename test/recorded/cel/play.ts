/** What our CEL answers to a question that was asked of the API server's libraries (main.go beside this file). */
import { formatFloat } from "../../../src/go/strconv/index.ts";
import { formatDuration } from "../../../src/go/time/index.ts";
import * as cel from "../../../src/cel/index.ts";
import { formatType } from "../../../src/cel/check/types.ts";

export interface Question {
  readonly expression: string;
  readonly schema?: cel.Schema;
  readonly self?: cel.Json;
  readonly oldSelf?: cel.Json;
  /** The schema is that of a whole resource. */
  readonly root?: boolean;
}

export interface Answer {
  readonly error?: string;
  readonly type?: string;
  readonly value?: string;
  readonly failure?: string;
  readonly cost: number;
  /** What it may cost, by the bounds of its schema. */
  readonly min?: number;
  readonly max?: string;
}

const { types } = cel;

export function play(question: Question): Answer {
  try {
    const compiled = cel.compileExpression(question.expression, environmentOf(question));
    const type = formatType(compiled.type);
    const estimate = cel.estimateCost(compiled, declaredOf(question));
    const bounds = { min: Number(estimate.min), max: String(estimate.max) };
    try {
      const { value, cost } = compiled.evaluate(variablesOf(question));
      return { type, value: show(value), cost, ...bounds };
    } catch (error) {
      if (error instanceof cel.CelError || error instanceof cel.CostExceeded)
        return { type, failure: error.message, cost: 0, ...bounds };
      throw error;
    }
  } catch (error) {
    if (error instanceof cel.CompileError)
      return { error: (error.isInstantiation ? "program instantiation failed: " : "") + error.message, cost: 0 };
    throw error;
  }
}

function declaredOf({ schema, root }: Question): cel.DeclaredType | undefined {
  return schema === undefined ? undefined : cel.declaredType(root === true ? cel.withRoot(schema) : schema, "selfType");
}

function environmentOf({ schema, root }: Question): cel.Environment {
  if (schema === undefined) {
    const authorizer = types.objectType("kubernetes.authorization.Authorizer");
    const variables = new Map([
      ["self", types.DYN],
      ["oldSelf", types.DYN],
      ["authorizer", authorizer],
    ] as const);
    return { variables, fieldsOf: cel.NO_OBJECTS };
  }
  const declared = cel.declaredType(root === true ? cel.withRoot(schema) : schema, "selfType");
  if (declared === undefined) throw new Error("a schema has a type");
  const objects = cel.objectTypes(declared);
  const variables = new Map([
    ["self", declared.type],
    ["oldSelf", declared.type],
  ]);
  return { variables, fieldsOf: (name) => objects.get(name) };
}

function variablesOf({ schema, root, self, oldSelf }: Question): (name: string) => cel.Value | undefined {
  const given: Readonly<Record<string, cel.Json | undefined>> = { self, oldSelf };
  return (name) => {
    const json = given[name];
    if (json === undefined) return undefined;
    if (schema === undefined) return cel.fromJson(json);
    return cel.typedValue(json, root === true ? cel.withRoot(schema) : schema);
  };
}

/** As main.go shows it. */
function show(value: cel.Value): string {
  if (value === null || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value === "number") return `double ${formatFloat(value, "g")}`;
  if (typeof value === "string")
    return JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u007f", "\u007f");
  if (value instanceof cel.Uint) return `${value.value}u`;
  if (value instanceof Uint8Array)
    return `bytes ${[...value].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  if (value instanceof cel.Duration) return `duration ${formatDuration(value.nanoseconds)}`;
  if (value instanceof cel.Timestamp) return `timestamp ${String(value)}`;
  if (value instanceof cel.TypeValue) return `type ${value.type.name}`;
  if (value instanceof cel.Optional)
    return value.value === undefined ? "optional.none" : `optional(${show(value.value)})`;
  if (value instanceof cel.CelList) return `[${[...value].map(show).join(", ")}]`;
  if (value instanceof cel.CelMap) {
    const entries = [...value.keys()].map((key) => `${show(key)}: ${show(value.get(key))}`);
    return `{${entries.sort().join(", ")}}`;
  }
  return value.type.name;
}
