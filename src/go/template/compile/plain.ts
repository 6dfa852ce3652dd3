/** An ordinary run: text, as fast as we can. */
import type { Value } from "../../value.ts";
import type { Eval, Execution } from "../execution.ts";
import { findMethod, holdsInterfaces, isSimpleMap, readField } from "../field.ts";
import { print as printNode, type ActionNode } from "../parse/node.ts";
import { printValue } from "../print-value.ts";
import { runBranch } from "../run/branch.ts";
import { evaluateQuickly } from "../run/pipe.ts";
import { plainSteps, runRange } from "../run/range.ts";
import { callTemplate } from "../run/template-call.ts";
import { truth } from "../truth.ts";
import type { AndOrParts, Backend, ChainParts, Stage } from "./backend.ts";
import { callFunction } from "./call.ts";
import { Site } from "./site.ts";
import { slotOf } from "./variable.ts";

export const plain: Backend = {
  evaluate: evaluateQuickly,
  text(execution, { text }) {
    execution.out += text;
  },
  action,
  branch: runBranch,
  range: (execution, node, dot) => runRange(plainSteps, { execution, node, dot }),
  templateCall: callTemplate,
  constant: (value) => () => value,
  dot: (_, dot) => dot,
  variable: (place, site) => (execution) => execution.variables[slotOf(execution, place, site)],
  chain: (parts) => readChain(parts),
  call: callFunction,
  andOr,
  pipeline,
  store({ pipe, places, site }) {
    return (execution, dot) => {
      const value = pipe(execution, dot);
      for (const place of places) execution.store(slotOf(execution, place, site), value, false);
      return value;
    };
  },
  final: (_execution, _dot, final) => final,
};

/** An action that declares or assigns a variable prints nothing. */
function action(execution: Execution, node: ActionNode, dot: Value): void {
  const value = evaluateQuickly(execution, node.pipe, dot);
  if (node.pipe.declared.length > 0) return;
  execution.out += typeof value === "string" ? value : printed(execution, node, value);
}

/** The text of an action's value. Throws `ExecError` for what cannot be printed, such as a map that contains itself. */
export function printed(execution: Execution, node: ActionNode, value: Value): string {
  const site = new Site(node);
  let text: string | undefined;
  try {
    text = printValue(value);
  } catch (error) {
    throw site.wrap(execution, error);
  }
  if (text === undefined) throw site.fail(execution, `can't print ${printNode(node)} of type func()`);
  return text;
}

/** Follows the fields; a plain map, by far the most common receiver, is read in place. */
export function readChain(parts: ChainParts, receiver: Eval = parts.receiver): Stage {
  const { leaf, missingKey, hasArguments } = parts;
  const missing: Value = missingKey === "zero" ? null : undefined;
  return (execution, dot, final) => {
    const names = leaf < 0 ? parts.names : (execution.leaves[leaf] as readonly string[]);
    const count = hasArguments ? names.length - 1 : names.length;
    let value = receiver(execution, dot);
    let container: Value = undefined;
    for (let i = 0; i < count; i++) {
      const name = names[i] ?? "";
      const from = container;
      container = value;
      if (missingKey !== "error" && isSimpleMap(value, name)) {
        const entry: Value = value.get(name);
        value = entry === undefined ? missing : entry;
        continue;
      }
      const method = findMethod(value, name);
      if (method !== undefined) {
        value = parts.callMethod(execution, method, name);
        // What a method gives is of the method's type.
        container = undefined;
        continue;
      }
      const inInterface = i === 0 ? parts.receiverInInterface(execution) : holdsInterfaces(from);
      try {
        value = readField(value, { name, missingKey, inInterface, hasArguments: false });
      } catch (error) {
        throw parts.site.wrap(execution, error);
      }
    }
    if (!hasArguments) return value;
    const inInterface = count === 0 ? parts.receiverInInterface(execution) : holdsInterfaces(container);
    return parts.lastStep(execution, { dot, final, receiver: value, inInterface });
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
  // By number: to take an array apart costs an iterator.
  const first = stages[0];
  const second = stages[1];
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
