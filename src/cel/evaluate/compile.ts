/** A checked expression as something that runs (cel-go 0.26 interpreter/planner.go, interpretable.go, attributes.go). */
import type { Callee, Checked } from "../check/checker.ts";
import { callFunction } from "../functions/functions.ts";
import { asBoolean } from "../functions/logic.ts";
import { pattern } from "../functions/patterns.ts";
import { indexed, indexedOptional, isPresent, selected, selectedOptional } from "../functions/access.ts";
import type { Call, Comprehension, Expression, ListLiteral, MapLiteral, Select } from "../syntax/ast.ts";
import { UNUSED } from "../syntax/macros.ts";
import { equal } from "../values/equal.ts";
import { ArrayList, CelList, GrowingList } from "../values/list.ts";
import { CelMap, EntryMap } from "../values/map.ts";
import { Optional } from "../values/optional.ts";
import { StructValue } from "../values/struct.ts";
import { typeOfValue } from "../values/type-of.ts";
import { Uint } from "../values/uint.ts";
import { CelError, noSuchOverload, TypeValue, type Value } from "../values/value.ts";
import { callCost, LIST_COST, MAP_COST, STRUCT_COST } from "./cost.ts";
import { Frame, type Program } from "./frame.ts";

export function compile(expression: Expression, checked: Checked): Program {
  return new Compiler(checked).compile(expression, new Map());
}

/** Where the variables of the loops around are kept. */
type Slots = ReadonlyMap<string, number>;

class Compiler {
  readonly #checked: Checked;

  constructor(checked: Checked) {
    this.#checked = checked;
  }

  compile(node: Expression, slots: Slots): Program {
    const type = this.#checked.typeNames.get(node);
    if (type !== undefined) return constant(new TypeValue(type));
    const variable = this.#checked.variables.get(node);
    if (variable !== undefined) return readVariable(variable, slots.get(variable));
    switch (node.kind) {
      case "literal":
        return constant(node.value);
      case "identifier":
        throw new Error(`${node.name} was not checked`);
      case "select":
        return this.#select(node, slots);
      case "call":
        return this.#call(node, slots);
      case "list":
        return this.#list(node, slots);
      case "map":
        return this.#map(node, slots);
      case "struct":
        return this.#struct(node, slots);
      case "comprehension":
        return this.#comprehension(node, slots);
    }
  }

  #select({ operand, field, isTest }: Select, slots: Slots): Program {
    const inner = asAttribute(this.compile(operand, slots));
    if (isTest) return (frame) => isPresent(inner(frame), field);
    return attribute((frame) => {
      const value = inner(frame);
      const result = selected(value, field);
      if (result !== Optional.none) frame.spend(1);
      return result;
    });
  }

  #call(node: Call, slots: Slots): Program {
    const callee = this.#checked.callees.get(node);
    if (callee === undefined) throw new Error(`${node.name} was not checked`);
    const operands = [...(callee.isQualified || node.target === undefined ? [] : [node.target]), ...node.args];
    const args = operands.map((one) => this.compile(one, slots));
    const [first = constant(null), second = constant(null), third = constant(null)] = args;
    switch (callee.name) {
      case "_&&_":
        return logical(first, second, false);
      case "_||_":
        return logical(first, second, true);
      case "_?_:_":
        return ternary(first, asBranch(second), asBranch(third));
      case "@not_strictly_false":
        return notStrictlyFalse(first);
      case "_[_]":
        return access(first, second, indexed);
      case "_[?_]":
        return access(first, second, indexedOptional);
      case "_?._":
        return access(first, second, selectedOptional);
      case "@in":
        // Whatever it is, it is not looked at.
        if (operands[1]?.kind === "list" && operands[1].elements.length === 0) return constant(false);
        break;
      case "or":
        if (args.length === 2) return orOptional(first, second);
        break;
      case "orValue":
        return orValue(first, second);
      case "_==_":
      case "_!=_":
        return equality(first, second, callee.name === "_==_");
    }
    return call(callee, args);
  }

  #list({ elements, optionals }: ListLiteral, slots: Slots): Program {
    const programs = elements.map((one) => this.compile(one, slots));
    const run: Program = (frame) => {
      const values: Value[] = [];
      programs.forEach((program, i) => {
        const value = program(frame);
        const kept = optionals.has(i) ? unwrapped(value) : value;
        if (kept !== undefined) values.push(kept);
      });
      frame.spend(LIST_COST);
      return new ArrayList(values);
    };
    return programs.every((one) => constants.has(one)) ? folded(run) : run;
  }

  #map({ entries }: MapLiteral, slots: Slots): Program {
    const programs = entries.map(({ key, value, isOptional }) => ({
      key: this.compile(key, slots),
      value: this.compile(value, slots),
      isOptional,
    }));
    const run: Program = (frame) => {
      const result: (readonly [Value, Value])[] = [];
      for (const { key: keyProgram, value: valueProgram, isOptional } of programs) {
        const [key, given] = [keyProgram(frame), valueProgram(frame)];
        const value = isOptional ? unwrapped(given) : given;
        if (value !== undefined) result.push([key, value]);
      }
      frame.spend(MAP_COST);
      return new EntryMap(result);
    };
    return programs.every(({ key, value }) => constants.has(key) && constants.has(value)) ? folded(run) : run;
  }

  #struct({ name, entries }: Extract<Expression, { kind: "struct" }>, slots: Slots): Program {
    const programs = entries.map(({ key, value, isOptional }) => ({
      key,
      value: this.compile(value, slots),
      isOptional,
    }));
    return (frame) => {
      const fields = new Map<string, Value>();
      for (const { key, value: program, isOptional } of programs) {
        const given = program(frame);
        const value = isOptional ? unwrapped(given) : given;
        if (value !== undefined) fields.set(key, value);
      }
      frame.spend(STRUCT_COST);
      return new StructValue(name.replace(/^\./, ""), fields);
    };
  }

  #comprehension(node: Comprehension, slots: Slots): Program {
    const accumulator = slots.size;
    const accumulated = new Map([...slots, [node.accumulator, accumulator]]);
    accumulated.set(`#${accumulator}`, accumulator);
    const within = new Map(accumulated);
    const first = within.size;
    within.set(node.variable, first);
    within.set(`#${first}`, first);
    const second = within.size;
    if (node.variable2 !== undefined) within.set(node.variable2, second);
    within.set(`#${second}`, second);
    const range = this.compile(node.range, slots);
    const start = this.compile(node.start, slots);
    const result = this.compile(node.result, accumulated);
    if (node.variable === UNUSED) return bind({ start, result, accumulator });
    const condition = this.compile(node.condition, within);
    const step = this.compile(node.step, within);
    const isTwo = node.variable2 !== undefined;
    return (frame) => {
      const items = iterated(range(frame), isTwo);
      frame.slots[accumulator] = growing(start(frame));
      for (const [one, two] of items) {
        frame.slots[first] = one;
        if (isTwo) frame.slots[second] = two;
        if (condition(frame) !== true) break;
        // A later element may decide in spite of it.
        frame.slots[accumulator] = attempt(step, frame);
      }
      const value = result(frame);
      return value instanceof GrowingList ? new ArrayList(value.growing) : value;
    };
  }
}

