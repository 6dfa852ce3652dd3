/** Calls that are written-out loops: `all`, `exists`, `map` … (cel-go 0.26 parser/macro.go, ext/comprehensions.go, cel/library.go). */
import type { Call, Comprehension, Expression } from "./ast.ts";

/** Thrown where a macro's arguments are none; the words are cel-go's. */
export class MacroError extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

export const ACCUMULATOR = "@result";
const OLD_ACCUMULATOR = "__result__";
export const UNUSED = "#unused";

type Macro = (call: Call, target: Expression) => Expression | undefined;

/** What a call stands for; undefined where it is an ordinary one. Throws a `MacroError`. */
export function expandMacro(call: Call): Expression | undefined {
  const key = `${call.name}/${call.args.length}`;
  if (call.target === undefined) return key === "has/1" ? has(call) : undefined;
  return MACROS[key]?.(call, call.target);
}

function has({ offset, args: [arg] }: Call): Expression {
  if (arg?.kind !== "select") throw new MacroError(arg?.offset ?? offset, "invalid argument to has() macro");
  return { ...arg, offset, isTest: true };
}

const quantifier =
  (kind: "all" | "exists" | "one"): Macro =>
  (call, target) => {
    const variables =
      call.args.length === 3 ? twoNames(call) : { first: oneName(call, "argument must be a simple name") };
    const predicate = last(call);
    return loop(call, { target, variables, ...quantified(kind, predicate, call.offset) });
  };

function quantified(kind: "all" | "exists" | "one", predicate: Expression, offset: number): Body {
  const at = builder(offset);
  switch (kind) {
    case "all":
      return {
        start: at.literal(true),
        condition: at.call("@not_strictly_false", at.accumulator()),
        step: at.call("_&&_", at.accumulator(), predicate),
      };
    case "exists":
      return {
        start: at.literal(false),
        condition: at.call("@not_strictly_false", at.call("!_", at.accumulator())),
        step: at.call("_||_", at.accumulator(), predicate),
      };
    case "one": {
      const more = at.call("_+_", at.accumulator(), at.literal(1n));
      return {
        start: at.literal(0n),
        condition: at.literal(true),
        step: at.call("_?_:_", predicate, more, at.accumulator()),
        result: at.call("_==_", at.accumulator(), at.literal(1n)),
      };
    }
  }
}

const NO_IDENTIFIER = "argument is not an identifier";

/** `map(x, transform)`, `map(x, filter, transform)` */
const map: Macro = (call, target) => {
  const first = oneName(call, NO_IDENTIFIER);
  const filter = call.args.length === 3 ? call.args[1] : undefined;
  return loop(call, { target, variables: { first }, ...collected(last(call), filter, call.offset) });
};

const filter: Macro = (call, target) => {
  const first = oneName(call, NO_IDENTIFIER);
  const [variable, predicate] = call.args;
  if (variable === undefined) return undefined;
  return loop(call, { target, variables: { first }, ...collected(variable, predicate, call.offset) });
};

const transformList: Macro = (call, target) => {
  const variables = twoNames(call);
  const predicate = call.args.length === 4 ? call.args[2] : undefined;
  return loop(call, { target, variables, ...collected(last(call), predicate, call.offset) });
};

function collected(element: Expression, predicate: Expression | undefined, offset: number): Body {
  const at = builder(offset);
  const more = at.call("_+_", at.accumulator(), at.list(element));
  return {
    start: at.list(),
    condition: at.literal(true),
    step: predicate === undefined ? more : at.call("_?_:_", predicate, more, at.accumulator()),
  };
}

const transformMap =
  (kind: "value" | "entry"): Macro =>
  (call, target) => {
    const variables = twoNames(call);
    const predicate = call.args.length === 4 ? call.args[2] : undefined;
    const at = builder(call.offset);
    const key = kind === "value" ? [at.identifier(variables.first)] : [];
    const more = at.call("cel.@mapInsert", at.accumulator(), ...key, last(call));
    return loop(call, {
      target,
      variables,
      start: { kind: "map", offset: call.offset, entries: [] },
      condition: at.literal(true),
      step: predicate === undefined ? more : at.call("_?_:_", predicate, more, at.accumulator()),
    });
  };

/** `optMap(x, …)` makes an optional of what it computes, `optFlatMap(x, …)` computes one. */
const optional =
  (kind: "map" | "flat"): Macro =>
  (call, target) => {
    const [variable, body] = call.args;
    const name = kind === "map" ? "optMap" : "optFlatMap";
    if (variable?.kind !== "identifier" || body === undefined) {
      throw new MacroError(variable?.offset ?? call.offset, `${name}() variable name must be a simple identifier`);
    }
    const at = builder(call.offset);
    const bound: Comprehension = {
      kind: "comprehension",
      offset: call.offset,
      range: at.list(),
      variable: UNUSED,
      variable2: undefined,
      accumulator: variable.name,
      start: { kind: "call", offset: call.offset, name: "value", target, args: [] },
      condition: at.literal(false),
      step: at.identifier(variable.name),
      result: body,
    };
    const test: Expression = { kind: "call", offset: call.offset, name: "hasValue", target, args: [] };
    return at.call("_?_:_", test, kind === "map" ? at.call("optional.of", bound) : bound, at.call("optional.none"));
  };

