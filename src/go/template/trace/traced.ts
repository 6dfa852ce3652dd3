/** A traced run: the same values and the same text as `plain`, with a tag beside each value. */
import { Slice, Struct, type Value } from "../../value.ts";
import type { AndOrParts, Backend, CallParts, ChainParts, Stage } from "../compile/backend.ts";
import { invoke } from "../compile/call.ts";
import { printed, readChain } from "../compile/plain.ts";
import { slotOf } from "../compile/variable.ts";
import { DONE, type Eval, type Execution, type Outcome } from "../execution.ts";
import type { ActionNode, BranchNode, Node, TemplateNode } from "../parse/node.ts";
import { runWith } from "../run/branch.ts";
import { runList } from "../run/list.ts";
import { evaluate } from "../run/pipe.ts";
import { plainSteps, rangePlaces, runRange, sortedEntries, type RangeSteps } from "../run/range.ts";
import { dataOf, runCall } from "../run/template-call.ts";
import { truth } from "../truth.ts";
import { actionAt, actionWithin } from "./action.ts";
import { align, fill } from "./align.ts";
import { derive } from "./derive.ts";
import { union, type Tag } from "./tag.ts";
import { containerOf, fieldsOf } from "./tag-table.ts";
import type { TraceState } from "./trace-state.ts";
import { traced, type TracedExecution } from "./traced-execution.ts";
import { addUsed } from "./used.ts";
import { writeText } from "./write-text.ts";

export const tracedBackend: Backend = {
  evaluate,
  text: (execution, node) => writeText(traced(execution), node),
  action,
  branch,
  range,
  templateCall,
  constant: (value) => (execution) => {
    traced(execution).tag = undefined;
    return value;
  },
  dot(execution, dot) {
    const run = traced(execution);
    run.tag = run.dotTag;
    return dot;
  },
  variable: (place, site) => (execution) => {
    const run = traced(execution);
    const slot = slotOf(run, place, site);
    run.tag = run.variableTags[slot];
    return run.variables[slot];
  },
  chain,
  call,
  andOr,
  pipeline,
  store({ pipe, places, site }) {
    return (execution, dot) => {
      const value = pipe(execution, dot);
      const run = traced(execution);
      run.tag ??= containerOf(value) === undefined ? written(run, site.node) : undefined;
      for (const place of places) {
        const slot = slotOf(run, place, site);
        run.store(slot, value, false);
        run.variableTags[slot] = run.tag;
      }
      return value;
    };
  },
  final(execution, _dot, final) {
    const run = traced(execution);
    run.tag = run.finalTag;
    return final;
  },
};

function action(execution: Execution, node: ActionNode, dot: Value): void {
  const run = traced(execution);
  run.tag = undefined;
  const value = evaluate(run, node.pipe, dot);
  if (node.pipe.declared.length > 0) return;
  const text = typeof value === "string" ? value : printed(run, node, value);
  run.write(text, [actionAt(node, run.template)], typeof value === "string" ? run.tag : withoutSegments(run.tag));
}

/** A value that is not a text has no stretches. */
function withoutSegments(tag: Tag | undefined): Tag | undefined {
  return tag?.segments === undefined ? tag : union([tag]);
}

function branch(execution: Execution, node: BranchNode, dot: Value): Outcome {
  const run = traced(execution);
  run.tag = undefined;
  const value = evaluate(run, node.pipe, dot);
  const { dotTag, tag } = run;
  const { list, elseList } = node;
  if (!truth(value)) return elseList === undefined ? DONE : run.under(tag, () => runList(run, elseList, dot));
  if (node.kind === "if") return run.under(tag, () => runList(run, list, dot));
  run.dotTag = tag;
  const outcome = run.under(tag, () => runWith(run, node, value));
  run.dotTag = dotTag;
  return outcome;
}

function range(execution: Execution, node: BranchNode, dot: Value): Outcome {
  const run = traced(execution);
  const { dotTag, ranged } = run;
  run.ranged = undefined;
  const outcome = runRange(tracedSteps, { execution, node, dot });
  run.dotTag = dotTag;
  run.ranged = ranged;
  return outcome;
}

/** Elements come in the order of the container: the how-manieth this is tells its key. */
const tracedSteps: RangeSteps = {
  value(execution, node, dot) {
    const run = traced(execution);
    run.tag = undefined;
    const value = plainSteps.value(run, node, dot);
    run.ranged = { keys: keysOf(value), container: containerOf(value), tag: run.tag, outerTag: run.dotTag };
    return value;
  },
  body(execution, node, element) {
    const run = traced(execution);
    const { ranged } = run;
    const key = ranged?.keys.next().value;
    const container = ranged?.container;
    const tag =
      container === undefined || key === undefined ? ranged?.tag : run.state.table.of(container, key, ranged?.tag);
    run.dotTag = tag;
    const places = rangePlaces(node);
    if (places.element !== undefined) run.variableTags[places.element] = tag;
    if (places.index !== undefined) {
      const isKnown = container !== undefined && key !== undefined;
      run.variableTags[places.index] = isKnown ? run.state.table.ofKey(container, key, ranged?.tag) : undefined;
    }
    const outcome = run.under(ranged?.tag, () => plainSteps.body(run, node, element));
    run.ranged = ranged;
    return outcome;
  },
  otherwise(execution, node, dot) {
    const run = traced(execution);
    run.dotTag = run.ranged?.outerTag;
    return plainSteps.otherwise(run, node, dot);
  },
};

