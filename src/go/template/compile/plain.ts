/** The closures of an ordinary run: text, as fast as we can. */
import { TypedMap, type GoMap, type Value } from "../../value.ts";
import { DONE, type Eval, type Run } from "../execution.ts";
import { findMethod, holdsInterfaces, readField } from "../field.ts";
import { print as printNode } from "../parse/node.ts";
import { printValue } from "../print-value.ts";
import { truth } from "../truth.ts";
import type { ActionParts, AndOrParts, Backend, BranchParts, ChainParts, Stage } from "./backend.ts";
import { callFunction } from "./call.ts";
import { rangeOver } from "./range.ts";
import type { Site } from "./site.ts";
import { callTemplate } from "./template-call.ts";

export const plain: Backend = {
  joinsText: true,
  text({ text }) {
    return (execution) => {
      execution.out += text;
      return DONE;
    };
  },
  action: printAction,
  branch,
  range: rangeOver,
  templateCall: callTemplate,
  constant: (value) => () => value,
  dot: (_, dot) => dot,
  variable: (slot) => (execution) => execution.variables[slot],
  chain: readChain,
  call: callFunction,
  andOr,
  pipeline,
  store({ pipe, slots }) {
    return (execution, dot) => {
      const value = pipe(execution, dot);
      for (const slot of slots) execution.variables[slot] = value;
      return value;
    };
  },
  final: (_execution, _dot, final) => final,
};

function printAction({ pipe, site, node }: ActionParts): Run {
  return (execution, dot) => {
    execution.statement = node;
    const value = pipe(execution, dot);
    if (typeof value === "string") {
      execution.out += value;
      return DONE;
    }
    const text = printed(value, site, execution);
    if (text === undefined) throw unprintable(site, execution);
    execution.out += text;
    return DONE;
  };
}

/** Throws `ExecError` for what cannot be printed at all, such as a map that contains itself. */
export function printed(value: Value, site: Site, execution: Parameters<Eval>[0]): string | undefined {
  try {
    return printValue(value);
  } catch (error) {
    throw site.wrap(execution, error);
  }
}

export function unprintable(site: Site, execution: Parameters<Eval>[0]): Error {
  return site.fail(execution, `can't print ${printNode(site.node)} of type func()`);
}

function branch({ pipe, body, otherwise, node }: BranchParts): Run {
  if (node.kind === "with") {
    return (execution, dot) => {
      execution.statement = node;
      const value = pipe(execution, dot);
      if (truth(value)) return body(execution, value);
      return otherwise === undefined ? DONE : otherwise(execution, dot);
    };
  }
  return (execution, dot) => {
    execution.statement = node;
    if (truth(pipe(execution, dot))) return body(execution, dot);
    return otherwise === undefined ? DONE : otherwise(execution, dot);
  };
}

/** A map whose entries are `interface {}` and that has no methods. */
function isSimpleMap(value: Value): value is GoMap {
  if (!(value instanceof Map)) return false;
  return !(value instanceof TypedMap) || (value.methods === undefined && value.zero === undefined);
}

/** Follows the fields; a plain map, by far the most common receiver, is read in place. */
function readChain(parts: ChainParts): Stage {
  const { receiver, names, missingKey, lastStep } = parts;
  const count = lastStep === undefined ? names.length : names.length - 1;
  const missing: Value = missingKey === "zero" ? null : undefined;
  return (execution, dot, final) => {
    let value = receiver(execution, dot);
    let container: Value = undefined;
    for (let i = 0; i < count; i++) {
      const name = names[i] ?? "";
      const from = container;
      container = value;
      if (missingKey !== "error" && isSimpleMap(value)) {
        const entry: Value = value.get(name);
        value = entry === undefined ? missing : entry;
        continue;
      }
      const method = findMethod(value, name);
      if (method !== undefined) {
        value = parts.callMethod(execution, method, name);
        continue;
      }
      const inInterface = i === 0 ? parts.receiverInInterface(execution) : holdsInterfaces(from);
      try {
        value = readField(value, { name, missingKey, inInterface, hasArguments: false });
      } catch (error) {
        throw parts.site.wrap(execution, error);
      }
    }
    if (lastStep === undefined) return value;
    const inInterface = count === 0 ? parts.receiverInInterface(execution) : holdsInterfaces(container);
    return lastStep(execution, { dot, final, receiver: value, inInterface });
  };
}

function andOr({ until, args, hasFinal }: AndOrParts): Stage {
  return (execution, dot, final) => {
    let value: Value = undefined;
    for (const arg of args) {
      value = arg.eval(execution, dot);
      if (arg.last !== undefined) execution.last = arg.last;
      if (truth(value) === until) return value;
    }
    return hasFinal ? final : value;
  };
}

/** Between stages a nil interface loses its type: it becomes no value. */
function pipeline(stages: readonly Stage[]): Eval {
  const [first, second] = stages;
  if (first === undefined) return () => undefined;
  if (second === undefined) {
    return (execution, dot) => {
      const value = first(execution, dot, undefined);
      return value === null ? undefined : value;
    };
  }
  if (stages.length === 2) {
    return (execution, dot) => {
      const between = first(execution, dot, undefined);
      const value = second(execution, dot, between === null ? undefined : between);
      return value === null ? undefined : value;
    };
  }
  return (execution, dot) => {
    let value: Value = undefined;
    for (const stage of stages) {
      const next = stage(execution, dot, value);
      value = next === null ? undefined : next;
    }
    return value;
  };
}
