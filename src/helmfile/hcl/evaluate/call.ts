/** Calls of functions (hcl 2.24, hclsyntax/expression.go). */
import { GoError } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { type Attempt, ATTEMPTS } from "../functions/attempts.ts";
import { ArgumentError, callFunction, type Function, type Parameter } from "../functions/function.ts";
import { FUNCTIONS } from "../functions/table.ts";
import { type Call, type Expression, rangeOf, startRangeOf } from "../syntax/ast.ts";
import type { Diagnostic } from "../syntax/diagnostic.ts";
import type { Range } from "../syntax/range.ts";
import { suggestion } from "../syntax/suggestion.ts";
import { isSequence } from "../values/type.ts";
import { ANYTHING, elementsOf, isKnown, isNull, type Value } from "../values/value.ts";
import { converted, diagnostic, type Evaluate, fine, type Outcome, wrong } from "./outcome.ts";
import { isInner, type Scope } from "./scope.ts";

export function evaluateCall(call: Call, scope: Scope, evaluate: Evaluate): Outcome {
  const called = functionNamed(call.name);
  if (called === undefined) return unknownFunction(call, scope);
  const { args, stopped } = argumentsOf(call, scope, evaluate);
  if (stopped !== undefined) return stopped;
  const refused = wrongCount(call, called, args);
  if (refused !== undefined) return refused;
  if ("attempt" in called)
    return answer(call, { called, args, before: [] }, () =>
      called.attempt(args.map((arg) => () => evaluate(arg, scope))),
    );
  const { values, problems } = computed(args, called, (arg) => evaluate(arg, scope));
  if (problems.length > 0) return fine(ANYTHING, problems);
  return answer(call, { called, args, before: problems }, () => callFunction(called, values));
}

function functionNamed(name: string): Function | Attempt | undefined {
  if (Object.hasOwn(FUNCTIONS, name)) return FUNCTIONS[name];
  return Object.hasOwn(ATTEMPTS, name) ? ATTEMPTS[name] : undefined;
}

/** Upstream knows of no names that could be meant within a `for`. */
function unknownFunction({ name, nameRange }: Call, scope: Scope): Outcome {
  const space = name.slice(0, name.lastIndexOf("::") + 2);
  const detail = name.includes("::")
    ? `There are no functions in namespace ${quote(space)}.`
    : `There is no function named ${quote(name)}.${isInner(scope) ? "" : suggestion(name, functionNames())}`;
  return wrong(diagnostic("Call to unknown function", detail, nameRange));
}

function functionNames(): readonly string[] {
  return [...Object.keys(FUNCTIONS), ...Object.keys(ATTEMPTS)].sort();
}

interface Arguments {
  readonly args: readonly Expression[];
  /** Where the arguments cannot be told. */
  readonly stopped?: Outcome;
}

/** `...` behind the last argument puts its elements in its place. */
function argumentsOf(call: Call, scope: Scope, evaluate: Evaluate): Arguments {
  const last = call.args.at(-1);
  if (!call.expands || last === undefined) return { args: call.args };
  const { value, problems } = evaluate(last, scope);
  const range = rangeOf(last);
  const refuse = (detail: string): Arguments => ({
    args: [],
    stopped: wrong(
      diagnostic("Invalid expanding argument value", `The expanding argument (indicated by ...) must ${detail}`, range),
    ),
  });
  if (problems.length > 0) return { args: [], stopped: fine(ANYTHING, problems) };
  const isAny = value.type.kind === "dynamic";
  if (!isAny && !isSequence(value.type)) return refuse("be of a tuple, list, or set type.");
  if (isNull(value)) return refuse("not be null.");
  if (isAny || !isKnown(value)) return { args: [], stopped: fine(ANYTHING) };
  const elements = elementsOf(value).map((one): Expression => ({ kind: "literal", value: one, range }));
  return { args: [...call.args.slice(0, -1), ...elements] };
}

function wrongCount(
  call: Call,
  { params, rest }: Function | Attempt,
  args: readonly Expression[],
): Outcome | undefined {
  const missing = params[args.length];
  const least = rest === undefined ? "" : " at least";
  if (missing !== undefined)
    return wrong(
      diagnostic(
        "Not enough function arguments",
        `Function ${quote(call.name)} expects${least} ${params.length} argument(s). Missing value for ${quote(missing.name)}.`,
        call.close,
      ),
    );
  const extra = args[params.length];
  if (rest !== undefined || extra === undefined) return undefined;
  const detail = `Function ${quote(call.name)} expects only ${params.length} argument(s).`;
  return wrong(diagnostic("Too many function arguments", detail, startRangeOf(extra)));
}

interface Computed {
  readonly values: readonly Value[];
  readonly problems: readonly Diagnostic[];
}

function computed(args: readonly Expression[], called: Function, evaluate: (arg: Expression) => Outcome): Computed {
  const values: Value[] = [];
  const problems: Diagnostic[] = [];
  for (const [i, arg] of args.entries()) {
    const outcome = evaluate(arg);
    problems.push(...outcome.problems);
    const param = parameterAt(called, i);
    const value = converted(outcome.value, param?.type ?? outcome.value.type);
    if ("value" in value) values.push(value.value);
    else problems.push(invalidArgument(param, value.reason, startRangeOf(arg)));
  }
  return { values, problems };
}

function parameterAt(
  { params, rest }: { readonly params: readonly Parameter[]; readonly rest?: Parameter },
  i: number,
): Parameter | undefined {
  return params[i] ?? rest;
}

function invalidArgument(param: Parameter | undefined, reason: string, at: Range): Diagnostic {
  return diagnostic(
    "Invalid function argument",
    `Invalid value for ${quote(param?.name ?? "")} parameter: ${reason}.`,
    at,
  );
}

interface Answering {
  readonly called: Function | Attempt;
  readonly args: readonly Expression[];
  readonly before: readonly Diagnostic[];
}

function answer(call: Call, { called, args, before }: Answering, compute: () => Value): Outcome {
  try {
    return fine(compute(), before);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    return wrong(failure(call, { called, args, before }, error), { before });
  }
}

function failure(call: Call, { called, args }: Answering, error: GoError): Diagnostic {
  const param = error instanceof ArgumentError ? parameterAt(called, error.index) : undefined;
  const detail = `Call to function ${quote(call.name)} failed: ${error.message}.`;
  if (!(error instanceof ArgumentError) || param === undefined)
    return diagnostic("Error in function call", detail, startRangeOf(call));
  const arg = args[error.index];
  return invalidArgument(param, error.message, arg === undefined ? rangeOf(call) : startRangeOf(arg));
}