function keysOf(value: Value): Iterator<string | number, undefined> {
  if (value instanceof Map) {
    const keys = sortedEntries(value).map(([key]) => key);
    return keys.values();
  }
  const items = value instanceof Slice ? value.items : Array.isArray(value) ? value : [];
  return items.keys();
}

function templateCall(execution: Execution, node: TemplateNode, dot: Value): void {
  const run = traced(execution);
  const { dotTag, variableTags, callers, ranged } = run;
  run.callers = [actionAt(node, run.template), ...callers];
  runCall(run, node, () => {
    const data = dataOf(run, node, dot);
    if (node.pipe !== undefined) run.dotTag = run.tag;
    run.variableTags = node.pipe === undefined ? [] : [run.tag];
    return data;
  });
  Object.assign(run, { dotTag, variableTags, callers, ranged });
}

/** The plain chain; the last container and key say what was read. */
function chain(parts: ChainParts): Stage {
  const read = readChain(parts, (execution, dot) => {
    traced(execution).tag = undefined;
    const value = parts.receiver(execution, dot);
    const run = traced(execution);
    run.chainStart = { value, tag: run.tag };
    return value;
  });
  return (execution, dot, final) => {
    const run = traced(execution);
    const outer = run.chainStart;
    const value = read(execution, dot, final);
    run.tag = tagAlong(run, parts.names);
    run.chainStart = outer;
    return value;
  };
}

function tagAlong(run: TracedExecution, names: readonly string[]): Tag | undefined {
  let { value, tag } = run.chainStart ?? { value: undefined, tag: undefined };
  for (const [i, name] of names.entries()) {
    const fields = fieldsOf(value);
    // Methods are no fields; their path names them all the same.
    if (fields === undefined || (value instanceof Struct && !fields.has(name))) return restOfPath(tag, names.slice(i));
    tag = run.state.table.of(fields, name, tag);
    value = fields.get(name) as Value;
  }
  return tag;
}

/** Results of methods have no entries. */
function restOfPath(tag: Tag | undefined, names: readonly string[]): Tag | undefined {
  if (tag?.path === undefined) return tag;
  const path = [tag.path, ...names].join(".");
  return { reads: [{ path, origin: tag.reads[0]?.origin }], path };
}

function call({ func, name, args, site, node }: CallParts): Stage {
  return (execution, dot, final) => {
    const run = traced(execution);
    const { finalTag, state } = run;
    const tags: (Tag | undefined)[] = [];
    const values = args.map((arg) => {
      run.finalTag = finalTag;
      run.tag = undefined;
      const value = arg(execution, dot, final);
      tags.push(run.tag);
      return value;
    });
    const about = { name, args: values, tags, table: state.table };
    const hook = state.watches.get(name)?.(about) ?? state.hooks.get(name);
    const outer = state.call;
    state.call = { args: values, tags };
    state.nested = undefined;
    let result: Value;
    try {
      result = invoke(func, execution, values);
    } catch (error) {
      throw site.wrapCall(execution, name, error);
    } finally {
      state.call = outer;
    }
    const made = { ...about, result, written: () => written(run, node) };
    run.tag = nestedTag(state, result) ?? hook?.(made) ?? derive(made);
    addUsed(state.used, made, run.tag);
    return result;
  };
}

/** Of what stands in the template itself, and was read nowhere. */
function written(run: TracedExecution, node: Node): Tag {
  const within = actionWithin(run, node);
  return within === undefined ? { reads: [] } : { reads: [], actions: [within] };
}

/** The function ran a template (`include`, `tpl`) and gives back its text, possibly a little changed. */
function nestedTag(state: TraceState, result: Value): Tag | undefined {
  const { nested } = state;
  state.nested = undefined;
  if (nested === undefined || typeof result !== "string") return undefined;
  const whole = union(nested.segments);
  const reads = whole?.reads ?? [];
  if (nested.text === result) return { reads, segments: nested.segments };
  const found = align(nested.text, { reads, segments: nested.segments }, result);
  return { reads, segments: fill(found ?? [], result.length, whole) };
}

function andOr({ until, args, hasFinal }: AndOrParts): Stage {
  return (execution, dot, final) => {
    const run = traced(execution);
    const { finalTag } = run;
    let value: Value = undefined;
    for (const arg of args) {
      run.tag = undefined;
      value = arg.eval(execution, dot);
      if (arg.last !== undefined) execution.last = arg.last;
      if (truth(value) === until) return value;
    }
    if (!hasFinal) return value;
    run.tag = finalTag;
    return final;
  };
}

function pipeline(stages: readonly Stage[]): Eval {
  return (execution, dot) => {
    const run = traced(execution);
    let value: Value = undefined;
    run.tag = undefined;
    for (const stage of stages) {
      run.finalTag = run.tag;
      const next = stage(execution, dot, value);
      value = next === null ? undefined : next;
    }
    return value;
  };
}