const SORT_INPUT = "@__sortBy_input__";

/** `sortBy(x, key)`: the list is kept, its keys are computed and sorted by. */
const sortBy: Macro = (call, target) => {
  if (!["list", "identifier", "comprehension", "call", "select"].includes(target.kind)) {
    throw new MacroError(
      target.offset,
      "sortBy can only be applied to a list, identifier, comprehension, call or select expression",
    );
  }
  const at = builder(call.offset);
  const keys = map({ ...call, name: "map" }, at.identifier(SORT_INPUT));
  if (keys === undefined) return undefined;
  return {
    kind: "comprehension",
    offset: call.offset,
    range: at.list(),
    variable: UNUSED,
    variable2: undefined,
    accumulator: SORT_INPUT,
    start: target,
    condition: at.literal(false),
    step: at.identifier(SORT_INPUT),
    result: {
      kind: "call",
      offset: call.offset,
      name: "@sortByAssociatedKeys",
      target: at.identifier(SORT_INPUT),
      args: [keys],
    },
  };
};

const MACROS: Readonly<Record<string, Macro>> = {
  "all/2": quantifier("all"),
  "all/3": quantifier("all"),
  "exists/2": quantifier("exists"),
  "exists/3": quantifier("exists"),
  "exists_one/2": quantifier("one"),
  "exists_one/3": quantifier("one"),
  "existsOne/3": quantifier("one"),
  "map/2": map,
  "map/3": map,
  "filter/2": filter,
  "transformList/3": transformList,
  "transformList/4": transformList,
  "transformMap/3": transformMap("value"),
  "transformMap/4": transformMap("value"),
  "transformMapEntry/3": transformMap("entry"),
  "transformMapEntry/4": transformMap("entry"),
  "optMap/2": optional("map"),
  "optFlatMap/2": optional("flat"),
  "sortBy/2": sortBy,
};

interface Names {
  readonly first: string;
  readonly second?: string;
}

function oneName({ args: [arg], offset }: Call, otherwise: string): string {
  if (arg?.kind !== "identifier") throw new MacroError(arg?.offset ?? offset, otherwise);
  if (arg.name === ACCUMULATOR || arg.name === OLD_ACCUMULATOR) throw overwrites(arg);
  return arg.name;
}

function overwrites({ offset }: Expression): MacroError {
  return new MacroError(offset, "iteration variable overwrites accumulator variable");
}

function twoNames({ args: [one, two], offset }: Call): Required<Names> {
  for (const arg of [one, two]) {
    if (arg?.kind !== "identifier") throw new MacroError(arg?.offset ?? offset, "argument must be a simple name");
  }
  if (one?.kind !== "identifier" || two?.kind !== "identifier")
    throw new MacroError(offset, "argument must be a simple name");
  if (one.name === two.name) throw new MacroError(two.offset, `duplicate variable name: ${one.name}`);
  for (const arg of [one, two]) if (arg.name === ACCUMULATOR || arg.name === OLD_ACCUMULATOR) throw overwrites(arg);
  return { first: one.name, second: two.name };
}

function last({ args }: Call): Expression {
  const arg = args.at(-1);
  if (arg === undefined) throw new Error("macros have arguments");
  return arg;
}

interface Body {
  readonly start: Expression;
  readonly condition: Expression;
  readonly step: Expression;
  readonly result?: Expression;
}

function loop(
  { offset }: Call,
  {
    target,
    variables,
    start,
    condition,
    step,
    result,
  }: Body & { readonly target: Expression; readonly variables: Names },
): Comprehension {
  return {
    kind: "comprehension",
    offset,
    range: target,
    variable: variables.first,
    variable2: variables.second,
    accumulator: ACCUMULATOR,
    start,
    condition,
    step,
    result: result ?? { kind: "identifier", offset, name: ACCUMULATOR },
  };
}

/** Makes nodes that all stand where the macro does. */
function builder(offset: number) {
  return {
    literal: (value: boolean | bigint): Expression => ({ kind: "literal", offset, value }),
    identifier: (name: string): Expression => ({ kind: "identifier", offset, name }),
    accumulator: (): Expression => ({ kind: "identifier", offset, name: ACCUMULATOR }),
    list: (...elements: Expression[]): Expression => ({ kind: "list", offset, elements, optionals: new Set() }),
    call: (name: string, ...args: Expression[]): Expression => ({
      kind: "call",
      offset,
      name,
      target: undefined,
      args,
    }),
  };
}