/** Only a loop knows its accumulator, so that it may change where it stands. */
function growing(value: Value): Value {
  return value instanceof ArrayList && value.size === 0 ? new GrowingList() : value;
}

function bind({
  start,
  result,
  accumulator,
}: {
  readonly start: Program;
  readonly result: Program;
  readonly accumulator: number;
}): Program {
  return (frame) => {
    frame.slots[accumulator] = start(frame);
    return result(frame);
  };
}

/** A loop's variables, one pair after the other. */
function* iterated(range: Value, isTwo: boolean): Iterable<readonly [Value, Value]> {
  if (range instanceof CelList) {
    for (let i = 0; i < range.size; i++) yield isTwo ? [BigInt(i), range.at(i)] : [range.at(i), null];
    return;
  }
  if (!(range instanceof CelMap)) throw new CelError(`got '${goTypeName(range)}', expected iterable type`);
  for (const key of range.keys()) yield isTwo ? [key, range.get(key)] : [key, null];
}

/** The name of the type that cel-go keeps a value in. */
function goTypeName(value: Value): string {
  const { kind, name } = typeOfValue(value);
  if (value === null) return "types.Null";
  if (kind === "type" || value instanceof Optional)
    return value instanceof Optional ? "*types.Optional" : "*types.Type";
  if (kind === "object" || kind === "opaque") return name;
  return `types.${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

const constants = new WeakMap<Program, { readonly value: Value }>();

function constant(value: Value): Program {
  const program: Program = () => value;
  constants.set(program, { value });
  return program;
}

function readVariable(name: string, slot: number | undefined): Program {
  if (slot !== undefined) {
    return attribute((frame) => {
      frame.spend(1);
      const value = frame.slots[slot] ?? null;
      if (value instanceof CelError) throw value;
      return value;
    });
  }
  return attribute((frame) => {
    frame.spend(1);
    const value = frame.variable(name);
    if (value === undefined) throw new CelError(`no such attribute(s): ${name}`);
    return value;
  });
}

/** Variables, and what is read of them step by step. */
const attributes = new WeakSet<Program>();

/** Those among them that choose. */
const conditionals = new WeakSet<Program>();

function attribute(program: Program): Program {
  attributes.add(program);
  return program;
}

/** Whatever else is read from costs one more. */
function asAttribute(program: Program): Program {
  if (attributes.has(program)) return program;
  return (frame) => {
    const value = program(frame);
    frame.spend(1);
    return value;
  };
}

/** A variable that a condition chooses, or that is an index, is not charged for. */
function asBranch(program: Program): Program {
  if (!attributes.has(program) || conditionals.has(program)) return program;
  return (frame) => {
    frame.cost -= 1;
    return program(frame);
  };
}

function ternary(condition: Program, then: Program, otherwise: Program): Program {
  const program = attribute((frame) => (asBoolean(condition(frame)) ? then(frame) : otherwise(frame)));
  conditionals.add(program);
  return program;
}

/** Whichever side decides decides, even where the other fails. */
function logical(left: Program, right: Program, decisive: boolean): Program {
  return (frame) => {
    const first = attempt(left, frame);
    if (first === decisive) return decisive;
    const second = attempt(right, frame);
    if (second === decisive) return decisive;
    for (const one of [first, second]) {
      if (one instanceof CelError) throw one;
      if (typeof one !== "boolean") throw noSuchOverload();
    }
    return !decisive;
  };
}

function attempt(program: Program, frame: Frame): Value | CelError {
  try {
    return program(frame);
  } catch (error) {
    if (error instanceof CelError) return error;
    throw error;
  }
}

function notStrictlyFalse(program: Program): Program {
  return (frame) => {
    const value = attempt(program, frame);
    frame.spend(1);
    return value !== false;
  };
}

function access(operand: Program, index: Program, read: (value: Value, index: Value) => Value): Program {
  const inner = asAttribute(operand);
  const key = asBranch(index);
  return attribute((frame) => {
    const value = inner(frame);
    const result = read(value, key(frame));
    if (result !== Optional.none) frame.spend(1);
    return result;
  });
}

function orOptional(left: Program, right: Program): Program {
  return (frame) => {
    const value = left(frame);
    return value instanceof Optional && value.value === undefined ? right(frame) : value;
  };
}

function orValue(left: Program, right: Program): Program {
  return (frame) => {
    const value = left(frame);
    // Only what is known before it runs is sure to be an optional; cel-go lets others through.
    return value instanceof Optional ? (value.value ?? right(frame)) : value;
  };
}

function equality(left: Program, right: Program, isEqual: boolean): Program {
  const name = isEqual ? "_==_" : "_!=_";
  const overload = isEqual ? "equals" : "not_equals";
  return charged((frame) => {
    const args = [left(frame), right(frame)];
    const [a = null, b = null] = args;
    const result = isEqual ? equal(a, b) : differs(a, b);
    frame.spend(callCost({ name, overload, args, result }));
    return result;
  });
}

/** What cannot be compared differs. */
function differs(a: Value, b: Value): boolean {
  try {
    return !equal(a, b);
  } catch (error) {
    if (error instanceof CelError) return true;
    throw error;
  }
}

/** The value of an optional; undefined where it has none. */
function unwrapped(value: Value): Value | undefined {
  if (value instanceof Optional) return value.value;
  throw new CelError(`cannot initialize optional list element from non-optional value`);
}

/** Conversions of constants are made once, and what is wrong with them is told before anything runs. */
const CONVERSIONS: ReadonlySet<string> = new Set([
  ...["bool", "bytes", "double", "duration", "dyn", "int", "string", "timestamp", "type", "uint"],
]);
const PATTERNS: ReadonlySet<string> = new Set(["matches", "find", "findAll"]);

/** A constant expression that cannot be computed; the words are cel-go's. */
export class InstantiationError extends Error {}

function folded(program: Program): Program {
  return constant(instantiated(() => program(new Frame(() => undefined, Infinity))));
}

function instantiated<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof CelError) throw new InstantiationError(error.message);
    throw error;
  }
}

function call({ name, overloads }: Callee, programs: readonly Program[]): Program {
  const overload = overloads.length === 1 ? (overloads[0]?.id ?? "") : "";
  const [first, second] = programs;
  const isFree = overload === "in_list" && isSet(second);
  const run = charged((frame) => {
    const args = programs.map((one) => one(frame));
    const result = callFunction({ name, overloads, args });
    frame.spend(isFree ? 0 : callCost({ name, overload, args, result }));
    return result;
  });
  if (CONVERSIONS.has(name) && first !== undefined && constants.has(first)) return folded(run);
  const given = PATTERNS.has(name) && second !== undefined ? constants.get(second)?.value : undefined;
  if (typeof given === "string") instantiated(() => pattern(given));
  return run;
}

/** What fails has cost something, too. */
function charged(program: Program): Program {
  return (frame) => {
    try {
      return program(frame);
    } catch (error) {
      if (error instanceof CelError) frame.spend(1);
      throw error;
    }
  };
}

/** A constant list of plain values, which cel-go looks up at once. */
function isSet(program: Program | undefined): boolean {
  const list = program === undefined ? undefined : constants.get(program)?.value;
  return (
    list instanceof CelList && [...list].every((one) => one === null || typeof one !== "object" || one instanceof Uint)
  );
}
